public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration set or group whose access is there only once somebody activates it in a session.
public struct PermissionSetActivationRequired: Rule {
    public static let page = RuleFile.permissionSetActivationRequired

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let paths = org.integrationPathsByPermissionSet()
        return setFindings(org, paths) + groupFindings(org, paths)
    }

    private func setFindings(_ org: Org, _ paths: [Int: [GrantPath]]) -> [Finding] {
        org.integrationPermissionSets.sorted { $0.key < $1.key }.compactMap { index, evidence in
            let set = org.metadata.permissionSets[index]
            guard let flag = set.hasActivationRequired, flag.value, !set.isForCloudIntegrationUser,
                !isSalesforceOwn(set.fullName)
            else { return nil }
            // In a group the permissions of a session-based set need no activation (Object Reference,
            // SessionPermSetActivation): only those who have the set directly have to activate it.
            let direct = (paths[index] ?? []).filter { path in
                !path.steps.contains { $0.component.type == "PermissionSetGroup" }
            }
            guard direct.count > 0 || paths[index] == nil else { return nil }
            return finding(
                set.componentID, "permission set", flag.location, evidence.confidence, direct, set.related(evidence),
                org)
        }
    }

    private func groupFindings(_ org: Org, _ paths: [Int: [GrantPath]]) -> [Finding] {
        org.integrationPermissionSetGroups.sorted { $0.key < $1.key }.compactMap { index, evidence in
            let group = org.metadata.permissionSetGroups[index]
            guard let flag = group.hasActivationRequired, flag.value, !isSalesforceOwn(group.fullName) else {
                return nil
            }
            let members = group.permissionSets.flatMap { org.permissionSets(named: $0.value) }
            let holders = members.flatMap { paths[$0] ?? [] }.filter { path in
                path.steps.contains { $0.component == group.componentID }
            }
            let isNamed =
                evidence == .name
                || evidence == .member
                    && members.allSatisfy { (org.integrationPermissionSets[$0] ?? .name) == .name }
            let confidence: Confidence = isNamed ? .low : .high
            let ground = holders.isEmpty ? org.related(toIntegrationGroup: index) : []
            return finding(
                group.componentID, "permission set group", flag.location, confidence, holders, ground, org)
        }
    }

    private func finding(
        _ component: ComponentID,
        _ noun: String,
        _ location: SourceLocation,
        _ confidence: Confidence,
        _ paths: [GrantPath],
        _ evidence: [Finding.Related],
        _ org: Org
    ) -> Finding {
        Finding(
            .activationRequired(noun, component.name, paths.isEmpty ? nil : org.usernames(of: paths)),
            subject: component,
            element: "hasActivationRequired",
            location: location,
            confidence: confidence,
            related: evidence + org.related(to: paths),
            paths: paths.map(\.steps)
        )
    }
}

extension PermissionSet {
    /// Whether the set is for Salesforce's own connectors, whose sets all require an activation that Salesforce does.
    fileprivate var isForCloudIntegrationUser: Bool {
        license?.value.lowercased() == "cloud integration user"
    }
}

extension Finding.Message {
    fileprivate static func activationRequired(_ noun: String, _ name: String, _ users: String?) -> Self {
        """
        Integration \(noun) '\(name)' grants nothing\(users.map { " to \($0)" } ?? "") until it is activated in the \
        session.
        """
    }
}
