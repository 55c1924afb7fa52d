public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks whether the org can stop what happens by transaction security policies.
public struct OrgTransactionSecurityOff: Rule {
    public static let page = RuleFile.orgTransactionSecurityOff

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.findings("Event", withoutSwitch: "enableTransactionSecurityPolicies") { .isOff($0) }
    }
}

extension Finding.Message {
    fileprivate static func isOff(_ words: String) -> Self {
        "The org uses no transaction security policies, which need the Event Monitoring add-on or Salesforce Shield: \(words)."
    }
}
