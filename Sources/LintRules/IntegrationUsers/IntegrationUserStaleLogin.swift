public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user who has not logged in for a long time.
public struct IntegrationUserStaleLogin: Rule {
    public static let page = RuleFile.integrationUserStaleLogin

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let days = context.integer("days")
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            guard let last = user.record.lastLoginDate.flatMap({ Timestamp($0) }),
                org.asOf.isLater(than: last, byDays: days)
            else { return nil }
            return Finding(
                .lastLoggedIn(user.username, last: last, asOf: org.asOf),
                subject: user.componentID,
                element: "LastLoginDate",
                location: user.record.location,
                related: user.relatedGround
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func lastLoggedIn(_ username: String, last: Timestamp, asOf: Timestamp) -> Self {
        """
        Integration user '\(username)' logged in on \(last.date) for the last time, \(asOf.days(since: last)) days before \
        \(asOf.date).
        """
    }
}
