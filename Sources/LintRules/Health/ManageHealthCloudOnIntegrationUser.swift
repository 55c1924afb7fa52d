public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Finds where users of the Salesforce Integration licence have *Manage Health Cloud* from.
public struct ManageHealthCloudOnIntegrationUser: Rule {
    public static let page = RuleFile.manageHealthCloudOnIntegrationUser

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.licensedUserPermissions([HealthPermissions.manageHealthCloud]).map { grant in
            grant.finding(.manageHealthCloud(grant, to: org.usernames(of: grant.paths)), in: org)
        }
    }
}

extension Finding.Message {
    fileprivate static func manageHealthCloud(_ grant: LicensedGrant, to users: String) -> Self {
        """
        '\(grant.component.name)' gives \(users) the permission '\(grant.permission)'\
        \(grant.isConditional ? ", once it is activated" : ""), which the user license 'Salesforce Integration' does \
        not support.
        """
    }
}
