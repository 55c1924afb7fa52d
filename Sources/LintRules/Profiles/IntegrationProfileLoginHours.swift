public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Login hours on an API-only profile: integrations work at night as well.
public struct IntegrationProfileLoginHours: Rule {
    public static let page = RuleFile.integrationProfileLoginHours

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.apiOnlyProfiles.compactMap { profile in
            guard let hours = profile.loginHours else { return nil }
            return Finding(
                .limited(profile.fullName),
                subject: profile.componentID,
                element: "loginHours",
                location: hours
            )
        }
    }

    public func subjects(in org: Org) -> Int { org.apiOnlyProfiles.count }
}

extension Finding.Message {
    fileprivate static func limited(_ profile: String) -> Self {
        "The API-only profile '\(profile)' has login hours, outside of which its integrations are refused."
    }
}
