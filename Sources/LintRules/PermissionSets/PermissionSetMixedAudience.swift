public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A set that integration users and people have.
public struct PermissionSetMixedAudience: Rule {
    public static let page = RuleFile.permissionSetMixedAudience

    /// How many people are shown as related locations; the message says how many there are.
    private static let shownPeople = 3

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let holdings = org.integrationHoldings.filter { !$0.isSalesforceOwn }
        guard !holdings.isEmpty else { return [] }
        let people = org.people(by: Set(holdings.map(\.componentID.key)))
        return holdings.compactMap { holding in
            guard let holders = people[holding.componentID.key], !holders.isEmpty else { return nil }
            return Finding(
                .mixed(holding, org.usernames(of: holding.paths), holders.count, org.users[holders[0].user].username),
                subject: holding.componentID,
                element: "assignments",
                location: holding.location,
                related: org.related(to: holding.paths)
                    + holders.prefix(Self.shownPeople).map { holder in
                        Finding.Related(
                            "reaches '\(org.users[holder.user].username)', no integration user", at: holder.location)
                    },
                paths: holding.paths.map(\.steps)
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func mixed(
        _ holding: IntegrationHolding,
        _ users: String,
        _ count: Int,
        _ person: String
    ) -> Self {
        """
        \(holding.capitalizedNoun) '\(holding.componentID.name)' is assigned to \(users) and to \
        \(count == 1 ? "'\(person)', who is" : "\(count) users, among them '\(person)', who are") no integration \
        \(count == 1 ? "user" : "users").
        """
    }
}
