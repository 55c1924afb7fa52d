public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user with whom somebody logged in to the user interface.
public struct IntegrationUserUILogin: Rule {
    public static let page = RuleFile.integrationUserUiLogin

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.integrationLogins { _, login in
            login.isSuccess && login.isOfUserInterface
        }.map { found in
            found.finding(.loggedIn(found), element: "LoginType:Application")
        }
    }
}

extension Finding.Message {
    fileprivate static func loggedIn(_ found: LoginsByUser) -> Self {
        let count = found.logins.count
        return """
            Somebody logged in to the user interface as the integration user '\(found.user.username)': \(count) \
            successful login\(count == 1 ? "" : "s") of the type 'Application'\(found.lastTime).
            """
    }
}
