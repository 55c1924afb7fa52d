public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks whether users reach the APIs through apps that nobody approved, where the org could prevent it.
public struct OrgAPIAccessControlOff: Rule {
    public static let page = RuleFile.orgApiAccessControlOff

    private static let element = "enableAdminApprovedAppsOnly"

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.settings("ConnectedApp").compactMap { settings in
            guard let value = settings.flag(Self.element), !value.value else { return nil }
            let external = settings.flag("enableAdminApprovedAppsOnlyForExternalUser")
            return Finding(
                .isOff(heldForExternalUsers: external?.value == true),
                subject: settings.componentID,
                element: Self.element,
                location: value.location,
                related: external.map { [Finding.Related("what holds for customers and partners", at: $0.location)] }
                    ?? []
            )
        }
    }

    /// Only the settings in which the feature shows: where Salesforce has not provided it, there is nothing to judge.
    public func subjects(in org: Org) -> Int {
        org.metadata.settings("ConnectedApp").count { $0.values[Self.element] != nil }
    }

    public func missingElements(in org: Org) -> [String] {
        subjects(in: org) == 0 ? ["ConnectedAppSettings.\(Self.element)"] : []
    }
}

extension Finding.Message {
    fileprivate static func isOff(heldForExternalUsers: Bool) -> Self {
        let rest = heldForExternalUsers ? "; only customers and partners are held to installed apps" : ""
        return """
            The org lets users reach its APIs through apps that no administrator approved: \
            enableAdminApprovedAppsOnly is false\(rest).
            """
    }
}
