public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration that reads encrypted fields in clear text.
public struct IntegrationViewEncryptedData: Rule {
    public static let page = RuleFile.integrationViewEncryptedData

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.grantedUserPermissions(["ViewEncryptedData"]).map { grant in
            var finding = Finding(.granted(org.sentence(of: grant)), about: grant, in: org)
            // Whether the integration needs the values is the business's to say.
            finding.fix = nil
            return finding
        }
    }
}

extension Finding.Message {
    fileprivate static func granted(_ sentence: String) -> Self {
        "\(sentence): the values of encrypted text fields can be read in clear."
    }
}
