public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps whose client credentials flow is on, and that name no user to run as.
public struct AppClientCredentialsWithoutRunAsUser: AppRule {
    public static let page = RuleFile.appClientCredentialsWithoutRunAsUser

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard app.hasPolicies, app.runAsUser == nil, let flow = app.clientCredentialsFlow.last(where: \.value) else {
            return []
        }
        return [
            Finding(
                .noRunAsUser(app),
                subject: app.componentID,
                element: app.name(of: .runAsUser),
                location: flow.location
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func noRunAsUser(_ app: App) -> Self {
        """
        \(app.title) has the client credentials flow on, and its files name no user to run as in \
        \(app.name(of: .runAsUser)).
        """
    }
}
