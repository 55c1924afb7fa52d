public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user who was made some time ago and has not logged in since.
public struct IntegrationUserNeverLoggedIn: Rule {
    public static let page = RuleFile.integrationUserNeverLoggedIn

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let days = context.integer("days")
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            guard user.record.lastLoginDate == nil, user.record.mentions("LastLoginDate"),
                let created = user.record.createdDate.flatMap({ Timestamp($0) }),
                org.asOf.isLater(than: created, byDays: days)
            else { return nil }
            return Finding(
                .neverLoggedIn(user.username, created: created, asOf: org.asOf),
                subject: user.componentID,
                element: "LastLoginDate",
                location: user.record.location,
                related: user.relatedGround
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func neverLoggedIn(_ username: String, created: Timestamp, asOf: Timestamp) -> Self {
        """
        Integration user '\(username)' was created on \(created.date) and has never logged in, \
        \(asOf.days(since: created)) days later.
        """
    }
}
