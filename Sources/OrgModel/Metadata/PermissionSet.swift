/// A component that says of access: a permission set, muting permission set or profile.
public protocol AccessHolder: Sendable {
    var componentID: ComponentID { get }
    /// The start tag of the root element; of a decomposed set's main file, else of its first part.
    var location: SourceLocation { get }
    /// One part a file.
    var parts: [AccessGrants] { get }
}

extension AccessHolder {
    public var fullName: String { componentID.name }

    /// The entry that enables a user permission, and where it stands.
    ///
    /// - Parameter spellings: the names that the permission goes by in the org.
    public func enabled(_ spellings: Set<Name>) -> SourceLocation? {
        guard !spellings.isEmpty else { return nil }
        for part in parts {
            for entry in part.userPermissions where entry.isEnabled && spellings.contains(entry.name) {
                return part.location(entry.offset)
            }
        }
        return nil
    }
}

/// A permission set; several files together where it is decomposed.
public struct PermissionSet: AccessHolder {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var label: Located<String>?
    public var description: Located<String>?
    /// `<license>`: a user license by its name, or a permission set license by its developer name.
    public var licenseElement: Located<String>?
    /// `<userLicense>`, which API version 38 replaced by `<license>`.
    public var userLicense: Located<String>?
    public var hasActivationRequired: Located<Bool>?
    /// False where only parts of a decomposed set are there: label, description and license are unknown.
    public var hasMainFile = true
    public var parts: [AccessGrants]

    public init(fullName: String, location: SourceLocation, parts: [AccessGrants]) {
        componentID = ComponentID(type: "PermissionSet", name: fullName)
        self.location = location
        self.parts = parts
    }
}

extension PermissionSet {
    /// The license of the set, whichever element says it; nil for `--None--`.
    public var license: Located<String>? { licenseElement ?? userLicense.flatMap { $0.value.isEmpty ? nil : $0 } }
}

/// What a permission set group takes away from its members: here a true value is muted.
public struct MutingPermissionSet: AccessHolder {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var label: Located<String>?
    /// As of a permission set, which the type extends.
    public var licenseElement: Located<String>?
    public var userLicense: Located<String>?
    public var parts: [AccessGrants]

    public init(fullName: String, location: SourceLocation, parts: [AccessGrants]) {
        componentID = ComponentID(type: "MutingPermissionSet", name: fullName)
        self.location = location
        self.parts = parts
    }
}

/// A group of permission sets and of the muting sets that take access away from them.
public struct PermissionSetGroup: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var label: Located<String>?
    public var description: Located<String>?
    /// `Updated`, `Outdated`, `Updating` or `Failed`.
    public var status: Located<String>?
    public var hasActivationRequired: Located<Bool>?
    public var permissionSets: [Located<String>] = []
    public var mutingPermissionSets: [Located<String>] = []

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "PermissionSetGroup", name: fullName)
        self.location = location
    }

    public var fullName: String { componentID.name }
}

/// A profile. What it does not list proves nothing about objects and fields: a retrieve leaves out what was not asked for.
public struct Profile: AccessHolder {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var description: Located<String>?
    public var custom: Located<Bool>?
    public var userLicense: Located<String>?
    public var loginIpRanges: [IPRange] = []
    /// The element `<loginHours>`, where it leaves out any hour of the week.
    public var loginHours: SourceLocation?
    public var parts: [AccessGrants]

    public init(fullName: String, location: SourceLocation, parts: [AccessGrants]) {
        componentID = ComponentID(type: "Profile", name: fullName)
        self.location = location
        self.parts = parts
    }

    /// Whether the file names neither licence nor user permissions, which every retrieve brings: it was written or cut by
    /// hand, and a user permission that it does not grant may be granted all the same.
    public var isPartial: Bool {
        userLicense == nil && !listsUserPermissions
    }

    /// Whether the file has entries of objects or fields: else it was retrieved without them.
    public var listsObjects: Bool {
        parts.contains { !$0.objectPermissions.isEmpty || !$0.fieldPermissions.isEmpty }
    }

    /// Whether the file has entries of user permissions: only then one that it does not grant is not granted.
    public var listsUserPermissions: Bool {
        !parts.allSatisfy(\.userPermissions.isEmpty)
    }
}

/// A range of addresses as metadata writes it: both ends belong to it.
public struct IPRange: Sendable {
    public let start: String
    public let end: String
    /// The element that holds the start.
    public let location: SourceLocation

    /// The range as numbers; nil where an end is no address, or where the ends are of different versions.
    public var addresses: IPAddressRange? { IPAddressRange(start: start, end: end) }

    public init(start: String, end: String, location: SourceLocation) {
        self.start = start
        self.end = end
        self.location = location
    }
}

/// The namespace of a managed or Salesforce-owned component: `force` of `force__X`; nil for the org's own.
public func namespacePrefix(_ fullName: String) -> String? {
    guard let range = fullName.firstRange(of: "__"), range.lowerBound > fullName.startIndex else { return nil }
    let rest = fullName[range.upperBound...]
    return rest.isEmpty || !rest.contains(where: { $0.isLetter }) ? nil : String(fullName[..<range.lowerBound])
}
