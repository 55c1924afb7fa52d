public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user with what only a person has a use for.
public struct IntegrationUserHumanTraits: Rule {
    public static let page = RuleFile.integrationUserHumanTraits
    /// Feature licences of people, by their flags and as Setup calls them.
    private static let features = [
        ("UserPermissionsMobileUser", "Apex Mobile User"),
        ("UserPermissionsSupportUser", "Service Cloud User"),
        ("UserPermissionsMarketingUser", "Marketing User"),
        ("UserPermissionsKnowledgeUser", "Knowledge User"),
        ("UserPermissionsSFContentUser", "Salesforce CRM Content User"),
    ]

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            let traits = traits(of: user.record)
            guard !traits.isEmpty else { return nil }
            return Finding(
                .hasTraits(user.username, traits),
                subject: user.componentID,
                element: "traits",
                location: user.record.location,
                related: user.relatedGround
            )
        }
    }

    private func traits(of user: User) -> [String] {
        var traits: [String] = []
        if user.hasRole { traits.append("a role") }
        if let title = user.title, title.contains(where: { !$0.isWhitespace }) { traits.append("the title '\(title)'") }
        for (flag, name) in Self.features where user.featureFlags.contains(flag) {
            traits.append("the feature license '\(name)'")
        }
        return traits
    }
}

extension Finding.Message {
    fileprivate static func hasTraits(_ username: String, _ traits: [String]) -> Self {
        let last = traits[traits.count - 1]
        let list = traits.count == 1 ? last : traits.dropLast().joined(separator: ", ") + " and " + last
        return "Integration user '\(username)' has \(list), which only a person needs."
    }
}
