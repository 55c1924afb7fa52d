public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration set with *View All Fields* on an object.
public struct IntegrationViewAllFields: Rule {
    public static let page = RuleFile.integrationViewAllFields

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.integrationObjectGrants(of: .viewAllFields).map { grant in
            grant.finding(.granted(grant), of: .viewAllFields, in: org)
        }
    }
}

extension Finding.Message {
    fileprivate static func granted(_ grant: IntegrationObjectGrant) -> Self {
        """
        Integration permission set '\(grant.permissionSet.fullName)' grants 'viewAllFields' on '\(grant.object)'\
        \(grant.condition): every field of the object can be read, those that are created later too.
        """
    }
}
