import OrgModel

/// What files grant, gathered entry by entry: an account of access that shares nothing with the program's own.
enum PlainAccess {
    /// The elements of `AccessGrants.accessLists`, in its order.
    private static let elements = [
        "userPermissions", "applicationVisibilities", "classAccesses", "customMetadataTypeAccesses",
        "customPermissions", "customSettingAccesses", "externalCredentialPrincipalAccesses",
        "externalDataSourceAccesses", "flowAccesses", "pageAccesses", "recordTypeVisibilities",
    ]

    /// `element name flag`, the flag empty where there is none.
    static func rights(of holder: any AccessHolder, _ names: NameTable) -> Set<String> {
        var rights: Set<String> = []
        for part in holder.parts {
            for (element, list) in zip(elements, AccessGrants.accessLists) {
                for entry in part[keyPath: list] where entry.isEnabled {
                    rights.insert("\(element) \(names[entry.name]) ")
                }
            }
            for entry in part.objectPermissions {
                for access in ObjectAccess.allCases where entry.allows(access) {
                    rights.insert("objectPermissions \(names[entry.object]) \(access)")
                }
            }
            for entry in part.fieldPermissions {
                if entry.readable == .yes { rights.insert("fieldPermissions \(names[entry.field]) readable") }
                if entry.editable == .yes { rights.insert("fieldPermissions \(names[entry.field]) editable") }
            }
        }
        return rights
    }

    /// Everything that a user may do, and whether all ways to it need an activation.
    static func rights(ofUser user: Int, in org: Org) -> [String: Bool] {
        var rights: [String: Bool] = [:]
        for source in org.effectiveAccess(ofUser: user).sources {
            var granted = Self.rights(of: org.holder(source.holder), org.names)
            for muting in source.mutingPermissionSets {
                granted.subtract(Self.rights(of: org.metadata.mutingPermissionSets[muting], org.names))
            }
            for right in granted { rights[right] = source.isConditional && rights[right] ?? true }
        }
        return rights
    }
}
