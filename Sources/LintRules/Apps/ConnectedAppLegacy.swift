public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for integrations that sign in through a connected app.
public struct ConnectedAppLegacy: AppRule {
    public static let page = RuleFile.connectedAppLegacy

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard evidence != nil, app.kind == .connectedApp, app.hasOAuth, !app.isManaged else { return [] }
        return [
            Finding(
                .legacy(app, evidence),
                subject: app.componentID,
                location: app.location,
                confidence: evidence.confidence,
                related: context.org.related(toIntegration: app)
            )
        ]
    }

    public func subjects(in org: Org) -> Int {
        org.metadata.connectedApps.count
    }
}

extension Finding.Message {
    fileprivate static func legacy(_ app: App, _ evidence: IntegrationEvidence?) -> Self {
        """
        \(app.title) \(evidence.phrase): connected apps keep working, but new ones can no longer be created since \
        Spring '26.
        """
    }
}
