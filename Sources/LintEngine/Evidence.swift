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

extension OrgUser {
    /// What makes the user an integration user, in a few words; nil for everybody else.
    public var integrationGround: String? {
        switch evidence {
        case .license where isOnIntegrationLicense: "user license '\(IntegrationNames.license)'"
        case .license: profileName.map { "profile '\($0)'" }
        case .register: registration.map { "declared for the integration '\($0.name)'" }
        default: nil
        }
    }

    /// The user's own row with what makes the user an integration user.
    public var relatedGround: [Finding.Related] {
        integrationGround.map {
            [Finding.Related("what makes it an integration user: \($0)", at: record.location)]
        } ?? []
    }
}

extension Org {
    /// Whether what is granted on some ways certainly reaches somebody: a muting set without a file may take it away.
    public func isCertain(_ paths: [GrantPath]) -> Bool {
        paths.isEmpty || paths.contains { unreadMutingPermissionSets(on: $0).isEmpty }
    }

    /// One related location a user: the assignment (of the profile: the user's own row) by which the grant reaches them.
    public func related(to paths: [GrantPath]) -> [Finding.Related] {
        var seen: Set<Int> = []
        return paths.filter { seen.insert($0.user).inserted }.map { path in
            let user = users[path.user]
            let ground = user.integrationGround.map { " (\($0))" } ?? ""
            let group = path.steps.first { $0.component.type == "PermissionSetGroup" }
            let assignment = path.steps.first { $0.component.type == "PermissionSetAssignment" }
            let way = group.map { " through group '\($0.component.name)'" } ?? (assignment == nil ? " by profile" : "")
            let place = assignment ?? path.steps.first
            let unread = unreadMutingPermissionSets(on: path).first.map {
                " (what its muting set '\($0)' takes away is unknown)"
            }
            return Finding.Related(
                "reaches '\(user.username)'\(ground)\(way)\(unread ?? "")\(path.isConditional ? ", once it is activated" : "")",
                at: place?.location ?? user.record.location
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
