internal import OrgModel

/// A kind of entry that a muting set can take away.
struct MutableKind: Sendable {
    /// The element that holds one entry.
    let element: String
    let noun: String
    /// What an entry grants, one bit each, with its name and the offset of the element that names it.
    let entries: @Sendable (AccessGrants) -> [MutableEntry]
    /// The words for the bits; empty where there is but one.
    let words: [String]

    static let all =
        [
            MutableKind(
                element: "objectPermissions",
                noun: "object",
                entries: { part in
                    part.objectPermissions.map { entry in
                        let bits = ObjectAccess.allCases.filter(entry.allows).reduce(0) { $0 | 1 << $1.rawValue }
                        return MutableEntry(name: entry.object, offset: entry.offset, bits: UInt8(bits))
                    }
                },
                words: ObjectAccess.allCases.map { "\($0)" }
            ),
            MutableKind(
                element: "fieldPermissions",
                noun: "field",
                entries: { part in
                    part.fieldPermissions.map { entry in
                        let bits: UInt8 = (entry.readable == .yes ? 1 : 0) | (entry.editable == .yes ? 2 : 0)
                        return MutableEntry(name: entry.field, offset: entry.offset, bits: bits)
                    }
                },
                words: ["readable", "editable"]
            ),
        ]
        + lists.map { element, noun, list in
            MutableKind(
                element: element,
                noun: noun,
                entries: { part in
                    part[keyPath: list].map { entry in
                        MutableEntry(name: entry.name, offset: entry.offset, bits: entry.isEnabled ? 1 : 0)
                    }
                },
                words: []
            )
        }

    private static let lists: [(String, String, any KeyPath<AccessGrants, [Access]> & Sendable)] = [
        ("userPermissions", "user permission", \.userPermissions),
        ("applicationVisibilities", "app", \.applicationVisibilities),
        ("classAccesses", "Apex class", \.classAccesses),
        ("customMetadataTypeAccesses", "custom metadata type", \.customMetadataTypeAccesses),
        ("customPermissions", "custom permission", \.customPermissions),
        ("customSettingAccesses", "custom setting", \.customSettingAccesses),
        ("externalCredentialPrincipalAccesses", "principal", \.externalCredentialPrincipalAccesses),
        ("externalDataSourceAccesses", "external data source", \.externalDataSourceAccesses),
        ("flowAccesses", "flow", \.flowAccesses),
        ("pageAccesses", "Visualforce page", \.pageAccesses),
        ("recordTypeVisibilities", "record type", \.recordTypeVisibilities),
    ]

    /// The words for some bits, ` ('allowDelete')`; empty where the kind knows but one.
    func words(of bits: UInt8) -> String {
        let named = words.enumerated().filter { bits & 1 << $0.offset != 0 }.map { "'\($0.element)'" }
        return named.isEmpty ? "" : " (\(named.joined(separator: ", ")))"
    }
}

/// What one entry grants or mutes.
struct MutableEntry: Sendable {
    let name: Name
    /// Bytes to the element that names the thing.
    let offset: UInt32
    let bits: UInt8
}

/// What a muting set takes away, by kind (index in `MutableKind.all`) and name: few entries, looked up by many.
struct MutedAccess {
    struct Entry {
        var bits: UInt8
        let location: SourceLocation
    }

    private(set) var entries: [[Name: Entry]]

    init(_ set: MutingPermissionSet) {
        entries = MutableKind.all.map { kind in
            var found: [Name: Entry] = [:]
            for part in set.parts {
                for entry in kind.entries(part) where entry.bits != 0 {
                    found[entry.name, default: Entry(bits: 0, location: part.location(entry.offset))].bits |= entry.bits
                }
            }
            return found
        }
    }
}
