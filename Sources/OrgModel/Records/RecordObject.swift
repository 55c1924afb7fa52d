/// An object whose exported records are read; the raw value is its API name.
public enum RecordObject: String, CaseIterable, Hashable, Sendable {
    case user = "User"
    case userLogin = "UserLogin"
    case userLicense = "UserLicense"
    case profile = "Profile"
    case permissionSet = "PermissionSet"
    case permissionSetGroup = "PermissionSetGroup"
    case permissionSetAssignment = "PermissionSetAssignment"
    case permissionSetLicense = "PermissionSetLicense"
    case permissionSetLicenseAssign = "PermissionSetLicenseAssign"
    case loginHistory = "LoginHistory"
    case organization = "Organization"
    case setupEntityAccess = "SetupEntityAccess"
    case connectedApplication = "ConnectedApplication"

    /// The name under which `Org.inputs` counts the rows: some objects are called like metadata types, and their records
    /// do not stand for the files.
    public var inputName: String {
        switch self {
        case .profile, .permissionSet, .permissionSetGroup: "\(rawValue) records"
        default: rawValue
        }
    }

    /// The object with this API name, in any case; nil for every other object.
    public init?(objectName: String) {
        let name = objectName.lowercased()
        guard let object = Self.allCases.first(where: { $0.rawValue.lowercased() == name }) else { return nil }
        self = object
    }
}
