public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user on the older one of Salesforce's two API-only profiles.
public struct IntegrationUserDeprecatedProfile: Rule {
    public static let page = RuleFile.integrationUserDeprecatedProfile

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            guard let profile = user.profileName, IntegrationNames.isDeprecatedProfile(profile) else { return nil }
            return Finding(
                .deprecatedProfile(user.username, profile),
                subject: user.componentID,
                element: "profile",
                location: user.record.location,
                related: user.profile.map { index in
                    let profile = org.metadata.profiles[index]
                    return [Finding.Related("the profile '\(profile.fullName)'", at: profile.location)]
                } ?? []
            )
        }
    }
}

extension IntegrationNames {
    /// The profile that replaces the deprecated one (Salesforce Help, `platform.integration_user`).
    fileprivate static let currentProfile = profiles[0]

    fileprivate static func isDeprecatedProfile(_ name: String) -> Bool {
        name.lowercased() == profiles[1].lowercased()
    }
}

extension Finding.Message {
    fileprivate static func deprecatedProfile(_ username: String, _ profile: String) -> Self {
        """
        Integration user '\(username)' is on the deprecated profile '\(profile)', which \
        '\(IntegrationNames.currentProfile)' replaces.
        """
    }
}
