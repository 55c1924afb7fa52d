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
        let (profiles, isComplete) = context.org.profiles(ofUsersOf: app)
        guard profiles.allSatisfy(\.loginIpRanges.isEmpty) else { return [] }
        return [
            Finding(
                .noRanges(app, evidence, isComplete ? profiles.map(\.fullName) : []),
                subject: app.componentID,
                element: app.name(of: .ipRanges),
                location: file,
                confidence: isComplete ? evidence.confidence : .low,
                related: context.org.related(toIntegration: app)
                    + profiles.map { Finding.Related("no login IP ranges on '\($0.fullName)'", at: $0.location) }
            )
        ]
    }
}

extension Org {
    /// The profiles by which users come in through an app, and whether each has its file: those that the app lists, and
    /// those of its run-as user and of the integration users of its permission sets; where none is named, the API-only
    /// profiles.
    fileprivate func profiles(ofUsersOf app: App) -> (profiles: [Profile], isComplete: Bool) {
        var indices = app.preauthorizedProfiles.map { profile(named: $0.value) }
        if let user = app.runAsUser.flatMap({ user(named: $0.value) }) { indices.append(users[user].profile) }
        let sets = Set(app.preauthorizedPermissionSets.map { $0.value.lowercased() })
        if !sets.isEmpty {
            let holders = Set(sets.flatMap { integrationUsers(assigned: $0) })
            indices += holders.map { users[$0].profile }
        }
        if indices.isEmpty {
            indices = apiOnlyProfileFiles
        }
        let known = Set(indices.compactMap { $0 }).sorted()
        return (known.map { metadata.profiles[$0] }, !known.isEmpty && !indices.contains(nil))
    }
}

extension Finding.Message {
    /// - Parameter profiles: none where not all of them are known.
    fileprivate static func noRanges(_ app: App, _ evidence: IntegrationEvidence?, _ profiles: [String]) -> Self {
        guard let profile = profiles.first else {
            return """
                \(app.title) \(evidence.phrase) and lists no IP ranges, so it may be used from any address unless a \
                profile that is not among the files restricts its users.
                """
        }
        let count = profiles.count
        let others = count == 1 ? "" : count == 2 ? " and one other" : " and \(count - 1) others"
        return """
            \(app.title) \(evidence.phrase) and lists no IP ranges, nor does the profile '\(profile)'\(others).
            """
    }
}
