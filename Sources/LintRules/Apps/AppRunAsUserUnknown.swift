public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that run as a user who is not among the exported users, or is inactive.
public struct AppRunAsUserUnknown: AppRule {
    public static let page = RuleFile.appRunAsUserUnknown

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        guard app.usesClientCredentials, let runAs = app.runAsUser else { return [] }
        func finding(_ message: Finding.Message, _ severity: Severity?, _ confidence: Confidence?) -> Finding {
            Finding(
                message,
                subject: app.componentID,
                element: app.name(of: .runAsUser),
                location: runAs.location,
                severity: severity,
                confidence: confidence
            )
        }
        let org = context.org
        if let index = org.user(named: runAs.value) {
            let user = org.users[index]
            guard !user.isActive else { return [] }
            var inactive = finding(.inactive(app, runAs.value), .error, .high)
            inactive.related = [Finding.Related("'\(user.username)' is inactive", at: user.record.location)]
            return [inactive]
        }
        guard !org.isUserExportTruncated else { return [] }
        guard let namesake = org.sandboxNamesake(of: runAs.value) else {
            return [finding(.unknown(app, runAs.value), nil, nil)]
        }
        var unsure = finding(.unknown(app, runAs.value, but: namesake.username), nil, .low)
        unsure.related = [Finding.Related("'\(namesake.username)' begins alike", at: namesake.record.location)]
        return [unsure]
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

    /// The user that would be this one in a sandbox, where no Organization export tells whether the org is one.
    fileprivate func sandboxNamesake(of username: String) -> OrgUser? {
        guard records.organizations.allSatisfy({ $0.isSandbox == nil }) else { return nil }
        let start = username.lowercased() + "."
        return users.first { $0.username.lowercased().hasPrefix(start) }
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
