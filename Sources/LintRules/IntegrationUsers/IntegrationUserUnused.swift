public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An integration user who made no call and did not log in on any day of which there are logs.
public struct IntegrationUserUnused: Rule {
    public static let page = RuleFile.integrationUserUnused

    /// Days after which a last login is a matter of `integration-user-stale-login`.
    private static let staleAfter = 90

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        var logins: [Int: [Int]] = [:]
        for (user, login) in org.integrationLogins where login.isSuccess {
            // A login without a time may have been on any day.
            logins[user, default: []].append(login.loginTime.flatMap { Timestamp($0) }.map(UsageDays.number) ?? .max)
        }
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            guard let window = org.usageWindow(ofUser: index), let first = window.days.numbers.min(),
                org.usage(ofUser: index).events == nil, logins[index, default: []].allSatisfy({ $0 < first }),
                !isTold(user, since: first, asOf: org.asOf)
            else { return nil }
            return Finding(
                .unused(user, window, hasLoginHistory: org.records.has("LoginHistory")),
                subject: user.componentID,
                element: "usage",
                location: user.record.location,
                confidence: window.confidence(),
                related: user.relatedGround
            )
        }
    }

    /// Whether the last login of the user's record contradicts, or is what other rules tell: none at all, or long ago.
    private func isTold(_ user: OrgUser, since first: Int, asOf: Timestamp) -> Bool {
        guard let last = user.record.lastLoginDate else { return user.record.mentions("LastLoginDate") }
        guard let moment = Timestamp(last) else { return true }
        return UsageDays.number(moment) >= first || asOf.isLater(than: moment, byDays: Self.staleAfter)
    }

    public func subjects(in org: Org) -> Int { org.integrationUsers.count }

    public func missingElements(in org: Org) -> [String] { org.missingUsage { _ in false } }
}

extension Finding.Message {
    /// Of logins only what an export says is said.
    fileprivate static func unused(_ user: OrgUser, _ window: UsageWindow, hasLoginHistory: Bool) -> Self {
        if user.record.lastLoginDate != nil {
            return "Integration user '\(user.username)' makes no call and does not log in \(window.words)."
        }
        let logins =
            hasLoginHistory
            ? "The login history shows no login of these days."
            : "Whether it logs in is not known: neither LastLoginDate nor LoginHistory is there."
        return "Integration user '\(user.username)' makes no call \(window.words). \(logins)"
    }
}
