public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that get tokens without their secret.
public struct AppSecretOptional: AppRule {
    public static let page = RuleFile.appSecretOptional

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        // An app on a phone or in a browser can keep no secret: the proof key stands in for it.
        guard let consumer = app.consumer, !(consumer.requiresPKCE && evidence == nil) else { return [] }
        let restsOnName = consumer.requiresPKCE && evidence == .name
        let name = Finding.Related(
            "only its name, label or description says that it belongs to an integration",
            at: app.label?.location ?? app.location)
        let ground = consumer.requiresPKCE ? context.org.related(toIntegration: app) + (restsOnName ? [name] : []) : []
        func finding(_ message: Finding.Message, _ element: String, _ flag: Located<Bool>, _ safe: Bool) -> Finding {
            Finding(
                message,
                subject: app.componentID,
                element: element,
                location: flag.location,
                severity: restsOnName ? .note : nil,
                confidence: restsOnName ? .low : nil,
                related: ground,
                fix: Fix(
                    .unsafe,
                    "Ask for the secret, once the client sends it.",
                    edits: [.replaceText(flag.location, with: "\(safe)")]
                )
            )
        }
        var findings: [Finding] = []
        if let flag = consumer.isSecretOptional, flag.value {
            findings.append(finding(.secretOptional(app), "isConsumerSecretOptional", flag, false))
        }
        if let flag = consumer.isSecretRequiredForRefreshToken, !flag.value {
            findings.append(finding(.refreshWithoutSecret(app), "isSecretRequiredForRefreshToken", flag, true))
        }
        return findings
    }
}

extension Finding.Message {
    fileprivate static func secretOptional(_ app: App) -> Self {
        "\(app.title) exchanges authorization codes for tokens without its secret: isConsumerSecretOptional is true."
    }

    fileprivate static func refreshWithoutSecret(_ app: App) -> Self {
        """
        \(app.title) exchanges refresh tokens for access tokens without its secret: isSecretRequiredForRefreshToken is \
        false.
        """
    }
}
