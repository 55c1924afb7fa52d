public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps whose authorization codes work without a proof key.
public struct AppPKCENotRequired: AppRule {
    public static let page = RuleFile.appPkceNotRequired

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard let consumer = app.consumer, !consumer.requiresPKCE, app.usesClientCredentialsOnly == false,
            !context.org.requiresPKCE
        else { return [] }
        return [
            Finding(
                .noProofKey(app, isWritten: consumer.isPKCERequired != nil),
                subject: app.componentID,
                element: "isPkceRequired",
                location: consumer.isPKCERequired?.location ?? consumer.location
            )
        ]
    }
}

extension Org {
    /// Whether the org asks all apps for a proof key.
    fileprivate var requiresPKCE: Bool {
        metadata.settings("OauthOidc").contains { $0.flag("isPkceRequired")?.value == true }
    }
}

extension Finding.Message {
    fileprivate static func noProofKey(_ app: App, isWritten: Bool) -> Self {
        let value = isWritten ? "is false" : "is absent, which means false"
        return "\(app.title) does not ask for Proof Key for Code Exchange: isPkceRequired \(value)."
    }
}
