public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A set that two or more integration users have and that is no declared base set.
public struct PermissionSetSharedByIntegrations: Rule {
    public static let page = RuleFile.permissionSetSharedByIntegrations

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.integrationHoldings.compactMap { holding in
            let paths = holding.paths.filter { !org.isBase($0, of: holding) }
            guard Set(paths.map(\.user)).count > 1, !holding.isSalesforceOwn else { return nil }
            return Finding(
                .shared(holding, Set(paths.map(\.user)).count, org.usernames(of: paths)),
                subject: holding.componentID,
                element: "assignments",
                location: holding.location,
                related: org.related(to: paths),
                paths: paths.map(\.steps)
            )
        }
    }
}

extension Org {
    /// Whether the register declares the set, or the group on a way to it, as a base for several integrations.
    fileprivate func isBase(_ path: GrantPath, of holding: IntegrationHolding) -> Bool {
        let groups = path.steps.filter { $0.component.type == "PermissionSetGroup" }.map(\.component.name)
        return (groups + [holding.componentID.name]).contains { name in
            register.basePermissionSets.contains { $0.lowercased() == name.lowercased() }
        }
    }
}

extension Finding.Message {
    fileprivate static func shared(_ holding: IntegrationHolding, _ count: Int, _ users: String) -> Self {
        """
        \(holding.capitalizedNoun) '\(holding.componentID.name)' is assigned to \(count) integration users, \(users), and \
        the configuration does not declare it as a base set.
        """
    }
}
