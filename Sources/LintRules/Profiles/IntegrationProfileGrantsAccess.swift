public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An API-only profile that grants more than Salesforce gives it: access belongs into permission sets.
public struct IntegrationProfileGrantsAccess: Rule {
    public static let page = RuleFile.integrationProfileGrantsAccess
    /// A list of entries in a profile's file, and the word for what one entry enables.
    private struct Grantable: Sendable {
        let element: String
        let kind: String
        let list: any KeyPath<AccessGrants, [Access]> & Sendable
    }

    /// Never fields, tabs, apps, layouts and record types: unmodified profiles hold those, too.
    private static let grantables = [
        Grantable(element: "userPermissions", kind: "user permission", list: \.userPermissions),
        Grantable(element: "classAccesses", kind: "Apex class", list: \.classAccesses),
        Grantable(element: "pageAccesses", kind: "Visualforce page", list: \.pageAccesses),
        Grantable(element: "flowAccesses", kind: "flow", list: \.flowAccesses),
        Grantable(element: "customPermissions", kind: "custom permission", list: \.customPermissions),
        Grantable(
            element: "externalDataSourceAccesses",
            kind: "external data source",
            list: \.externalDataSourceAccesses
        ),
        Grantable(
            element: "customMetadataTypeAccesses",
            kind: "custom metadata type",
            list: \.customMetadataTypeAccesses
        ),
    ]

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.apiOnlyProfiles.flatMap { profile in
            var seen: Set<String> = []
            return profile.parts.flatMap { part in
                objectFindings(profile, part, org.names) + accessFindings(profile, part, org.names)
            }.filter { seen.insert($0.element.lowercased()).inserted }
        }
    }

    public func subjects(in org: Org) -> Int { org.apiOnlyProfiles.count }

    private func objectFindings(_ profile: Profile, _ part: AccessGrants, _ names: NameTable) -> [Finding] {
        part.objectPermissions.filter(\.allowsAnything).map { permission in
            let object = names[permission.object]
            let granted = ObjectAccess.allCases.filter(permission.allows)
            let kinds = granted.map { "\($0)" }.joined(separator: ", ")
            return Finding(
                .grants(profile.fullName, "access to the object", object, kinds),
                subject: profile.componentID,
                element: "objectPermissions:\(object)",
                location: part.location(permission.offset),
                related: granted.compactMap { access in
                    permission.offset(of: access).map { Finding.Related("grants '\(access)'", at: part.location($0)) }
                }
            )
        }
    }

    private func accessFindings(_ profile: Profile, _ part: AccessGrants, _ names: NameTable) -> [Finding] {
        let baseline = Set(IntegrationNames.profilePermissions.flatMap { names.spellings(of: $0) })
        return Self.grantables.flatMap { grantable in
            part[keyPath: grantable.list]
                .filter { entry in
                    let isBaseline = grantable.element == "userPermissions" && baseline.contains(entry.name)
                    return entry.isEnabled && !isBaseline
                }
                .map { entry in
                    Finding(
                        .grants(profile.fullName, "the \(grantable.kind)", names[entry.name], nil),
                        subject: profile.componentID,
                        element: "\(grantable.element):\(names[entry.name])",
                        location: part.location(entry.offset),
                        related: [Finding.Related("enables it", at: part.location(entry.flagOffset))]
                    )
                }
        }
    }
}

extension Org {
    /// The files of Salesforce's own two API-only profiles, known by name: `custom` says nothing of them.
    var apiOnlyProfiles: [Profile] {
        apiOnlyProfileFiles.map { metadata.profiles[$0] }
    }
}

extension Finding.Message {
    fileprivate static func grants(_ profile: String, _ what: String, _ name: String, _ kinds: String?) -> Self {
        """
        The API-only profile '\(profile)' grants \(what) '\(name)'\(kinds.map { " (\($0))" } ?? ""), which Salesforce's own \
        version of it does not.
        """
    }
}
