public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An integration group that mutes the API, or what keeps its users out of the user interface.
public struct MutingRemovesAPIAccess: Rule {
    public static let page = RuleFile.mutingRemovesApiAccess

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let permissions = ["ApiEnabled", "ApiUserOnly"].map { (name: $0, spellings: org.names.spellings(of: $0)) }
        guard permissions.contains(where: { !$0.spellings.isEmpty }) else { return [] }
        return org.integrationPermissionSetGroups.keys.sorted().flatMap { index -> [Finding] in
            let group = org.metadata.permissionSetGroups[index]
            return permissions.compactMap { permission in
                for muting in group.mutingPermissionSets {
                    guard let place = org.mutingPermissionSet(named: muting.value),
                        let entry = org.metadata.mutingPermissionSets[place].enabled(permission.spellings)
                    else { continue }
                    return finding(permission, index, muting, entry, org)
                }
                return nil
            }
        }
    }

    public func subjects(in org: Org) -> Int { org.integrationPermissionSetGroups.count }

    private func finding(
        _ permission: (name: String, spellings: Set<Name>),
        _ index: Int,
        _ muting: Located<String>,
        _ entry: SourceLocation,
        _ org: Org
    ) -> Finding {
        let group = org.metadata.permissionSetGroups[index]
        let name = permission.name
        let grants = group.permissionSets.compactMap { member -> Finding.Related? in
            guard let place = org.permissionSet(named: member.value),
                let grant = org.metadata.permissionSets[place].enabled(permission.spellings)
            else { return nil }
            return Finding.Related("granted by the member '\(member.value)'", at: grant)
        }
        return Finding(
            .muted(group.fullName, muting.value, name, org.namesIntegrationOnly(group: index)),
            subject: group.componentID,
            element: "userPermissions:\(name)",
            location: muting.location,
            confidence: org.namesIntegrationOnly(group: index) ? .low : .high,
            related: [Finding.Related("mutes '\(name)'", at: entry)] + grants + org.related(toIntegrationGroup: index)
        )
    }
}

extension Org {
    /// Whether nothing but names says that a group, or every member that makes it one, belongs to an integration.
    fileprivate func namesIntegrationOnly(group index: Int) -> Bool {
        switch integrationPermissionSetGroups[index] {
        case .name: true
        case .member:
            metadata.permissionSetGroups[index].permissionSets
                .compactMap { permissionSet(named: $0.value).flatMap { integrationPermissionSets[$0] } }
                .allSatisfy { $0 == .name }
        default: false
        }
    }
}

extension Finding.Message {
    fileprivate static func muted(_ group: String, _ muting: String, _ permission: String, _ isNamedOnly: Bool) -> Self
    {
        let consequence =
            permission == "ApiEnabled"
            ? "the group no longer gives its users the API"
            : "the group no longer keeps its users out of the user interface"
        return """
            Integration permission set group '\(group)'\(isNamedOnly ? ", one by name," : "") mutes '\(permission)' with \
            '\(muting)': \(consequence).
            """
    }
}
