public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An app by which nobody logged in, and which made no call on any day of which there are logs.
public struct AppUnused: Rule {
    public static let page = RuleFile.appUnused

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard let window = org.usage.window, let logins = Logins(org) else { return [] }
        // Calls that name no app may be of any.
        let isWhole = org.usage.callsWithoutApp == 0 && logins.isComplete
        return org.apps.filter { $0.hasOAuth && $0.isEnabled }.compactMap { app in
            let names = Set([app.fullName, app.label?.value].compactMap { $0.map(Usage.nameKey) })
            let ids = org.records.connectedApplications.filter { record in
                record.name.map { names.contains(Usage.nameKey($0)) } ?? false
            }.compactMap(\.id?.value)
            guard !names.contains(""), names.isDisjoint(with: logins.applications),
                !names.union(ids).contains(where: { org.usage.apps[$0] != nil })
            else { return nil }
            return Finding(
                .unused(app, logins, window),
                subject: app.componentID,
                element: "usage",
                location: app.location,
                confidence: isWhole ? window.confidence() : .low
            )
        }
    }

    public func subjects(in org: Org) -> Int { org.apps.count }

    public func missingElements(in org: Org) -> [String] {
        org.missingUsage { _ in false } + (org.usage.callsWithoutApp > 0 ? ["EventLogFile.CONNECTED_APP_NAME"] : [])
    }
}

/// The applications of the login history, and its days.
private struct Logins {
    let applications: Set<String>
    let days: UsageDays
    /// Whether the export holds all rows of its query.
    let isComplete: Bool

    /// - Returns: Nil where no row has a time.
    init?(_ org: Org) {
        let rows = org.records.loginHistory
        isComplete = org.isComplete("LoginHistory")
        days = UsageDays(Set(rows.compactMap { $0.loginTime.flatMap { Timestamp($0) }.map(UsageDays.number) }))
        applications = Set(rows.compactMap { $0.application.map(Usage.nameKey) })
        if days.isEmpty { return nil }
    }
}

extension Finding.Message {
    fileprivate static func unused(_ app: App, _ logins: Logins, _ window: UsageWindow) -> Self {
        let span =
            logins.days.span.map { $0.first == $0.last ? " on \($0.first)" : " between \($0.first) and \($0.last)" }
            ?? ""
        let cut = logins.isComplete ? "" : " in the export, which is cut off"
        return "\(app.title) is named by no login\(span)\(cut), and by no call \(window.words)."
    }
}
