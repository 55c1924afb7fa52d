public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that may look into the tokens of all other apps.
public struct AppIntrospectAllTokens: AppRule {
    public static let page = RuleFile.appIntrospectAllTokens

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let flag = app.consumer?.isIntrospectAllTokens, flag.value else { return [] }
        return [
            Finding(
                .introspectsAll(app),
                subject: app.componentID,
                element: "isIntrospectAllTokens",
                location: flag.location
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func introspectsAll(_ app: App) -> Self {
        "\(app.title) may introspect all access and refresh tokens of the org: isIntrospectAllTokens is true."
    }
}
