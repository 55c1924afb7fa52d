public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Write access to an object of which the integration users who have it are only seen to read records.
public struct IntegrationUnusedWriteAccess: Rule {
    public static let page = RuleFile.integrationUnusedWriteAccess
    private static let writes: [ObjectAccess] = [.allowCreate, .allowEdit, .allowDelete, .modifyAllRecords]

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let days = max(1, context.integer("days"))
        return org.usedObjectGrants().compactMap { used in
            let granted = Self.writes.filter(used.grant.entry.access.contains)
            guard !granted.isEmpty, used.uses.contains(where: { $0.object != nil }),
                used.uses.allSatisfy({ ($0.object?.isOnlyRead ?? true) && !$0.all.hidesWrites })
            else { return nil }
            return used.finding(
                .onlyRead(used, granted, org.usernames(of: used.grant.paths)),
                severity: used.window.days.count >= days ? .warning : .note,
                days: days,
                related: used.uses.compactMap { use in
                    use.object?.last.map { last in
                        Finding.Related(
                            "'\(org.users[use.user].username)' reads it, last on \(last.lastDate)", at: last.lastPlace)
                    }
                },
                in: org)
        }
    }

    public func subjects(in org: Org) -> Int { org.usedObjectGrants().count }

    public func missingElements(in org: Org) -> [String] { org.missingUsage(\.hidesWrites) }
}

extension Finding.Message {
    fileprivate static func onlyRead(_ used: UsedObjectGrant, _ granted: [ObjectAccess], _ users: String) -> Self {
        let flags = granted.map { "'\($0)'" }.joined(separator: ", ")
        return """
            \(used.grant.component.capitalizedNoun) '\(used.grant.component.name)' grants \(flags) on '\(used.object)' to \
            \(users), and every call that names the object reads \(used.window.words).
            """
    }
}
