public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration set with *View All Records* on an object.
public struct IntegrationViewAllRecords: Rule {
    public static let page = RuleFile.integrationViewAllRecords

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        // Modify All Records requires this permission and has a rule of its own.
        return org.integrationObjectGrants(of: .viewAllRecords) { !$0.allows(.modifyAllRecords) }.map { grant in
            grant.finding(.granted(grant), of: .viewAllRecords, in: org)
        }
    }
}

extension Finding.Message {
    fileprivate static func granted(_ grant: IntegrationObjectGrant) -> Self {
        """
        Integration permission set '\(grant.permissionSet.fullName)' grants 'viewAllRecords' on '\(grant.object)'\
        \(grant.condition): every record of the object can be read, whatever the sharing.
        """
    }
}
