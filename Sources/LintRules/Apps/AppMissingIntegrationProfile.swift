public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for integration apps that are open to approved users only, none of which is recognisably an integration.
public struct AppMissingIntegrationProfile: AppRule {
    public static let page = RuleFile.appMissingIntegrationProfile

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        let org = context.org
        guard evidence != nil, app.hasOAuth, app.approval?.isRequired == true, let first = app.preauthorized.first,
            !org.mayAdmitIntegration(app)
        else { return [] }
        return [
            Finding(
                .noIntegration(app, evidence, first.value),
                subject: app.componentID,
                element: "preauthorization",
                location: first.location,
                confidence: evidence.confidence,
                related: org.related(toIntegration: app),
                fix: Fix(
                    .unsafe,
                    "Pre-authorise the permission set of the integration, or the profile "
                        + "'Minimum Access - API Only Integrations', and take away what the integration does not use.",
                    edits: evidence.isProven ? app.profileEdits : []
                )
            )
        ]
    }
}

extension Org {
    /// Whether something that an app lists, or that the exports show to admit its users, is an integration's, or a set that
    /// has no file and may be.
    func mayAdmitIntegration(_ app: App) -> Bool {
        app.preauthorizedProfiles.contains { isIntegrationProfile(listed: $0.value) }
            || app.preauthorizedPermissionSets.contains { isIntegrationSet(listed: $0.value) != false }
            || mayAdmitIntegration(byRowsOf: app)
    }

    /// Whether a listed profile holds users of the Salesforce Integration licence: an API-only profile or a clone of one.
    fileprivate func isIntegrationProfile(listed name: String) -> Bool {
        let license = profile(named: name).flatMap { metadata.profiles[$0].userLicense?.value }
        return isAPIOnlyProfile(listed: name) || license.map(IntegrationNames.isLicense) ?? false
    }

    /// Whether a listed set or group belongs to an integration; nil where it has no file, which might say so.
    fileprivate func isIntegrationSet(listed name: String) -> Bool? {
        permissionSet(namedOrLabelled: name).map { integrationPermissionSets[$0] != nil }
            ?? permissionSetGroup(named: name).map { integrationPermissionSetGroups[$0] != nil }
    }
}

extension Finding.Message {
    fileprivate static func noIntegration(_ app: App, _ evidence: IntegrationEvidence?, _ first: String) -> Self {
        let count = app.preauthorized.count
        let others = count == 1 ? "" : count == 2 ? " and one more" : " and \(count - 1) more"
        return """
            \(app.title) \(evidence.phrase) and pre-authorises '\(first)'\(others), but neither an API-only profile \
            nor a permission set of an integration.
            """
    }
}
