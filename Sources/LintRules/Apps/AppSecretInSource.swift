public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for consumer secrets in the files of apps.
public struct AppSecretInSource: AppRule {
    public static let page = RuleFile.appSecretInSource

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let secret = app.consumerSecret, !SecretPlaceholder.matches(secret.value) else { return [] }
        return [
            Finding(
                .secret(of: app),
                subject: app.componentID,
                element: "consumerSecret",
                location: secret.location,
                fix: Fix(
                    .unsafe,
                    "Rotate the consumer secret in the org, then remove the element.",
                    edits: [.removeElement(secret.location)]
                )
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func secret(of app: App) -> Self {
        "\(app.title) carries a consumer secret in its source: consumerSecret has a value that is no placeholder."
    }
}
