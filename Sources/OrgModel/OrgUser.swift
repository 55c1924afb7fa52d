/// A user with everything that the exports tie to it.
public struct OrgUser: Sendable {
    public let record: User
    /// The name of the user licence; nil where nothing tells.
    public let licenseName: String?
    /// The name of the profile as records spell it; nil where nothing tells.
    public let profileName: String?
    /// The profile's file: index in `Metadata.profiles`.
    public let profile: Int?
    /// Why the user counts as an integration user; nil for people and for users of whom nothing tells.
    public let evidence: IntegrationEvidence?
    /// The entry of the register that names the user.
    public let registration: IntegrationRegister.Entry?
    /// The rows that count as assignments, never the profile-owned one.
    public internal(set) var assignments: [Assignment] = []
    /// The rows whose expiration date has passed; they assign nothing any more.
    public internal(set) var expiredAssignments: [Assignment] = []
    /// Whether a row that counts could not be named, so that `assignments` may lack a set or group.
    public internal(set) var hasUnresolvedAssignments = false
    /// The permission set license rows that are not revoked.
    public internal(set) var licenses: [LicenseAssignment] = []

    public var username: String { record.username }
    public var componentID: ComponentID { record.componentID }
    public var isActive: Bool { record.isActive }
    public var isIntegration: Bool { evidence != nil }

    /// Whether the licence is *Salesforce Integration*.
    public var isOnIntegrationLicense: Bool { licenseName.map(IntegrationNames.isLicense) ?? false }
    /// Whether the profile is one of the two API-only profiles.
    public var isOnAPIOnlyProfile: Bool { profileName.map(IntegrationNames.isAPIOnlyProfile) ?? false }

    /// A permission set or group that the user has.
    public struct Assignment: Sendable {
        public enum Target: Sendable {
            /// Index in `Metadata.permissionSets`; nil where the set has no file.
            case permissionSet(Int?)
            /// Index in `Metadata.permissionSetGroups`; nil where the group has no file.
            case permissionSetGroup(Int?)
        }

        public let row: PermissionSetAssignment
        /// The API name of the set or group.
        public let name: String
        public let target: Target
        /// The licence of the set as its record has it; the file's own goes before it.
        public let licenseName: String?
        public let namespacePrefix: String?

        public var isGroup: Bool {
            if case .permissionSetGroup = target { true } else { false }
        }
    }

    /// A permission set license that the user has.
    public struct LicenseAssignment: Sendable {
        public let row: PermissionSetLicenseAssign
        public let developerName: String?
        public let masterLabel: String?
        /// The licence's own record; nil where the export does not hold it.
        public let license: PermissionSetLicense?

        /// Whether the row and the exports name the licence.
        public var isNamed: Bool { developerName != nil || masterLabel != nil }

        /// The label, else the developer name, else the Id.
        public var displayName: String {
            masterLabel ?? developerName ?? row.permissionSetLicenseID?.value ?? "?"
        }

        /// Whether this is *Salesforce API Integration*, by developer name or label.
        public var isSalesforceAPIIntegration: Bool {
            [developerName, masterLabel].contains { $0.map(IntegrationNames.isPermissionSetLicense) ?? false }
        }
    }
}
