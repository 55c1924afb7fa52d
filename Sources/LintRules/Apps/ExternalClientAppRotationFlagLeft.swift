public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for external client apps whose next deployment changes their key or secret.
public struct ExternalClientAppRotationFlagLeft: AppRule {
    public static let page = RuleFile.externalClientAppRotationFlagLeft

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        let flags = [
            ("shouldRotateConsumerKey", "key", app.consumer?.shouldRotateConsumerKey),
            ("shouldRotateConsumerSecret", "secret", app.consumer?.shouldRotateConsumerSecret),
        ]
        return flags.compactMap { element, what, flag in
            guard let flag, flag.value else { return nil }
            return Finding(
                .rotates(app, element, what),
                subject: app.componentID,
                element: element,
                location: flag.location,
                fix: Fix(
                    .safe,
                    "Set \(element) to false.",
                    edits: [.replaceText(flag.location, with: "false")]
                )
            )
        }
    }

    public func subjects(in org: Org) -> Int {
        org.metadata.externalClientApplications.count
    }
}

extension Finding.Message {
    fileprivate static func rotates(_ app: App, _ element: String, _ what: String) -> Self {
        "\(app.title) asks for a new consumer \(what) whenever its global settings are deployed: \(element) is true."
    }
}
