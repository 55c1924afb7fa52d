public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An Experience Cloud site that has an API-only profile or an integration set among its members.
public struct IntegrationProfileInExperienceSite: Rule {
    public static let page = RuleFile.integrationProfileInExperienceSite

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.metadata.networks.isEmpty else { return [] }
        let assigned = Dictionary(
            org.assignedPermissionSets.map { ($0.componentID.name.lowercased(), $0) },
            uniquingKeysWith: { first, _ in first })
        return org.metadata.networks.flatMap { network -> [Finding] in
            let profiles = network.memberProfiles.filter { org.isAPIOnlyProfile(listed: $0.value) }.map { member in
                finding(network, member, "profile", "the API-only profile", .high, [])
            }
            let sets = network.memberPermissionSets.compactMap { member -> Finding? in
                let holders = assigned[member.value.lowercased()]
                let isUnread = holders.map { $0.index == nil } ?? false
                guard let evidence = org.evidence(forMember: member.value, isUnread: isUnread) else { return nil }
                let noun = "the \(evidence == .name ? "(by its name) " : "")integration permission set"
                let set = org.permissionSet(named: member.value).map { org.metadata.permissionSets[$0] }
                return finding(
                    network, member, "permissionSet", noun, evidence.confidence,
                    (set?.related(evidence) ?? []) + org.related(to: holders?.paths ?? []))
            }
            return profiles + sets
        }
    }

    private func finding(
        _ network: Network,
        _ member: Located<String>,
        _ element: String,
        _ noun: String,
        _ confidence: Confidence,
        _ evidence: [Finding.Related]
    ) -> Finding {
        Finding(
            .isMember(network.componentID.name, noun, member.value),
            subject: network.componentID,
            element: "networkMemberGroups.\(element):\(member.value)",
            location: member.location,
            confidence: confidence,
            related: evidence
        )
    }
}

extension Org {
    /// Why a set that a site names belongs to an integration; nil where it does not, or nothing tells.
    /// - Parameter isUnread: whether integration users have the set, and it has no file.
    fileprivate func evidence(forMember name: String, isUnread: Bool) -> IntegrationEvidence? {
        if let index = permissionSet(named: name) { return integrationPermissionSets[index] }
        if isUnread { return .assignment }
        return registerEntries(ofPermissionSet: name).isEmpty ? nil : .register
    }
}

extension Finding.Message {
    fileprivate static func isMember(_ network: String, _ noun: String, _ member: String) -> Self {
        "Experience Cloud site '\(network)' has \(noun) '\(member)' among its members."
    }
}
