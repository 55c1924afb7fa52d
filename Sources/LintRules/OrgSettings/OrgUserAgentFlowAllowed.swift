public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks whether the org lets OAuth clients take tokens from the address of a redirect.
public struct OrgUserAgentFlowAllowed: Rule {
    public static let page = RuleFile.orgUserAgentFlowAllowed

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.findings("OauthOidc", withoutSwitch: "blockOAuthUsrAgtFlow") { .flowIsAllowed($0) }
    }
}

extension Finding.Message {
    fileprivate static func flowIsAllowed(_ words: String) -> Self {
        "The org allows the OAuth user-agent flow: \(words)."
    }
}
