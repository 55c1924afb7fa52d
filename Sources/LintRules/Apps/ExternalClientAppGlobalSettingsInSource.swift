public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for the global settings of external client apps, which do not belong into a repository.
public struct ExternalClientAppGlobalSettingsInSource: Rule {
    public static let page = RuleFile.externalClientAppGlobalSettingsInSource

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.externalClientApplications.compactMap(\.globalOAuthSettings).map { settings in
            Finding(.inSource(settings), subject: settings.componentID, location: settings.location)
        }
    }
}

extension Finding.Message {
    fileprivate static func inSource(_ settings: ExternalClientApplication.GlobalOAuthSettings) -> Self {
        let app = settings.externalClientApplication?.value ?? settings.componentID.name
        let held = [
            settings.consumerKey.map { _ in "its consumer key" },
            settings.consumerSecret.map { _ in "its consumer secret" },
        ].compactMap { $0 }
        let content = held.isEmpty ? "" : ": they hold \(held.joined(separator: " and "))"
        return """
            The global OAuth settings '\(settings.componentID.name)' of the external client app '\(app)' lie in the \
            source\(content).
            """
    }
}
