public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps whose refresh tokens never expire.
public struct AppRefreshTokenInfinite: AppRule {
    public static let page = RuleFile.appRefreshTokenInfinite

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard app.hasInfiniteRefreshTokens else { return [] }
        let scope = app.scope("RefreshToken") ?? app.scope("OfflineAccess")
        let isStrict = evidence.isProven && scope != nil
        return [
            Finding(
                .infinite(app, isAsked: scope != nil),
                subject: app.componentID,
                element: app.name(of: .refreshTokenPolicy),
                location: app.refreshTokenPolicy?.location ?? app.location,
                severity: isStrict ? nil : .note,
                confidence: evidence.confidence,
                related: (scope.map { [Finding.Related("the scope \($0.value)", at: $0.location)] } ?? [])
                    + context.org.related(toIntegration: app),
                fix: fix(app)
            )
        ]
    }

    /// The policy of an external client app takes three elements, of which two are not there to be edited.
    private func fix(_ app: App) -> Fix {
        let description = "Let refresh tokens expire after 30 days without use."
        guard app.kind == .connectedApp, let policy = app.refreshTokenPolicy else { return Fix(.unsafe, description) }
        let edit = Fix.Edit.replaceText(policy.location, with: "specific_inactivity:30:DAYS")
        return Fix(.unsafe, description, edits: [edit])
    }
}

extension Finding.Message {
    fileprivate static func infinite(_ app: App, isAsked: Bool) -> Self {
        let element = app.name(of: .refreshTokenPolicy)
        let policy =
            app.refreshTokenPolicy == nil ? "\(element) is absent, which means infinite" : "\(element) is infinite"
        return isAsked
            ? "\(app.title) gives refresh tokens that never expire: \(policy)."
            : "\(app.title) sets no end to refresh tokens, should a scope ask for them: \(policy)."
    }
}
