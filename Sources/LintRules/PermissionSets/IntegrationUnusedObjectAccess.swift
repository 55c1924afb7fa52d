public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Access to an object that no call of the integration users who have it names.
public struct IntegrationUnusedObjectAccess: Rule {
    public static let page = RuleFile.integrationUnusedObjectAccess

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.usedObjectGrants().compactMap { used in
            // Of a user who did nothing at all 'integration-user-unused' speaks.
            guard used.uses.contains(where: { $0.all.events != nil }),
                used.uses.allSatisfy({ $0.object == nil && !$0.all.hidesUse })
            else { return nil }
            return used.finding(.unused(used, org.usernames(of: used.grant.paths)), in: org)
        }
    }

    public func subjects(in org: Org) -> Int { org.usedObjectGrants().count }

    public func missingElements(in org: Org) -> [String] { org.missingUsage(\.hidesUse) }
}

extension Finding.Message {
    fileprivate static func unused(_ used: UsedObjectGrant, _ users: String) -> Self {
        """
        \(used.grant.component.capitalizedNoun) '\(used.grant.component.name)' grants '\(used.object)' to \(users), and no \
        call names the object \(used.window.words).
        """
    }
}
