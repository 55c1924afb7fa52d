public import LintEngine
public import OrgModel
public import RuleCatalogue

/// One user for two or more integrations, as apps name their run-as user or as logins show.
public struct IntegrationUserShared: Rule {
    public static let page = RuleFile.integrationUserShared
    /// What LoginHistory says where no app is known: a missing value, and a person at a browser.
    private static let noApplication = ["n/a", "browser"]

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        appFindings(context.org) + loginFindings(context.org)
    }

    public func subjects(in org: Org) -> Int {
        org.apps.count + (org.records.loginHistory.isEmpty ? 0 : org.integrationUsers.count)
    }

    private func appFindings(_ org: Org) -> [Finding] {
        var users: [(subject: ComponentID, record: SourceLocation?, apps: [(App, Located<String>)])] = []
        var places: [String: Int] = [:]
        for app in org.apps where app.usesClientCredentials {
            guard let runAs = app.runAsUser else { continue }
            let user = org.user(named: runAs.value).map { org.users[$0] }
            let subject = user?.componentID ?? ComponentID(type: "User", name: runAs.value)
            if let known = places[subject.name.lowercased()] {
                users[known].apps.append((app, runAs))
            } else {
                places[subject.name.lowercased()] = users.count
                users.append((subject, user?.record.location, [(app, runAs)]))
            }
        }
        return users.compactMap { user in
            guard let first = user.apps.first, Set(user.apps.map(\.0.componentID)).count > 1 else { return nil }
            return Finding(
                .runsSeveralApps(user.subject.name, user.apps.map(\.0.fullName)),
                subject: user.subject,
                element: "runAsUser",
                location: first.1.location,
                related: user.apps.dropFirst().map { Finding.Related(.runAsUser(of: $0.0), at: $0.1.location) }
                    + (user.record.map { [Finding.Related("the user", at: $0)] } ?? [])
            )
        }
    }

    private func loginFindings(_ org: Org) -> [Finding] {
        var applications: [Int: [(name: String, location: SourceLocation)]] = [:]
        var known: [Int: Set<String>] = [:]
        for (user, login) in org.integrationLogins where login.isSuccess {
            guard let name = login.application.map(trimmed), !name.isEmpty,
                !Self.noApplication.contains(name.lowercased())
            else { continue }
            if known[user, default: []].insert(name.lowercased()).inserted {
                applications[user, default: []].append((name, login.location))
            }
        }
        return applications.sorted { $0.key < $1.key }.compactMap { user, applications in
            guard applications.count > 1 else { return nil }
            return Finding(
                .logsInFromSeveralApplications(org.users[user].username, applications.map(\.name)),
                subject: org.users[user].componentID,
                element: "logins",
                location: applications[0].location,
                related: applications.dropFirst().map { Finding.Related("logs in from '\($0.name)'", at: $0.location) }
                    + org.users[user].relatedGround
            )
        }
    }
}

/// A text without the blanks around it.
private func trimmed(_ text: String) -> String {
    let reversed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
    return String(reversed.reversed())
}

extension String {
    fileprivate static func runAsUser(of app: App) -> String {
        "run-as user of '\(app.fullName)'\(app.isEnabled ? "" : ", which is switched off")"
    }
}

extension Finding.Message {
    fileprivate static func runsSeveralApps(_ username: String, _ apps: [String]) -> Self {
        "User '\(username)' is the run-as user of \(apps.count) apps, \(inWords(apps))."
    }

    fileprivate static func logsInFromSeveralApplications(_ username: String, _ applications: [String]) -> Self {
        """
        Integration user '\(username)' logs in from \(applications.count) applications, \(inWords(applications)).
        """
    }

    private static func inWords(_ names: [String]) -> String {
        let quoted = names.map { "'\($0)'" }
        return quoted.count < 2
            ? quoted.joined() : quoted.dropLast().joined(separator: ", ") + " and " + quoted[quoted.count - 1]
    }
}
