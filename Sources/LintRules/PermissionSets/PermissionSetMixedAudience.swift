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
        let people = org.peopleByHolding
        return holdings.compactMap { holding in
            guard let holders = people[holding.componentID.key], !holders.isEmpty else { return nil }
            return Finding(
                .mixed(holding, org.usernames(of: holding.paths), holders.count, org.users[holders[0].user].username),
                subject: holding.componentID,
                element: "assignments",
                location: holding.location,
                related: org.related(to: holding.paths)
                    + holders.prefix(Self.shownPeople).map { holder in
                        Finding.Related("reaches the person '\(org.users[holder.user].username)'", at: holder.location)
                    },
                paths: holding.paths.map(\.steps)
            )
        }
    }
}

extension ComponentID {
    /// Sets and groups by type and name in any case.
    fileprivate var key: String { "\(type) \(name.lowercased())" }
}

extension Org {
    /// The people who have each set, directly or through a group, and each group of which no file tells the sets; every
    /// person once, with the row.
    fileprivate var peopleByHolding: [String: [(user: Int, location: SourceLocation)]] {
        var people: [String: [(user: Int, location: SourceLocation)]] = [:]
        for (index, user) in users.enumerated() where user.isPerson {
            var seen: Set<String> = []
            for assignment in user.assignments {
                for component in components(of: assignment) where seen.insert(component.key).inserted {
                    people[component.key, default: []].append((index, assignment.row.location))
                }
            }
        }
        return people
    }

    private func components(of assignment: OrgUser.Assignment) -> [ComponentID] {
        switch assignment.target {
        case .permissionSet(let index?): [metadata.permissionSets[index].componentID]
        case .permissionSet(nil): [ComponentID(type: "PermissionSet", name: assignment.qualifiedName)]
        case .permissionSetGroup(let index?):
            metadata.permissionSetGroups[index].permissionSets.map { member in
                permissionSet(named: member.value).map { metadata.permissionSets[$0].componentID }
                    ?? ComponentID(type: "PermissionSet", name: member.value)
            }
        case .permissionSetGroup(nil): [ComponentID(type: "PermissionSetGroup", name: assignment.qualifiedName)]
        }
    }
}

extension OrgUser {
    /// An active user who is no integration user and of whom the export tells licence or profile; users of licences such
    /// as *Cloud Integration User* are Salesforce's own connectors and no people.
    fileprivate var isPerson: Bool {
        isActive && !isIntegration && (licenseName != nil || profileName != nil)
            && !(licenseName.map(IntegrationNames.namesIntegration) ?? false)
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
        \(count == 1 ? "a person" : "\(count) people"), \(count == 1 ? "" : "among them ")'\(person)'.
        """
    }
}
