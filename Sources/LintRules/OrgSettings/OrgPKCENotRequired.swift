public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks whether the org takes authorization codes without a proof of who asked for them.
public struct OrgPKCENotRequired: Rule {
    public static let page = RuleFile.orgPkceNotRequired

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.findings("OauthOidc", withoutSwitch: "isPkceRequired") { .isNotRequired($0) }
    }
}

extension Finding.Message {
    fileprivate static func isNotRequired(_ words: String) -> Self {
        "The org does not require PKCE of flows with an authorization code: \(words)."
    }
}
