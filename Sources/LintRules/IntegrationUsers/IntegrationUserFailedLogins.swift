public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user whose logins fail again and again.
public struct IntegrationUserFailedLogins: Rule {
    public static let page = RuleFile.integrationUserFailedLogins

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let limit = max(1, context.integer("failed-logins"))
        return context.org.integrationLogins { _, login in login.isFailure }
            .filter { $0.logins.count >= limit }
            .map { found in found.finding(.failed(found), element: "Status") }
    }
}

extension LoginHistory {
    /// Whether the login failed; false where the export does not say.
    fileprivate var isFailure: Bool {
        status != nil && !isSuccess
    }
}

extension Finding.Message {
    private static let shownStatuses = 3

    fileprivate static func failed(_ found: LoginsByUser) -> Self {
        let statuses = found.counts(of: \.status)
        let shown = statuses.prefix(shownStatuses).map { "'\($0.value)' (\($0.count))" }.joined(separator: ", ")
        let count = found.logins.count
        return """
            Logins of the integration user '\(found.user.username)' failed \(count) time\(count == 1 ? "" : "s")\
            \(found.span): \(shown)\(statuses.count > shownStatuses ? " and others" : "").
            """
    }
}
