public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that may ask for everything that their users may do.
public struct AppScopeFull: AppRule {
    public static let page = RuleFile.appScopeFull

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let full = app.scope("Full") else { return [] }
        return [
            Finding(
                .fullScope(app, evidence),
                subject: app.componentID,
                element: "scopes:Full",
                location: full.location,
                severity: evidence.isProven ? nil : .note,
                confidence: evidence.confidence,
                related: context.org.related(toIntegration: app),
                fix: Fix(.unsafe, "Give the scope Api instead of Full.", edits: app.removal(of: full))
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func fullScope(_ app: App, _ evidence: IntegrationEvidence?) -> Self {
        let who = evidence.isProven ? " belongs to an integration and" : ""
        return
            "\(app.title)\(who) has the scope Full: its tokens reach whatever their user reaches, by every interface."
    }
}
