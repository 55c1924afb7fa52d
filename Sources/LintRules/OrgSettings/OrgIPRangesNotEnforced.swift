public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks whether the login IP ranges of profiles bind requests after the login.
public struct OrgIPRangesNotEnforced: Rule {
    public static let page = RuleFile.orgIpRangesNotEnforced

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.findings("Security", withoutSwitch: "sessionSettings.enforceIpRangesEveryRequest") {
            .isNotEnforced($0)
        }
    }
}

extension Finding.Message {
    fileprivate static func isNotEnforced(_ words: String) -> Self {
        "The org checks the login IP ranges of profiles at login only, not on every request: \(words)."
    }
}
