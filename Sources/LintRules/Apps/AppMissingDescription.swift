public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for integration apps that nobody describes.
public struct AppMissingDescription: AppRule {
    public static let page = RuleFile.appMissingDescription

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard evidence != nil, !app.isManaged, app.description == nil, let file = app.mainFile else { return [] }
        return [
            Finding(
                .noDescription(app, evidence),
                subject: app.componentID,
                element: "description",
                location: file,
                confidence: evidence.confidence,
                related: context.org.related(toIntegration: app)
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func noDescription(_ app: App, _ evidence: IntegrationEvidence?) -> Self {
        "\(app.title) \(evidence.phrase) and has no description."
    }
}
