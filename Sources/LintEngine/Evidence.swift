public import OrgModel
public import RuleCatalogue

extension IntegrationEvidence {
    /// How sure a finding is that rests on this evidence: a name alone is a guess.
    public var confidence: Confidence {
        self == .name ? .low : .high
    }
}

extension Severity {
    /// One step down; a note stays one.
    public var lowered: Severity {
        self == .error ? .warning : .note
    }
}

extension Org {
    /// One related location a user: the assignment (of the profile: the user's own row) by which the grant reaches them.
    public func related(to paths: [GrantPath]) -> [Finding.Related] {
        var seen: Set<Int> = []
        return paths.filter { seen.insert($0.user).inserted }.map { path in
            let username = users[path.user].username
            let group = path.steps.first { $0.component.type == "PermissionSetGroup" }
            let assignment = path.steps.first { $0.component.type == "PermissionSetAssignment" }
            let way = group.map { " through group '\($0.component.name)'" } ?? (assignment == nil ? " by profile" : "")
            let place = assignment ?? path.steps.first
            let unread = unreadMutingPermissionSets(on: path).first.map {
                " (what its muting set '\($0)' takes away is unknown)"
            }
            return Finding.Related(
                "reaches '\(username)'\(way)\(unread ?? "")\(path.isConditional ? ", once it is activated" : "")",
                at: place?.location ?? users[path.user].record.location
            )
        }
    }

    /// The users of some ways in words: `'a@acme.com'`, `'a@acme.com' and 'b@acme.com'`, `'a@acme.com' and 4 others`.
    public func usernames(of paths: [GrantPath]) -> String {
        var seen: Set<Int> = []
        let names = paths.filter { seen.insert($0.user).inserted }.map { "'\(users[$0.user].username)'" }
        switch names.count {
        case 0: return "nobody"
        case 1, 2: return names.joined(separator: " and ")
        default: return "\(names[0]) and \(names.count - 1) others"
        }
    }
}
