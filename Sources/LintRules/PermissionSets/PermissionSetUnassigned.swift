public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration set that nobody has.
public struct PermissionSetUnassigned: Rule {
    public static let page = RuleFile.permissionSetUnassigned

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.integrationPermissionSets.isEmpty, let held = org.heldPermissionSets else { return [] }
        var groupsBySet: [Int: [PermissionSetGroup]] = [:]
        for group in org.metadata.permissionSetGroups {
            for index in Set(group.permissionSets.flatMap { org.permissionSets(named: $0.value) }) {
                groupsBySet[index, default: []].append(group)
            }
        }
        return org.integrationPermissionSets.sorted { $0.key < $1.key }.compactMap { index, evidence in
            guard !held.contains(index) else { return nil }
            let set = org.metadata.permissionSets[index]
            let groups = groupsBySet[index] ?? []
            return Finding(
                .unassigned(set.fullName, groups.map(\.fullName)),
                subject: set.componentID,
                element: "assignments",
                location: set.location,
                confidence: evidence.confidence,
                related: set.related(evidence)
                    + groups.map { group in
                        Finding.Related(
                            "group '\(group.fullName)' holds it, and nobody has the group", at: group.location)
                    }
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func unassigned(_ set: String, _ groups: [String]) -> Self {
        let ways = groups.isEmpty ? "" : ", neither directly nor through a group"
        return "Integration permission set '\(set)' is assigned to nobody\(ways)."
    }
}
