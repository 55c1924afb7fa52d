public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for integration apps whose tokens open the user interface.
public struct AppScopeWeb: AppRule {
    public static let page = RuleFile.appScopeWeb

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard evidence != nil, let web = app.scope("Web") else { return [] }
        return [
            Finding(
                .webScope(app, evidence),
                subject: app.componentID,
                element: "scopes:Web",
                location: web.location,
                severity: evidence.isProven ? nil : .note,
                confidence: evidence.confidence,
                related: context.org.related(toIntegration: app),
                fix: Fix(.unsafe, "Take the scope Web away; the APIs need Api.", edits: app.removal(of: web))
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func webScope(_ app: App, _ evidence: IntegrationEvidence?) -> Self {
        let who = evidence.isProven ? "belongs to an integration" : "reads like an integration app"
        return "\(app.title) \(who) and has the scope Web, which lets its tokens open the user interface."
    }
}
