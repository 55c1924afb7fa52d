internal import OrgModel
internal import RuleCatalogue

extension ComponentID {
    /// Sets and groups by type and name in any case.
    var key: String { "\(type) \(name.lowercased())" }
}

extension Org {
    /// The people who have each of some sets, directly or through a group, and each of some groups of which no file tells the
    /// sets; every person once, with the row.
    /// - Parameter wanted: the keys of the sets and groups that are asked for.
    func people(by wanted: Set<String>) -> [String: [(user: Int, location: SourceLocation)]] {
        var people: [String: [(user: Int, location: SourceLocation)]] = [:]
        // A group has many sets and many people, and few of its sets are asked for.
        var keysByGroup: [Int: [String]] = [:]
        func keys(of assignment: OrgUser.Assignment) -> [String] {
            guard case .permissionSetGroup(let group?) = assignment.target else {
                return components(of: assignment).map(\.key).filter(wanted.contains)
            }
            let keys = keysByGroup[group] ?? components(of: assignment).map(\.key).filter(wanted.contains)
            keysByGroup[group] = keys
            return keys
        }
        let systemUsers = SystemUsers()
        for (index, user) in users.enumerated() where user.mayBePerson && !systemUsers.contains(user) {
            var seen: Set<String> = []
            for assignment in user.assignments {
                for key in keys(of: assignment) where seen.insert(key).inserted {
                    people[key, default: []].append((index, assignment.row.location))
                }
            }
        }
        return people
    }

    private func components(of assignment: OrgUser.Assignment) -> [ComponentID] {
        switch assignment.target {
        case .permissionSet(let index?): [metadata.permissionSets[index].componentID]
        case .permissionSet(nil): [ComponentID(type: "PermissionSet", name: assignment.qualifiedName)]
        case .permissionSetGroup(let index?):
            metadata.permissionSetGroups[index].permissionSets.map { member in
                permissionSet(named: member.value).map { metadata.permissionSets[$0].componentID }
                    ?? ComponentID(type: "PermissionSet", name: member.value)
            }
        case .permissionSetGroup(nil): [ComponentID(type: "PermissionSetGroup", name: assignment.qualifiedName)]
        }
    }
}

extension OrgUser {
    /// An active user who is no integration user and of whom the export tells licence or profile.
    fileprivate var mayBePerson: Bool {
        isActive && !isIntegration && (licenseName != nil || profileName != nil)
    }
}

/// The users that Salesforce itself brings: no people, and nobody's integrations either.
private struct SystemUsers {
    /// In lower case, by what they are compared with.
    private var names: [Substring: Set<String>] = [:]

    init() {
        for row in ReferenceTable.systemUsers.rows {
            for kind in row["of"].split(separator: ",") { names[kind, default: []].insert(row["name"].lowercased()) }
        }
    }

    func contains(_ user: OrgUser) -> Bool {
        isListed(user.licenseName, "license") || isListed(user.record.userType, "type")
            || user.licenseName == nil && isListed(user.profileName, "profile")
    }

    private func isListed(_ value: String?, _ kind: Substring) -> Bool {
        value.map { names[kind]?.contains($0.lowercased()) ?? false } ?? false
    }
}
