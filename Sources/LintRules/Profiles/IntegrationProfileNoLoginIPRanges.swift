public import LintEngine
public import OrgModel
public import RuleCatalogue

/// A profile of integration users that lets them in from every address, while no integration app has ranges either.
public struct IntegrationProfileNoLoginIPRanges: Rule {
    public static let page = RuleFile.integrationProfileNoLoginIpRanges

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.integrationApps.keys.contains(where: { !org.apps[$0].ipRanges.isEmpty }) else { return [] }
        return org.profilesOfIntegrations.compactMap { index, users in
            let profile = org.metadata.profiles[index]
            // A retrieve always brings the ranges, but a file that was cut by hand says nothing.
            guard profile.loginIpRanges.isEmpty, !profile.isPartial else { return nil }
            return Finding(
                .open(profile.fullName, hasApps: !org.integrationApps.isEmpty),
                subject: profile.componentID,
                element: "loginIpRanges",
                location: profile.location,
                related: users.map { user in
                    let ground = org.users[user].integrationGround.map { " (\($0))" } ?? ""
                    return Finding.Related(
                        "the profile of '\(org.users[user].username)'\(ground)", at: org.users[user].record.location)
                }
            )
        }
    }

    public func subjects(in org: Org) -> Int { org.profilesOfIntegrations.count }
}

extension Org {
    /// The profiles of active integration users with these users; without a User export the API-only profiles.
    fileprivate var profilesOfIntegrations: [(index: Int, users: [Int])] {
        guard records.has("User") else {
            return apiOnlyProfileFiles.map { ($0, []) }
        }
        var byProfile: [Int: [Int]] = [:]
        for user in integrationUsers {
            if let profile = users[user].profile { byProfile[profile, default: []].append(user) }
        }
        return byProfile.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension Finding.Message {
    fileprivate static func open(_ profile: String, hasApps: Bool) -> Self {
        """
        Profile '\(profile)' has no login IP ranges, and \
        \(hasApps ? "no integration app has any either" : "no integration app is there that has any"): its users may log \
        in from every address.
        """
    }
}
