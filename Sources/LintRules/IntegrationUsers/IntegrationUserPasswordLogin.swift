public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user who logs in with a username and password, over SOAP or OAuth.
public struct IntegrationUserPasswordLogin: Rule {
    public static let page = RuleFile.integrationUserPasswordLogin

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        guard !context.org.records.loginHistory.isEmpty else { return [] }
        let ways = PasswordLogins()
        return context.org.integrationLogins { _, login in
            login.isSuccess && ways.name(of: login) != nil
        }.map { found in
            found.finding(.usesPassword(found, ways: found.counts { ways.name(of: $0) }), element: "logins")
        }
    }
}

/// The values of LoginHistory that stand for a login with a username and password.
struct PasswordLogins {
    /// The names to show, by field and value in lower case.
    private let names: [String: [String: String]]

    init() {
        var names: [String: [String: String]] = [:]
        for row in ReferenceTable.passwordLogins.rows {
            names[row["field"], default: [:]][row["value"].lowercased()] = row["name"]
        }
        self.names = names
    }

    /// The way of a login with a password; nil for every other way, and where the export does not say.
    func name(of login: LoginHistory) -> String? {
        login.loginSubType.flatMap { names["LoginSubType"]?[$0.lowercased()] }
            ?? login.loginType.flatMap { names["LoginType"]?[$0.lowercased()] }
    }
}

extension Finding.Message {
    fileprivate static func usesPassword(_ found: LoginsByUser, ways: [(value: String, count: Int)]) -> Self {
        let count = found.logins.count
        let logins =
            ways.count == 1
            ? " as '\(ways[0].value)'"
            : ", " + ways.map { "\($0.count) as '\($0.value)'" }.joined(separator: " and ")
        return """
            Integration user '\(found.user.username)' appears to log in with its password: \(count) successful \
            login\(count == 1 ? "" : "s")\(logins)\(found.lastTime).
            """
    }
}
