public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that admit approved users only, and list nobody.
public struct AppAdminApprovedForNobody: AppRule {
    public static let page = RuleFile.appAdminApprovedForNobody

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard app.hasOAuth, let approval = app.approval, approval.isRequired == true, app.preauthorized.isEmpty,
            context.org.admittingRows(of: app).isEmpty
        else { return [] }
        return [
            Finding(
                .approvedForNobody(app),
                subject: app.componentID,
                element: app.name(of: .approval),
                location: approval.location,
                related: context.org.related(toIntegration: app),
                fix: Fix(
                    .unsafe,
                    "Pre-authorise the permission set of the integration, or the profile "
                        + "'Minimum Access - API Only Integrations'.",
                    edits: evidence.isProven ? app.profileEdits : []
                )
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func approvedForNobody(_ app: App) -> Self {
        """
        \(app.title) admits pre-authorised users only, and its files list no profile and no permission set, so nobody \
        may use it unless access is granted from the side of a profile or permission set.
        """
    }
}
