/// One thing that a permission set or profile lets its holders do.
public struct AccessRight: Hashable, Sendable {
    /// The element of metadata that grants it.
    public enum Kind: Int, CaseIterable, Sendable {
        case userPermissions, objectPermissions, fieldPermissions, applicationVisibilities, classAccesses
        case customMetadataTypeAccesses, customPermissions, customSettingAccesses
        case externalCredentialPrincipalAccesses, externalDataSourceAccesses, flowAccesses, pageAccesses
        case recordTypeVisibilities
    }

    public let kind: Kind
    /// What it is about, in the table of names of its org.
    public let name: Name
    /// The flag of an object or field: `allowRead`, `editable`; nil for others.
    public let flag: String?

    public init(kind: Kind, name: Name, flag: String? = nil) {
        self.kind = kind
        self.name = name
        self.flag = flag
    }
}

extension AccessGrants {
    /// The kinds of right in the order of `accessLists`.
    private static let kindsOfLists: [AccessRight.Kind] = [
        .userPermissions, .applicationVisibilities, .classAccesses, .customMetadataTypeAccesses, .customPermissions,
        .customSettingAccesses, .externalCredentialPrincipalAccesses, .externalDataSourceAccesses, .flowAccesses,
        .pageAccesses, .recordTypeVisibilities,
    ]

    /// The list of the entries of a kind; nil for objects and fields, which have lists of their own types.
    static func list(of kind: AccessRight.Kind) -> (any WritableKeyPath<AccessGrants, [Access]> & Sendable)? {
        zip(kindsOfLists, accessLists).first { $0.0 == kind }?.1
    }

    /// Calls `body` with every right that is granted and the place of the entry.
    func forEachRight(_ body: (AccessRight, SourceLocation) -> Void) {
        for (kind, list) in zip(AccessGrants.kindsOfLists, AccessGrants.accessLists) {
            for entry in self[keyPath: list] where entry.isEnabled {
                body(AccessRight(kind: kind, name: entry.name), location(entry.offset))
            }
        }
        for permission in objectPermissions {
            for access in ObjectAccess.allCases where permission.allows(access) {
                body(
                    AccessRight(kind: .objectPermissions, name: permission.object, flag: "\(access)"),
                    location(permission.offset)
                )
            }
        }
        for permission in fieldPermissions {
            if permission.readable == .yes {
                body(
                    AccessRight(kind: .fieldPermissions, name: permission.field, flag: "readable"),
                    location(permission.offset)
                )
            }
            if permission.editable == .yes {
                body(
                    AccessRight(kind: .fieldPermissions, name: permission.field, flag: "editable"),
                    location(permission.offset)
                )
            }
        }
    }
}
