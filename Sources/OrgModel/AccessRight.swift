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

/// A right and the way on which somebody has it.
public struct HeldRight: Sendable {
    /// From the holder (a user, or the set itself) to the entry that grants, whose place is that of the last step.
    public let path: [PathStep]
    /// Whether it only counts once somebody activates the set or group.
    public let isConditional: Bool
}

extension Org {
    /// Everything that a user may do, each right with the first way on which it comes, an unconditional one if there is any.
    /// - Parameter user: index in `users`.
    public func rights(ofUser user: Int) -> [AccessRight: HeldRight] {
        var rights: [AccessRight: HeldRight] = [:]
        var muted: [[Int]: Set<AccessRight>] = [:]
        for source in effectiveAccess(ofUser: user).sources {
            let taken = muted[source.mutingPermissionSets] ?? mutedRights(source.mutingPermissionSets)
            muted[source.mutingPermissionSets] = taken
            for part in holder(source.holder).parts {
                part.forEachRight { right, location in
                    guard !taken.contains(right) else { return }
                    if let known = rights[right], !known.isConditional || source.isConditional { return }
                    rights[right] = HeldRight(
                        path: source.path.dropLast()
                            + source.path.suffix(1).map { PathStep(component: $0.component, location: location) },
                        isConditional: source.isConditional
                    )
                }
            }
        }
        return rights
    }

    private func mutedRights(_ sets: [Int]) -> Set<AccessRight> {
        var rights: Set<AccessRight> = []
        for set in sets {
            for part in metadata.mutingPermissionSets[set].parts {
                part.forEachRight { right, _ in rights.insert(right) }
            }
        }
        return rights
    }

    /// Everything that a permission set, muting permission set or profile says, each with its place.
    public func rights(of holder: any AccessHolder) -> [AccessRight: HeldRight] {
        var rights: [AccessRight: HeldRight] = [:]
        for part in holder.parts {
            part.forEachRight { right, location in
                guard rights[right] == nil else { return }
                rights[right] = HeldRight(
                    path: [PathStep(component: holder.componentID, location: location)], isConditional: false)
            }
        }
        return rights
    }
}
