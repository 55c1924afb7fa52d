/// A profile, permission set or group that a user has and of which no file tells what it grants.
public struct UnreadAccess: Sendable {
    /// As metadata names it; a profile carries the name that records have.
    public let componentID: ComponentID
    /// The row that gives it; of a profile the user's own.
    public let location: SourceLocation

    /// In the middle of a sentence: `the permission set 'INT_ERP'`.
    public var words: String { componentID.words }
}

extension Org {
    /// What a user has without a file, the profile first.
    ///
    /// Left out is what no project holds as a file of its own: managed sets and groups, those of Salesforce itself, and the
    /// API-only profiles, whose access is known.
    /// - Parameter user: index in `users`.
    public func unreadAccess(ofUser user: Int) -> [UnreadAccess] {
        let account = users[user]
        var unread: [UnreadAccess] = []
        if account.profile == nil, !account.isOnAPIOnlyProfile, let name = account.profileName {
            unread.append(
                UnreadAccess(
                    componentID: ComponentID(type: "Profile", name: name), location: account.record.location))
        }
        for assignment in account.assignments {
            for component in unreadComponents(of: assignment) where !isDelivered(component.name) {
                unread.append(UnreadAccess(componentID: component, location: assignment.row.location))
            }
        }
        return unread
    }

    /// What active integration users have without a file, each once, in the order of users and rows.
    public var unreadIntegrationAccess: [ComponentID] {
        guard knowsAssignments else { return [] }
        var seen: Set<String> = []
        return integrationUsers.flatMap { unreadAccess(ofUser: $0) }.map(\.componentID).filter {
            seen.insert("\($0.type):\($0.name.lowercased())").inserted
        }
    }

    private func unreadComponents(of assignment: OrgUser.Assignment) -> [ComponentID] {
        switch assignment.target {
        case .permissionSet(nil): [ComponentID(type: "PermissionSet", name: assignment.qualifiedName)]
        case .permissionSetGroup(nil): [ComponentID(type: "PermissionSetGroup", name: assignment.qualifiedName)]
        case .permissionSet(.some): []
        case .permissionSetGroup(let group?):
            permissionSetGroups(like: group).flatMap { metadata.permissionSetGroups[$0].permissionSets }
                .filter { permissionSet(named: $0.value) == nil }
                .map { ComponentID(type: "PermissionSet", name: $0.value) }
        }
    }

    /// Whether a package or Salesforce itself brings a set or group.
    func isDelivered(_ fullName: String) -> Bool {
        namespacePrefix(fullName) != nil || isSalesforceOwn(fullName)
    }
}

/// Whether the name of a set or group is one that Salesforce itself delivers: with a namespace of the platform, or, as
/// *Field Service Integration* (`sfdc_fieldservice`), without one.
public func isSalesforceOwn(_ fullName: String) -> Bool {
    let name = fullName.lowercased()
    return ["sfdc_", "force__", "sfdcinternalint__"].contains { name.hasPrefix($0) }
}
