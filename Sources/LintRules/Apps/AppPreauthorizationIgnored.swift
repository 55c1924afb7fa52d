public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that list profiles or permission sets, but do not ask for approval.
public struct AppPreauthorizationIgnored: AppRule {
    public static let page = RuleFile.appPreauthorizationIgnored

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard app.hasOAuth, let approval = app.approval, approval.isRequired == false,
            let first = app.preauthorized.first
        else { return [] }
        let others = app.preauthorized.dropFirst().map { entry in
            Finding.Related("lists '\(entry.value)' as well", at: entry.location)
        }
        return [
            Finding(
                .preauthorizationIgnored(app, first.value),
                subject: app.componentID,
                element: "preauthorization",
                location: first.location,
                related: [Finding.Related(app.approvalAsWritten, at: approval.location)] + others,
                fix: Fix(
                    .unsafe, "Admit approved users only.", edits: app.approvalEdits(evidence, in: context.org))
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func preauthorizationIgnored(_ app: App, _ first: String) -> Self {
        let count = app.preauthorized.count
        let others = count == 1 ? "" : count == 2 ? " and one more" : " and \(count - 1) more"
        return """
            \(app.title) pre-authorises '\(first)'\(others), which counts for nothing while every user may authorise \
            the app: \(app.approvalAsWritten).
            """
    }
}
