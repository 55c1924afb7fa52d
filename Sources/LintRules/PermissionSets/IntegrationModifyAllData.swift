public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration that may change every record.
public struct IntegrationModifyAllData: Rule {
    public static let page = RuleFile.integrationModifyAllData

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.grantedUserPermissions(["ModifyAllData"]).map { grant in
            Finding(.granted(org.sentence(of: grant)), about: grant, in: org)
        }
    }
}

extension Finding.Message {
    fileprivate static func granted(_ sentence: String) -> Self {
        "\(sentence): every record of the org can be read, changed and deleted, whatever the sharing."
    }
}
