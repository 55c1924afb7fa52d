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

    private func fix(_ app: App) -> Fix {
        Fix(.unsafe, "Let refresh tokens expire after 30 days without use.", edits: edits(app))
    }

    /// The policy of an external client app takes three elements. A connected app without policies gets none: it would
    /// need others as well, which nobody asked for.
    private func edits(_ app: App) -> [Fix.Edit] {
        guard let policy = app.refreshTokenPolicy else { return [] }
        switch app.kind {
        case .connectedApp: return [.replaceText(policy.written.location, with: "specific_inactivity:30:DAYS")]
        case .externalClientApplication:
            guard let parent = app.approval?.parent else { return [] }
            return [
                .replaceText(policy.written.location, with: "SpecificInactivity"),
                Self.edit("refreshTokenValidityPeriod", policy.period, "30", in: parent),
                Self.edit("refreshTokenValidityUnit", policy.unit, "Days", in: parent),
            ]
        }
    }

    private static func edit(
        _ name: String,
        _ element: Located<String>?,
        _ text: String,
        in parent: SourceLocation
    ) -> Fix.Edit {
        element.map { .replaceText($0.location, with: text) } ?? .insertElement(in: parent, name: name, text: text)
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
