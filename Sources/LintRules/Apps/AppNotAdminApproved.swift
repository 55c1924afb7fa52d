public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that every user of the org may authorise.
public struct AppNotAdminApproved: AppRule {
    public static let page = RuleFile.appNotAdminApproved

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard app.hasOAuth, let approval = app.approval, approval.isRequired == false else { return [] }
        return [
            Finding(
                .selfAuthorized(app, evidence),
                subject: app.componentID,
                element: app.name(of: .approval),
                location: approval.location,
                severity: evidence.isProven ? nil : .warning,
                confidence: evidence.confidence,
                related: context.org.related(toIntegration: app),
                fix: Fix(
                    .unsafe,
                    "Pre-authorise the permission set or profile of the app's users, then admit approved users only.",
                    edits: app.approvalEdits(evidence, in: context.org)
                )
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func selfAuthorized(_ app: App, _ evidence: IntegrationEvidence?) -> Self {
        let who = evidence.isProven ? "belongs to an integration" : "reads like an integration app"
        return evidence == nil
            ? "\(app.title) may be authorised by every user of the org: \(app.approvalAsWritten)."
            : "\(app.title) \(who), and every user of the org may authorise it: \(app.approvalAsWritten)."
    }
}
