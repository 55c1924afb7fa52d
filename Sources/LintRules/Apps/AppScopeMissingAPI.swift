public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps of systems whose tokens reach no API.
public struct AppScopeMissingAPI: AppRule {
    public static let page = RuleFile.appScopeMissingApi

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let file = app.settingsFile, app.usesClientCredentials || app.certificate != nil,
            !app.scopes.contains(where: { reachesAnAPI($0.value.lowercased()) })
        else { return [] }
        let list = app.kind == .externalClientApplication ? app.scopes.first?.location : nil
        let cause =
            app.clientCredentialsFlow.last(where: \.value)
            .map { Finding.Related("turns the client credentials flow on", at: $0.location) }
            ?? app.certificate.map { Finding.Related("the certificate of the JWT bearer flow", at: $0.location) }
        return [
            Finding(
                .noAPIScope(app),
                subject: app.componentID,
                element: "scopes:Api",
                location: list ?? file,
                related: [cause].compactMap { $0 }
            )
        ]
    }

    /// Whether a scope, in lower case, opens the APIs of the platform or of one of its products.
    private func reachesAnAPI(_ scope: String) -> Bool {
        ["api", "full", "chatter", "wave", "pardot", "sfap", "mcp"].contains(scope) || scope.hasPrefix("cdp")
    }
}

extension Finding.Message {
    fileprivate static func noAPIScope(_ app: App) -> Self {
        let flow = app.usesClientCredentials ? "client credentials flow" : "JWT bearer flow"
        let names = app.scopes.map(\.value).joined(separator: ", ")
        let scopes = app.scopes.isEmpty ? "no scope" : "the scope\(app.scopes.count == 1 ? "" : "s") \(names)"
        return "\(app.title) signs in by the \(flow) and has neither the scope Api nor Full: it has \(scopes)."
    }
}
