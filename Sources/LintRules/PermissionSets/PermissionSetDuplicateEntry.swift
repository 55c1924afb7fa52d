public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A permission set, muting set or profile that lists the same object, field or name twice.
public struct PermissionSetDuplicateEntry: Rule {
    public static let page = RuleFile.permissionSetDuplicateEntry

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let holders = org.metadata.grantingHolders + org.metadata.mutingPermissionSets
        guard !holders.isEmpty else { return [] }
        let kinds = EntryKind.all
        var search = DuplicateEntrySearch(org.names)
        return holders.flatMap { holder in
            kinds.flatMap { kind in
                kind.duplicates(in: holder.parts, with: &search)
                    .filter { !org.names.utf8($0.names[0]).isEmpty }
                    .map { finding($0, kind, holder.componentID, org) }
            }
        }
    }

    private func finding(
        _ duplicates: DuplicateEntries,
        _ kind: EntryKind,
        _ component: ComponentID,
        _ org: Org
    ) -> Finding {
        let name = org.names[duplicates.names[1]]
        // One spelling for all, whichever entry stands first.
        let key = duplicates.names.map { org.names[$0] }.min() ?? name
        let count = duplicates.others.count + 2
        // The flags `default` of profiles are not compared, so entries of these kinds may differ where they look the same.
        let isProven = component.type != "Profile" || !kind.hasDefaultsInProfiles
        return Finding(
            .duplicate(component, "\(kind.noun) '\(name)'", count, isConflicting: duplicates.isConflicting),
            subject: component,
            element: "\(kind.element(in: component)):\(key)",
            location: duplicates.second,
            severity: duplicates.isConflicting ? .error : nil,
            related: [Finding.Related("the first entry", at: duplicates.first)]
                + duplicates.others.map { Finding.Related("one more entry", at: $0) },
            fix: duplicates.isIdentical && isProven
                ? Fix(
                    .safe,
                    "Remove all entries for \(kind.noun) '\(name)' but the first: they say the same.",
                    edits: ([duplicates.second] + duplicates.others).map { .removeEntry($0) }
                ) : nil
        )
    }
}

/// A kind of entry that a set or profile lists by name.
private enum EntryKind {
    case object, field, tab
    case access(element: String, noun: String, list: KeyPath<AccessGrants, [Access]>)

    static var all: [EntryKind] {
        [
            .object, .field, .tab,
            .access(element: "userPermissions", noun: "user permission", list: \.userPermissions),
            .access(element: "applicationVisibilities", noun: "application", list: \.applicationVisibilities),
            .access(element: "classAccesses", noun: "Apex class", list: \.classAccesses),
            .access(element: "customMetadataTypeAccesses", noun: "metadata type", list: \.customMetadataTypeAccesses),
            .access(element: "customPermissions", noun: "custom permission", list: \.customPermissions),
            .access(element: "customSettingAccesses", noun: "custom setting", list: \.customSettingAccesses),
            .access(
                element: "externalCredentialPrincipalAccesses",
                noun: "external credential principal",
                list: \.externalCredentialPrincipalAccesses
            ),
            .access(
                element: "externalDataSourceAccesses",
                noun: "external data source",
                list: \.externalDataSourceAccesses
            ),
            .access(element: "flowAccesses", noun: "flow", list: \.flowAccesses),
            .access(element: "pageAccesses", noun: "Visualforce page", list: \.pageAccesses),
            .access(element: "recordTypeVisibilities", noun: "record type", list: \.recordTypeVisibilities),
        ]
    }

    var noun: String {
        switch self {
        case .object: "object"
        case .field: "field"
        case .tab: "tab"
        case .access(_, let noun, _): noun
        }
    }

    func element(in component: ComponentID) -> String {
        switch self {
        case .object: "objectPermissions"
        case .field: "fieldPermissions"
        case .tab: component.type == "Profile" ? "tabVisibilities" : "tabSettings"
        case .access(let element, _, _): element
        }
    }

    /// Whether entries of profiles also say what is the default.
    var hasDefaultsInProfiles: Bool {
        guard case .access(let element, _, _) = self else { return false }
        return element == "applicationVisibilities" || element == "recordTypeVisibilities"
    }

    func duplicates(in parts: [AccessGrants], with search: inout DuplicateEntrySearch) -> [DuplicateEntries] {
        switch self {
        case .object: search.duplicates(of: \.objectPermissions, in: parts)
        case .field: search.duplicates(of: \.fieldPermissions, in: parts)
        case .tab: search.duplicates(of: \.tabSettings, in: parts)
        case .access(_, _, let list): search.duplicates(of: list, in: parts)
        }
    }
}

extension Finding.Message {
    fileprivate static func duplicate(
        _ component: ComponentID,
        _ entry: String,
        _ count: Int,
        isConflicting: Bool
    ) -> Self {
        """
        \(component.capitalizedNoun) '\(component.name)' has \(count == 2 ? "two" : "\(count)") entries for \(entry)\
        \(isConflicting ? ", which contradict each other" : "").
        """
    }
}
