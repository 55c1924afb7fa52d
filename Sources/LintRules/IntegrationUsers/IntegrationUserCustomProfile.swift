public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A user of the integration licence on a profile that is neither of Salesforce's own two.
public struct IntegrationUserCustomProfile: Rule {
    public static let page = RuleFile.integrationUserCustomProfile

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            guard user.isOnIntegrationLicense, !user.isOnAPIOnlyProfile, let profile = user.profileName else {
                return nil
            }
            return Finding(
                .customProfile(user.username, profile),
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

extension Finding.Message {
    fileprivate static func customProfile(_ username: String, _ profile: String) -> Self {
        """
        Integration user '\(username)' is on the profile '\(profile)' instead of '\(IntegrationNames.profiles[0])'.
        """
    }
}
