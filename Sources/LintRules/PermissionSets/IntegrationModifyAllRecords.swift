public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration set with *Modify All Records* on an object.
public struct IntegrationModifyAllRecords: Rule {
    public static let page = RuleFile.integrationModifyAllRecords

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.integrationObjectGrants(of: .modifyAllRecords).map { grant in
            grant.finding(
                .granted(grant),
                of: .modifyAllRecords,
                in: org,
                fix: Fix(
                    .unsafe,
                    "Set \(grant.elements) of '\(grant.object)' to false in permission set '\(grant.permissionSet.fullName)'.",
                    edits: ([grant.flag] + [grant.viewAllFlag].compactMap(\.self)).map {
                        .replaceText($0, with: "false")
                    }
                )
            )
        }
    }
}

extension IntegrationObjectGrant {
    /// What has to go: reading every record is no more wanted than changing it, and would be all that is left.
    fileprivate var elements: String {
        viewAllFlag == nil ? "<modifyAllRecords>" : "<modifyAllRecords> and <viewAllRecords>"
    }
}

extension Finding.Message {
    fileprivate static func granted(_ grant: IntegrationObjectGrant) -> Self {
        """
        Integration permission set '\(grant.permissionSet.fullName)' grants 'modifyAllRecords' on '\(grant.object)'\
        \(grant.condition): every record of the object can be read, changed and \
        deleted, whatever the sharing.
        """
    }
}
