public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for integration apps whose label does not say so.
public struct AppNaming: AppRule {
    public static let page = RuleFile.appNaming

    private static let defaultPattern = "[System] Integration"

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard evidence != nil, !app.isManaged, let label = app.label,
            let pattern = context.org.register.naming.app ?? (try? NamePattern(Self.defaultPattern)),
            !pattern.matches(label.value)
        else { return [] }
        return [
            Finding(
                .otherName(app, evidence, label.value, pattern.text),
                subject: app.componentID,
                element: "label",
                location: label.location,
                confidence: evidence.confidence,
                related: context.org.related(toIntegration: app)
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func otherName(_ app: App, _ evidence: IntegrationEvidence?, _ label: String, _ pattern: String)
        -> Self
    {
        "\(app.title) \(evidence.phrase) and is labelled '\(label)', which does not follow '\(pattern)'."
    }
}
