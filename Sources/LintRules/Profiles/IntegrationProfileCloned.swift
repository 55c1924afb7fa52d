public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A profile on the license of integrations that is none of Salesforce's own two.
public struct IntegrationProfileCloned: Rule {
    public static let page = RuleFile.integrationProfileCloned

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.profiles.compactMap { profile in
            guard let license = profile.userLicense, IntegrationNames.isLicense(license.value),
                !IntegrationNames.isAPIOnlyProfile(profile.fullName)
            else { return nil }
            return Finding(
                .cloned(profile.fullName, license.value),
                subject: profile.componentID,
                element: "userLicense",
                location: license.location
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func cloned(_ profile: String, _ license: String) -> Self {
        """
        Profile '\(profile)' is for users of the license '\(license)' and is neither of Salesforce's own two profiles for \
        it.
        """
    }
}
