/// The 15 characters of a record Id that identify it: an Id of 18 characters adds a checksum for systems without case.
public struct RecordID: Hashable, Sendable {
    public let value: String

    /// - Parameter text: 15 or 18 characters; other texts are taken as they are.
    public init(_ text: String) {
        value = text.utf8.count == 18 ? String(text.utf8.prefix(15)) ?? text : text
    }
}

/// A row of the User export.
public struct User: Sendable {
    public let location: SourceLocation
    public var id: RecordID?
    /// The Id stands here where an export has no usernames.
    public var username: String
    public var name: String?
    public var alias: String?
    public var email: String?
    /// A missing column means active.
    public var isActive: Bool
    public var profileID: RecordID?
    public var profileName: String?
    /// `Profile.UserLicense.Name`.
    public var licenseName: String?
    /// `Profile.UserLicenseId`.
    public var licenseID: RecordID?
    public var licenseDefinitionKey: String?
    public var userType: String?
    public var title: String?
    public var hasRole: Bool
    /// ISO 8601, as exported.
    public var lastLoginDate: String?
    public var createdDate: String?
    /// The `UserPermissions…` flags that are true, as the API spells them; a flag that is not known is lower case.
    public var featureFlags: [String]
    /// The field paths that the exports of this user mention, lower case.
    public var mentionedFields: Set<String> = []

    public init(location: SourceLocation, username: String) {
        self.location = location
        self.username = username
        isActive = true
        hasRole = false
        featureFlags = []
    }

    public var componentID: ComponentID { ComponentID(type: "User", name: username) }

    /// Whether an export of this user mentions a field, in any case: only then a value that is not there is empty, and not
    /// unknown.
    public func mentions(_ field: String) -> Bool {
        mentionedFields.contains(field.lowercased())
    }
}

/// A row of the UserLogin export.
public struct UserLogin: Sendable {
    public let location: SourceLocation
    public var userID: RecordID?
    public var isFrozen: Bool?
    public var isPasswordLocked: Bool?

    public init(location: SourceLocation) { self.location = location }
}

/// A row of the UserLicense export.
public struct UserLicense: Sendable {
    public let location: SourceLocation
    public var id: RecordID?
    public var name: String
    public var licenseDefinitionKey: String?
    /// `Active` or `Disabled`.
    public var status: String?
    public var totalLicenses: Int?
    public var usedLicenses: Int?

    public init(location: SourceLocation, name: String) {
        self.location = location
        self.name = name
    }
}

/// A row of the Profile export; `name` is the label (`System Administrator`), not the metadata name (`Admin`).
public struct ProfileRecord: Sendable {
    public let location: SourceLocation
    public var id: RecordID?
    public var name: String
    public var userLicenseID: RecordID?
    public var userLicenseName: String?
    /// The `Permissions…` flags that are true, without the prefix, lower case.
    public var permissions: [String]

    public init(location: SourceLocation, name: String) {
        self.location = location
        self.name = name
        permissions = []
    }
}

/// A row of the PermissionSet export.
public struct PermissionSetRecord: Sendable {
    public let location: SourceLocation
    public var id: RecordID?
    public var name: String?
    public var label: String?
    public var isOwnedByProfile: Bool?
    public var profileID: RecordID?
    public var licenseID: RecordID?
    public var licenseName: String?
    public var namespacePrefix: String?
    /// `Regular`, `Profile`, `Group`, `Session`, `Integration` or `Standard`.
    public var type: String?
    public var permissionSetGroupID: RecordID?
    /// The `Permissions…` flags that are true, without the prefix, lower case.
    public var permissions: [String]

    public init(location: SourceLocation) {
        self.location = location
        permissions = []
    }
}

/// A row of the PermissionSetGroup export.
public struct PermissionSetGroupRecord: Sendable {
    public let location: SourceLocation
    public var id: RecordID?
    public var developerName: String?
    public var masterLabel: String?

    public init(location: SourceLocation) { self.location = location }
}

/// A row of the PermissionSetAssignment export.
public struct PermissionSetAssignment: Sendable {
    public let location: SourceLocation
    public var id: RecordID?
    public var assigneeID: RecordID?
    public var assigneeUsername: String?
    public var permissionSetID: RecordID?
    public var permissionSetName: String?
    public var permissionSetLabel: String?
    public var permissionSetIsOwnedByProfile: Bool?
    public var permissionSetType: String?
    public var permissionSetProfileID: RecordID?
    /// `PermissionSet.License.Name`.
    public var permissionSetLicenseName: String?
    public var permissionSetNamespacePrefix: String?
    public var permissionSetGroupID: RecordID?
    public var permissionSetGroupDeveloperName: String?
    public var isActive: Bool?
    public var isRevoked: Bool?
    public var expirationDate: String?

    public init(location: SourceLocation) { self.location = location }
}

/// A row of the PermissionSetLicense export.
public struct PermissionSetLicense: Sendable {
    public let location: SourceLocation
    public var id: RecordID?
    public var developerName: String?
    public var masterLabel: String?
    public var status: String?
    public var totalLicenses: Int?
    public var usedLicenses: Int?
    public var expirationDate: String?
    /// The `MaximumPermissions…` flags that are true, without the prefix, lower case: `managehealthcloud`.
    public var maximumPermissions: [String]

    public init(location: SourceLocation) {
        self.location = location
        maximumPermissions = []
    }
}

/// A row of the PermissionSetLicenseAssign export.
public struct PermissionSetLicenseAssign: Sendable {
    public let location: SourceLocation
    public var id: RecordID?
    public var assigneeID: RecordID?
    public var assigneeUsername: String?
    public var permissionSetLicenseID: RecordID?
    public var developerName: String?
    public var masterLabel: String?
    public var isRevoked: Bool?

    public init(location: SourceLocation) { self.location = location }
}

/// A row of the LoginHistory export.
public struct LoginHistory: Sendable {
    public let location: SourceLocation
    public var userID: RecordID?
    public var username: String?
    public var loginTime: String?
    public var loginType: String?
    public var loginSubType: String?
    public var status: String?
    public var sourceIp: String?
    public var application: String?

    public init(location: SourceLocation) { self.location = location }
}

/// The row of the Organization export.
public struct Organization: Sendable {
    public let location: SourceLocation
    public var name: String?
    public var organizationType: String?
    public var isSandbox: Bool?

    public init(location: SourceLocation) { self.location = location }
}

/// A row of the SetupEntityAccess export.
public struct SetupEntityAccess: Sendable {
    public let location: SourceLocation
    public var parentID: RecordID?
    public var parentName: String?
    public var setupEntityID: RecordID?
    public var setupEntityType: String?

    public init(location: SourceLocation) { self.location = location }
}

/// A row of the ConnectedApplication export.
public struct ConnectedApplication: Sendable {
    public let location: SourceLocation
    public var id: RecordID?
    public var name: String?
    public var optionsAllowAdminApprovedUsersOnly: Bool?

    public init(location: SourceLocation) { self.location = location }
}

/// All exported records of one run, by object, in the order of files and rows.
public struct Records: Sendable {
    public var users: [User] = []
    public var userLogins: [UserLogin] = []
    public var userLicenses: [UserLicense] = []
    public var profiles: [ProfileRecord] = []
    public var permissionSets: [PermissionSetRecord] = []
    public var permissionSetGroups: [PermissionSetGroupRecord] = []
    public var permissionSetAssignments: [PermissionSetAssignment] = []
    public var permissionSetLicenses: [PermissionSetLicense] = []
    public var permissionSetLicenseAssigns: [PermissionSetLicenseAssign] = []
    public var loginHistory: [LoginHistory] = []
    public var organizations: [Organization] = []
    public var setupEntityAccesses: [SetupEntityAccess] = []
    public var connectedApplications: [ConnectedApplication] = []
    /// The objects of which an export is there, also one with no rows, with their lower-case field paths.
    public var fields: [String: Set<String>] = [:]

    public init() {}

    /// Whether an export of an object is there.
    public func has(_ object: String) -> Bool {
        object == "User" ? !users.isEmpty : fields[object] != nil
    }

    /// Whether the export of an object mentions a field.
    public func has(_ field: String, of object: String) -> Bool {
        fields[object]?.contains(field.lowercased()) ?? false
    }
}
