public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for integration apps that may be used from anywhere, because neither they nor their users' profiles list
/// addresses.
public struct AppNoIPRanges: AppRule {
    public static let page = RuleFile.appNoIpRanges

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard evidence != nil, app.hasOAuth, app.ipRanges.isEmpty, let file = app.settingsFile else { return [] }
        let profiles = context.org.profiles(ofUsersOf: app)
        guard profiles.allSatisfy(\.loginIpRanges.isEmpty) else { return [] }
        return [
            Finding(
                .noRanges(app, profiles.first?.fullName, count: profiles.count),
                subject: app.componentID,
                element: app.name(of: .ipRanges),
                location: file,
                confidence: profiles.isEmpty ? .low : evidence.confidence,
                related: profiles.map { Finding.Related("no login IP ranges on '\($0.fullName)'", at: $0.location) }
            )
        ]
    }
}

extension Org {
    /// The files of the profiles by which users come in through an app: those that it lists and those of its run-as user
    /// and of the users of its permission sets; where neither tells, the API-only profiles.
    fileprivate func profiles(ofUsersOf app: App) -> [Profile] {
        var indices = Set(app.preauthorizedProfiles.compactMap { profile(named: $0.value) })
        if let user = app.runAsUser.flatMap({ user(named: $0.value) }) { indices.formUnion(profileIndex(of: user)) }
        let sets = Set(app.preauthorizedPermissionSets.map { $0.value.lowercased() })
        if !sets.isEmpty {
            for index in users.indices
            where users[index].assignments.contains(where: { sets.contains($0.name.lowercased()) }) {
                indices.formUnion(profileIndex(of: index))
            }
        }
        if indices.isEmpty {
            indices = Set(
                metadata.profiles.indices.filter { IntegrationNames.isAPIOnlyProfile(metadata.profiles[$0].fullName) })
        }
        return indices.sorted().map { metadata.profiles[$0] }
    }

    private func profileIndex(of user: Int) -> [Int] {
        users[user].isActive ? [users[user].profile].compactMap { $0 } : []
    }
}

extension Finding.Message {
    fileprivate static func noRanges(_ app: App, _ profile: String?, count: Int) -> Self {
        guard let profile else {
            return """
                \(app.title) serves an integration and lists no IP ranges, so it may be used from any address unless a \
                profile that is not among the files restricts its users.
                """
        }
        let others = count == 1 ? "" : count == 2 ? " and one other" : " and \(count - 1) others"
        return """
            \(app.title) serves an integration and lists no IP ranges, nor does the profile \
            '\(profile)'\(others).
            """
    }
}
