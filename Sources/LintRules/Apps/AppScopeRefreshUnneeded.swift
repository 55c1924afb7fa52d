public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that ask for refresh tokens, which the only flow they use does not give.
public struct AppScopeRefreshUnneeded: AppRule {
    public static let page = RuleFile.appScopeRefreshUnneeded

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard app.usesClientCredentialsOnly == true,
            let scope = app.scope("RefreshToken") ?? app.scope("OfflineAccess")
        else { return [] }
        return [
            Finding(
                .refreshUnneeded(app, scope.value),
                subject: app.componentID,
                element: "scopes:RefreshToken",
                location: scope.location,
                related: app.clientCredentialsFlow.last(where: \.value).map {
                    [Finding.Related("turns the client credentials flow on", at: $0.location)]
                } ?? []
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func refreshUnneeded(_ app: App, _ scope: String) -> Self {
        """
        \(app.title) has the scope \(scope), and the only flow that its files turn on, client credentials, gives no \
        refresh tokens.
        """
    }
}
