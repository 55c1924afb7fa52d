public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Finds what gives users of the Salesforce Integration licence other permissions of Health and Life Sciences Cloud.
public struct HealthPermissionOnIntegrationUser: Rule {
    public static let page = RuleFile.healthPermissionOnIntegrationUser

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let grants = org.licensedUserPermissions(HealthPermissions.others)
        guard !grants.isEmpty else { return [] }
        let carried = Set(org.healthLicensedPermissionSets(IndustryLicenses(org)).map(\.componentID))
        return grants.filter { !carried.contains($0.component) }.map { grant in
            grant.finding(.healthPermission(grant, to: org.usernames(of: grant.paths)), in: org)
        }
    }
}

extension Finding.Message {
    fileprivate static func healthPermission(_ grant: LicensedGrant, to users: String) -> Self {
        """
        '\(grant.component.name)' gives \(users) the permission '\(grant.permission)'\
        \(grant.isConditional ? ", once it is activated" : ""), which belongs to Health Cloud or Life Sciences Cloud \
        and which the user license 'Salesforce Integration' may not support.
        """
    }
}
