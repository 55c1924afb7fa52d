public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that pre-authorise a standard profile which people of many kinds have.
public struct AppPreauthorizedBroadProfile: AppRule {
    public static let page = RuleFile.appPreauthorizedBroadProfile

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard app.hasOAuth, !app.preauthorizedProfiles.isEmpty else { return [] }
        let broad = BroadProfiles(context.org)
        var seen: Set<String> = []
        return app.preauthorizedProfiles.compactMap { listed in
            guard let profile = broad.profile(listed: listed.value), seen.insert(profile.name).inserted else {
                return nil
            }
            return Finding(
                .broad(app, listed.value, profile.label),
                subject: app.componentID,
                element: "preauthorization:\(profile.name)",
                location: listed.location
            )
        }
    }
}

/// The standard profiles that people of many kinds have, by metadata name, by label and by an exported Id.
private struct BroadProfiles {
    private var profiles: [String: (name: String, label: String)] = [:]
    private let org: Org

    init(_ org: Org) {
        for row in ReferenceTable.standardProfiles.rows where row["mark"] == "broad" {
            for name in [row["name"], row["label"]] { profiles[name.lowercased()] = (row["name"], row["label"]) }
        }
        self.org = org
    }

    func profile(listed text: String) -> (name: String, label: String)? {
        let name = org.profileRecord(withID: RecordID(text))?.name ?? text
        return profiles[name.lowercased()]
    }
}

extension Finding.Message {
    fileprivate static func broad(_ app: App, _ listed: String, _ label: String) -> Self {
        let alias = listed.lowercased() == label.lowercased() ? "" : " (\(label))"
        return app.approval?.isRequired == true
            ? "\(app.title) pre-authorises everybody with the standard profile '\(listed)'\(alias)."
            : """
            \(app.title) lists the standard profile '\(listed)'\(alias), which pre-authorises everybody who has it as \
            soon as the app asks for approval.
            """
    }
}
