public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps whose files disagree on the client credentials flow, or that name a run-as user while it is off.
public struct AppClientCredentialsMismatch: AppRule {
    public static let page = RuleFile.appClientCredentialsMismatch

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let global = app.clientCredentialsFlow.first, let policy = app.clientCredentialsFlow.last else {
            return []
        }
        if global.value != policy.value {
            return [
                Finding(
                    .filesDisagree(app, isOnGlobally: global.value),
                    subject: app.componentID,
                    element: app.name(of: .clientCredentialsFlow),
                    location: policy.location,
                    related: [
                        Finding.Related("\(global.value ? "on" : "off") in the global settings", at: global.location)
                    ]
                )
            ]
        }
        guard !app.usesClientCredentials, let runAs = app.runAsUser else { return [] }
        return [
            Finding(
                .runAsUserWithoutFlow(app, runAs.value),
                subject: app.componentID,
                element: app.name(of: .runAsUser),
                location: runAs.location,
                related: [Finding.Related("the flow is off", at: policy.location)]
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func filesDisagree(_ app: App, isOnGlobally: Bool) -> Self {
        let (there, here) = isOnGlobally ? ("on", "off") : ("off", "on")
        return """
            \(app.title) has the client credentials flow \(there) in its global settings and \(here) in its policies.
            """
    }

    fileprivate static func runAsUserWithoutFlow(_ app: App, _ username: String) -> Self {
        "\(app.title) names '\(username)' to run as, but its client credentials flow is off."
    }
}
