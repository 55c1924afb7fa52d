internal import OrgModel
internal import RuleCatalogue

extension ComponentID {
    /// Sets and groups by type and name in any case.
    var key: String { "\(type) \(name.lowercased())" }
}

extension Org {
    /// The people who have each set, directly or through a group, and each group of which no file tells the sets; every
    /// person once, with the row.
    var peopleByHolding: [String: [(user: Int, location: SourceLocation)]] {
        var people: [String: [(user: Int, location: SourceLocation)]] = [:]
        let systemUsers = SystemUsers()
        for (index, user) in users.enumerated() where user.mayBePerson && !systemUsers.contains(user) {
            var seen: Set<String> = []
            for assignment in user.assignments {
                for component in components(of: assignment) where seen.insert(component.key).inserted {
                    people[component.key, default: []].append((index, assignment.row.location))
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
