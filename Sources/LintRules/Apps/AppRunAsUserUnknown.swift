public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that run as a user who is not among the exported users, or is inactive.
public struct AppRunAsUserUnknown: Rule {
    public static let page = RuleFile.appRunAsUserUnknown

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let users = org.apps.map { app in app.usesClientCredentials ? app.runAsUser : nil }
        let strangers = Set(
            users.compactMap { $0?.value }.filter { org.user(named: $0) == nil }.map { $0.lowercased() })
        let isTruncated = !strangers.isEmpty && org.isUserExportTruncated
        let namesakes = org.sandboxNamesakes(of: strangers)
        return zip(org.apps, users).compactMap { app, runAs -> Finding? in
            guard let runAs else { return nil }
            if let index = org.user(named: runAs.value) { return inactive(app, runAs, org.users[index]) }
            return isTruncated ? nil : unknown(app, runAs, namesakes[runAs.value.lowercased()])
        }
    }

    public func subjects(in org: Org) -> Int { org.apps.count }

    private func inactive(_ app: App, _ runAs: Located<String>, _ user: OrgUser) -> Finding? {
        guard !user.isActive else { return nil }
        return Finding(
            .inactive(app, runAs.value),
            subject: app.componentID,
            element: app.name(of: .runAsUser),
            location: runAs.location,
            severity: .error,
            confidence: .high,
            related: [Finding.Related("'\(user.username)' is inactive", at: user.record.location)]
        )
    }

    private func unknown(_ app: App, _ runAs: Located<String>, _ namesake: OrgUser?) -> Finding {
        Finding(
            namesake.map { .unknown(app, runAs.value, but: $0.username) } ?? .unknown(app, runAs.value),
            subject: app.componentID,
            element: app.name(of: .runAsUser),
            location: runAs.location,
            confidence: namesake == nil ? nil : .low,
            related: namesake.map {
                [Finding.Related("'\($0.username)' begins alike", at: $0.record.location)]
            } ?? []
        )
    }
}

extension Org {
    /// Whether an export of users says that it does not hold all of them.
    fileprivate var isUserExportTruncated: Bool {
        let files = Set(users.map(\.record.location.file))
        return problems.contains { problem in
            guard case .recordsTruncated = problem.kind else { return false }
            return files.contains(problem.location.file)
        }
    }

    /// The first user each that would be one of these in a sandbox, where no Organization export tells whether the org is
    /// one: whose name goes on with a dot.
    /// - Parameter usernames: in lower case.
    fileprivate func sandboxNamesakes(of usernames: Set<String>) -> [String: OrgUser] {
        guard !usernames.isEmpty, records.organizations.allSatisfy({ $0.isSandbox == nil }) else { return [:] }
        var namesakes: [String: OrgUser] = [:]
        for user in users {
            let name = user.username.lowercased()
            for dot in name.indices where name[dot] == "." {
                let start = String(name[..<dot])
                if usernames.contains(start), namesakes[start] == nil { namesakes[start] = user }
            }
        }
        return namesakes
    }
}

extension Finding.Message {
    fileprivate static func inactive(_ app: App, _ username: String) -> Self {
        "\(app.title) runs as '\(username)', who is inactive, so it gets no access token."
    }

    fileprivate static func unknown(_ app: App, _ username: String) -> Self {
        "\(app.title) runs as '\(username)', who is not among the exported users."
    }

    fileprivate static func unknown(_ app: App, _ username: String, but namesake: String) -> Self {
        """
        \(app.title) runs as '\(username)', who is not among the exported users unless '\(namesake)' is the same user \
        in a sandbox.
        """
    }
}
