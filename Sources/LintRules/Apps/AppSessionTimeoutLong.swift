public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for integration apps whose sessions last long.
public struct AppSessionTimeoutLong: AppRule {
    public static let page = RuleFile.appSessionTimeoutLong

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard evidence != nil, let timeout = app.sessionTimeout, let minutes = Int(timeout.value) else { return [] }
        let limit = context.integer("minutes")
        guard minutes > limit else { return [] }
        return [
            Finding(
                .longSession(app, evidence, minutes, limit),
                subject: app.componentID,
                element: app.name(of: .sessionTimeout),
                location: timeout.location,
                confidence: evidence.confidence,
                related: context.org.related(toIntegration: app)
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func longSession(_ app: App, _ evidence: IntegrationEvidence?, _ minutes: Int, _ limit: Int)
        -> Self
    {
        """
        \(app.title) \(evidence.phrase) and keeps its sessions open for long: '\(app.name(of: .sessionTimeout))' is \
        \(minutes) minutes, more than \(limit).
        """
    }
}
