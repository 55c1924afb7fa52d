public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A permission set group that names a permission set or muting set which is not there.
public struct PermissionSetGroupMissingMember: Rule {
    public static let page = RuleFile.permissionSetGroupMissingMember

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.metadata.permissionSetGroups.isEmpty else { return [] }
        let members = KnownMembers(org)
        return org.metadata.permissionSetGroups.flatMap { group -> [Finding] in
            guard namespacePrefix(group.fullName) == nil else { return [] }
            var findings: [Finding] = []
            if org.inputs["PermissionSet"] != nil {
                findings += missing(group.permissionSets, "permissionSets", members.permissionSets, in: group)
            }
            if org.inputs["MutingPermissionSet"] != nil {
                findings += missing(group.mutingPermissionSets, "mutingPermissionSets", members.mutingSets, in: group)
            }
            return findings
        }
    }

    private func missing(
        _ members: [Located<String>],
        _ element: String,
        _ known: Set<String>,
        in group: PermissionSetGroup
    ) -> [Finding] {
        var seen = known
        return members.compactMap { member in
            // Sets of packages and of Salesforce itself (`force__`) are in the org and seldom in the project.
            guard !member.value.isEmpty, namespacePrefix(member.value) == nil,
                seen.insert(member.value.lowercased()).inserted
            else { return nil }
            return Finding(
                .missing(group.fullName, member.value, isMuting: element == "mutingPermissionSets"),
                subject: group.componentID,
                element: "\(element):\(member.value)",
                location: member.location
            )
        }
    }
}

/// The sets that are in the project, or of which an export or a file that cannot be read tells that they exist.
private struct KnownMembers {
    var permissionSets: Set<String>
    var mutingSets: Set<String>

    init(_ org: Org) {
        permissionSets = Set(org.metadata.permissionSets.map { $0.fullName.lowercased() })
        mutingSets = Set(org.metadata.mutingPermissionSets.map { $0.fullName.lowercased() })
        for problem in org.problems {
            let name = problem.subject.name.lowercased()
            if problem.subject.type == "PermissionSet" { permissionSets.insert(name) }
            if problem.subject.type == "MutingPermissionSet" { mutingSets.insert(name) }
        }
        permissionSets.formUnion(org.records.permissionSets.compactMap { $0.name?.lowercased() })
        permissionSets.formUnion(org.records.permissionSetAssignments.compactMap { $0.permissionSetName?.lowercased() })
    }
}

extension Finding.Message {
    fileprivate static func missing(_ group: String, _ member: String, isMuting: Bool) -> Self {
        """
        Permission set group '\(group)' names the \(isMuting ? "muting " : "")permission set '\(member)', \
        of which there is no file.
        """
    }
}
