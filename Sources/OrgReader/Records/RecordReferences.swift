import OrgModel

extension RecordObject {
    /// What a row has to have so that it can be used: one field of each group, as the API spells them.
    var keys: [[String]] {
        switch self {
        case .user: [["Username", "Id"]]
        case .userLogin: [["UserId"]]
        case .userLicense: [["Name", "MasterLabel"]]
        case .profile: [["Name"]]
        case .permissionSet, .connectedApplication: [["Name", "Id"]]
        case .permissionSetGroup: [["DeveloperName", "Id"]]
        case .permissionSetLicense: [["DeveloperName", "MasterLabel", "Id"]]
        case .permissionSetAssignment:
            [
                ["AssigneeId", "Assignee.Username"],
                ["PermissionSetId", "PermissionSet.Name", "PermissionSetGroupId", "PermissionSetGroup.DeveloperName"],
            ]
        case .permissionSetLicenseAssign:
            [
                ["AssigneeId", "Assignee.Username"],
                [
                    "PermissionSetLicenseId", "PermissionSetLicense.DeveloperName", "PermissionSetLicense.MasterLabel",
                ],
            ]
        case .loginHistory: [["UserId", "User.Username"]]
        case .setupEntityAccess: [["ParentId", "Parent.Name"], ["SetupEntityId"]]
        case .organization: []
        }
    }

    /// What the rows of an object point to.
    var references: [RecordReference] {
        switch self {
        case .user:
            [RecordReference(to: [.profile], id: "ProfileId", names: ["Profile.Name"], isNeeded: false)]
        case .userLogin:
            [RecordReference(to: [.user], id: "UserId", names: [], isNeeded: false)]
        case .loginHistory:
            [RecordReference(to: [.user], id: "UserId", names: ["User.Username"], isNeeded: false)]
        case .permissionSetAssignment:
            [
                RecordReference(to: [.user], id: "AssigneeId", names: ["Assignee.Username"], isNeeded: false),
                RecordReference(
                    to: [.permissionSet, .permissionSetGroup],
                    id: "PermissionSetId",
                    names: ["PermissionSet.Name", "PermissionSetGroup.DeveloperName"],
                    isNeeded: true
                ),
            ]
        case .permissionSetLicenseAssign:
            [
                RecordReference(to: [.user], id: "AssigneeId", names: ["Assignee.Username"], isNeeded: false),
                RecordReference(
                    to: [.permissionSetLicense],
                    id: "PermissionSetLicenseId",
                    names: ["PermissionSetLicense.DeveloperName", "PermissionSetLicense.MasterLabel"],
                    isNeeded: true
                ),
            ]
        default: []
        }
    }
}

/// How the rows of one object name the records of another.
struct RecordReference {
    let targets: [RecordObject]
    /// The field with the Id, as the API spells it.
    let id: String
    /// The fields by which the row itself says which record it means, as the API spells them.
    let names: [String]
    /// Whether a row that has the Id only says nothing as long as the other export is not there.
    let isNeeded: Bool

    init(to targets: [RecordObject], id: String, names: [String], isNeeded: Bool) {
        self.targets = targets
        self.id = id
        self.names = names
        self.isNeeded = isNeeded
    }

    /// Whether some row has the Id of what it means.
    func isIdentified(in rows: [RecordRow]) -> Bool {
        let paths = RecordReference.paths(of: id)
        return rows.contains { row in paths.contains { row.values[$0] != nil } }
    }

    /// The lower-case paths by which a field may be exported: `AssigneeId` is also `Assignee.Id`.
    static func paths(of field: String) -> [String] {
        let path = field.lowercased()
        guard path.hasSuffix("id"), path.utf8.count > 2, !path.contains(".") else { return [path] }
        return [path, path.dropLast(2) + ".id"]
    }

    /// Whether some row names what it means without an Id.
    func isNamed(in rows: [RecordRow]) -> Bool {
        let paths = names.map { $0.lowercased() }
        return rows.contains { row in paths.contains { row.values[$0] != nil } }
    }
}
