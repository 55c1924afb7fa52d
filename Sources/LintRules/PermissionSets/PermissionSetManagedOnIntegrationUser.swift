public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A set of a managed package that users of the Salesforce Integration licence have.
public struct PermissionSetManagedOnIntegrationUser: Rule {
    public static let page = RuleFile.permissionSetManagedOnIntegrationUser

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let health = Set(org.healthPermissionSets.map(\.componentID))
        return org.integrationHoldings.compactMap { holding in
            guard let namespace = holding.managedNamespace, !health.contains(holding.componentID) else { return nil }
            // On another licence a package's sets work as they do for people.
            let paths = holding.paths.filter { org.users[$0.user].mayBeLicensedIntegration }
            guard !paths.isEmpty else { return nil }
            return Finding(
                .managed(holding, namespace, org.usernames(of: paths)),
                subject: holding.componentID,
                element: "namespace",
                location: holding.location,
                related: org.related(to: paths),
                paths: paths.map(\.steps)
            )
        }
    }
}

extension Org {
    /// The sets of which health-permission-set-on-integration-user speaks, where it is evaluated.
    fileprivate var healthPermissionSets: [AssignedPermissionSet] {
        guard inputs["PermissionSet"] != nil else { return [] }
        let licenses = IndustryLicenses(self)
        return assignedPermissionSets.filter { set in
            let isOfPackage = namespacePrefix(set.componentID.name)?.lowercased() == "healthcloudga"
            let isLicensed = set.licenseName.map(licenses.isHealth) ?? false
            return (isOfPackage || isLicensed) && !licensedPaths(set.paths).isEmpty
        }
    }
}

extension OrgUser {
    /// Whether the licence is *Salesforce Integration*, or not known to be another one.
    fileprivate var mayBeLicensedIntegration: Bool { isLicensedIntegration || licenseName == nil }
}

extension Finding.Message {
    fileprivate static func managed(_ holding: IntegrationHolding, _ namespace: String, _ users: String) -> Self {
        """
        \(holding.capitalizedNoun) '\(holding.componentID.name)' of the package '\(namespace)' is assigned to \(users): it \
        may work, or hold permissions that the user license 'Salesforce Integration' does not allow.
        """
    }
}
