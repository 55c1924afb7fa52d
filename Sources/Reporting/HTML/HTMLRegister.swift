internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The register: each integration with its user and what that holds.
extension HTMLPage {
    func writeRegister(_ overview: IntegrationOverview, _ html: inout HTMLWriter) {
        if !overview.exports.contains("User") {
            writeEmpty(
                "Who the users of the integrations are is not known, because the User export is missing."
                    + (overview.integrations.isEmpty ? "" : " What follows is what the configuration declares."), &html)
        } else if overview.integrations.isEmpty {
            writeEmpty(
                "No active user is on the license Salesforce Integration, has an API-only profile or is declared as an "
                    + "integration.", &html)
        }
        let isOpen = overview.integrations.count <= 8
        for (place, integration) in overview.integrations.enumerated() {
            writeCard(integration, place, overview, isOpen: isOpen, &html)
        }
        writeApps(overview, &html)
    }

    private func writeCard(
        _ integration: IntegrationOverview.Integration,
        _ place: Int,
        _ overview: IntegrationOverview,
        isOpen: Bool,
        _ html: inout HTMLWriter
    ) {
        let findings = integrationResults[place]
        let attributes: [HTMLAttribute] = [.class("card"), .id(HTMLAnchor("i", place))] + (isOpen ? [.open] : [])
        html.element(.details, attributes) { html in
            html.element(.summary) { html in
                html.element(.h3, integration.name)
                if let username = integration.username, username != integration.name {
                    html.element(.span, [.class("quiet")], username)
                }
                writeCounts(findings, &html)
            }
            html.element(.dl, [.class("facts-grid")]) { html in
                if let account = integration.account {
                    writeAccount(account, overview, &html)
                } else {
                    writeUnknownAccount(integration, overview, &html)
                }
                writeAppsOf(integration, overview, &html)
                if let account = integration.account { writeLogins(account, &html) }
                writeFindingLinks(findings, &html)
            }
        }
    }

    private func writeCounts(_ findings: [Int], _ html: inout HTMLWriter) {
        html.element(.span, [.class("counts")]) { html in
            for severity in Severity.allCases.reversed() {
                let count = findings.count { report.results[$0].severity == severity }
                guard count > 0 else { continue }
                html.element(.span, [severity.count]) { html in
                    html.element(.span, [.class("shape"), .aria("hidden", "true")], severity.shape)
                    html.text(" \(counted(count, severity.rawValue))")
                }
            }
            if findings.isEmpty { html.element(.span, [.class("quiet")], "no findings") }
        }
    }

    // MARK: The user

    private func writeAccount(
        _ account: IntegrationOverview.Account,
        _ overview: IntegrationOverview,
        _ html: inout HTMLWriter
    ) {
        writeFact("User", &html) { html in
            html.element(.span, account.username)
            html.text(" ")
            writeShortPlace(account.location, &html)
        }
        writeFact("Counts as an integration", &html) { html in
            html.text(account.evidence == .register ? "the configuration declares it" : "by its license or profile")
        }
        writeFact("User license", &html) { $0.text(account.license ?? "not known: the exports do not say") }
        writeFact("Profile", &html) { html in
            html.text(account.profile ?? "not known: the exports do not say")
            if let location = account.profileLocation {
                html.text(" ")
                writeShortPlace(location, &html)
            }
        }
        writeFact("Permission set licenses", &html) { html in
            writeHoldings(account.permissionSetLicenses, export: "PermissionSetLicenseAssign", &html)
        }
        for (title, type) in [("Permission set groups", "PermissionSetGroup"), ("Permission sets", "PermissionSet")] {
            writeFact(title, &html) { html in
                let holdings = account.assignments?.filter { $0.component.type == type }
                writeHoldings(holdings, export: "PermissionSetAssignment", &html)
            }
        }
        if let access = account.access {
            let held = overview.access[access]
            writeFact("Access", &html) { html in
                let words =
                    "\(counted(held.objects.count, "object")), "
                    + counted(held.userPermissions.count, "system permission")
                html.element(.a, [.href(HTMLAnchor("a", access))], words)
            }
        }
        writeFact("Last login", &html) { html in
            switch account.lastLogin {
            case .date(let date): html.text(moment(date))
            case .never: html.text("never")
            case .unknown: html.text("not known, because the User export has no LastLoginDate")
            }
        }
    }

    private func writeUnknownAccount(
        _ integration: IntegrationOverview.Integration,
        _ overview: IntegrationOverview,
        _ html: inout HTMLWriter
    ) {
        writeFact("User", &html) { html in
            if let username = integration.username { html.text("\(username): ") }
            html.text(
                overview.exports.contains("User")
                    ? integration.username == nil
                        ? "the configuration names none" : "the User export has no active user of this name"
                    : "not known, because the User export is missing")
        }
        if !integration.declaredPermissionSets.isEmpty {
            writeFact("Permission sets, as declared", &html) { html in
                html.text(integration.declaredPermissionSets.joined(separator: ", "))
            }
        }
    }

    private func writeHoldings(
        _ holdings: [IntegrationOverview.Holding]?,
        export: String,
        _ html: inout HTMLWriter
    ) {
        guard let holdings else {
            html.text("not known, because the \(export) export is missing")
            return
        }
        guard !holdings.isEmpty else {
            html.text("none")
            return
        }
        html.element(.ul) { html in
            for holding in holdings {
                html.element(.li) { html in
                    html.element(.span, holding.component.name)
                    html.text(" ")
                    writeShortPlace(holding.location, &html)
                    if !holding.hasFile {
                        html.element(.span, [.class("over")], " no file: what it grants is not known")
                    }
                }
            }
        }
    }

    private func writeFact(_ title: String, _ html: inout HTMLWriter, _ body: HTMLWriter.Body) {
        html.element(.div) { html in
            html.element(.dt, title)
            html.element(.dd, body)
        }
    }

    // MARK: Apps and logins

    private func writeAppsOf(
        _ integration: IntegrationOverview.Integration,
        _ overview: IntegrationOverview,
        _ html: inout HTMLWriter
    ) {
        let apps = overview.apps(of: integration)
        let known = Set(apps.map { $0.component.name.lowercased() })
        let unknown = integration.declaredApps.filter { !known.contains($0.lowercased()) }
        writeFact("Apps and flows", &html) { html in
            guard !(apps.isEmpty && unknown.isEmpty) else {
                html.text("no file ties an app to it")
                return
            }
            html.element(.ul) { html in
                for app in apps {
                    html.element(.li) { html in
                        html.element(.span, app.component.name)
                        let use = app.users.first { $0.username == integration.username }
                        html.text(
                            " \(use.map { $0.ground.words } ?? "is declared in the configuration"); \(app.flows) ")
                        writeShortPlace(use?.location ?? app.location, &html)
                    }
                }
                for app in unknown { html.element(.li, "\(app): declared, but no file of it is there") }
            }
        }
    }

    private func writeLogins(_ account: IntegrationOverview.Account, _ html: inout HTMLWriter) {
        writeFact("Logins seen", &html) { html in
            guard let logins = account.logins else {
                html.text("not known, because the LoginHistory export is missing")
                return
            }
            guard !logins.isEmpty else {
                html.text("none in the export")
                return
            }
            html.element(.ul) { html in
                for login in logins {
                    let kind = login.kind.isEmpty ? "of unknown kind" : login.kind.joined(separator: ", ")
                    let failures = login.failures == 0 ? "" : ", \(login.failures) failed"
                    let last = login.last.isEmpty ? "" : ", last \(moment(login.last))"
                    html.element(.li, "\(kind): \(login.successes) succeeded\(failures)\(last)")
                }
            }
        }
    }

    private func writeFindingLinks(_ findings: [Int], _ html: inout HTMLWriter) {
        guard !findings.isEmpty else { return }
        html.element(.div, [.class("whole")]) { html in
            html.element(.dt, "Findings about it, its apps, sets and groups")
            html.element(.dd) { html in
                html.element(.ul, [.class("links")]) { html in
                    for place in findings where place < HTMLLimits.findings {
                        let result = report.results[place]
                        html.element(.li) { html in
                            html.element(.span, [result.severity.mark, .aria("hidden", "true")], result.severity.shape)
                            html.text(" ")
                            html.element(.a, [.href(HTMLAnchor("f", place))], result.rule.title)
                            html.element(
                                .span, [.class("quiet")],
                                " \(result.finding.subject.type) \(result.finding.subject.name)")
                        }
                    }
                    let hidden = findings.count { $0 >= HTMLLimits.findings }
                    if hidden > 0 { html.element(.li, "and \(hidden) more that the page leaves out") }
                }
            }
        }
    }

    /// All apps of integrations, since some belong to no user that is known.
    private func writeApps(_ overview: IntegrationOverview, _ html: inout HTMLWriter) {
        html.element(.h3, "Apps of integrations")
        guard !overview.apps.isEmpty else {
            return writeEmpty("No connected app or external client app that belongs to an integration.", &html)
        }
        writeTable(["App", "Flows and scopes", "Who may use it", "Users", "Source"], &html) { html in
            for app in overview.apps {
                html.element(.tr) { html in
                    html.element(.th, [.named(.scope, "row")]) { html in
                        html.text(app.component.name)
                        html.element(.span, [.class("quiet")], " \(app.component.type.spacedWords)")
                    }
                    html.element(.td) { html in
                        html.text(app.flows)
                        if !app.scopes.isEmpty {
                            html.element(.span, [.class("quiet")], " scopes: \(app.scopes.joined(separator: ", "))")
                        }
                    }
                    html.element(.td, app.admission)
                    html.element(.td) { html in
                        guard !app.users.isEmpty else {
                            return html.text(app.runAsUser.map { "runs as \($0)" } ?? "no file ties a user to it")
                        }
                        html.element(.ul) { html in
                            for use in app.users.prefix(10) {
                                html.element(.li, "\(use.username): \(use.ground.words)")
                            }
                            if app.users.count > 10 { html.element(.li, "and \(app.users.count - 10) more") }
                        }
                    }
                    html.element(.td) { writeShortPlace(app.location, &$0) }
                }
            }
        }
    }
}

extension IntegrationOverview {
    /// The apps by which an integration signs in, as files or the configuration say.
    fileprivate func apps(of integration: Integration) -> [IntegrationApp] {
        let declared = Set(integration.declaredApps.map { $0.lowercased() })
        return apps.filter { app in
            declared.contains(app.component.name.lowercased())
                || app.users.contains { $0.username == integration.username }
        }
    }

    /// The integration's user, apps, and everything assigned to it.
    func components(of integration: Integration) -> Set<ComponentID> {
        var components = Set(apps(of: integration).map(\.component))
        if let username = integration.username { components.insert(ComponentID(type: "User", name: username)) }
        guard let account = integration.account else { return components }
        components.formUnion((account.assignments ?? []).map(\.component))
        if let access = account.access {
            for step in self.access[access].ways.flatMap(\.steps)
            where ["PermissionSet", "PermissionSetGroup"].contains(step.component.type) {
                components.insert(step.component)
            }
        }
        return components
    }
}

extension IntegrationOverview.IntegrationApp {
    /// The flows that files show.
    var flows: String {
        let flows =
            (usesClientCredentials ? ["client credentials flow"] : [])
            + (certificate.map { ["JWT bearer flow with certificate \($0)"] } ?? [])
        return flows.isEmpty ? "no server-to-server flow that a file shows" : listed(flows)
    }

    fileprivate var admission: String {
        switch isApprovalRequired {
        case true?: "only whom an admin pre-authorised"
        case false?: "every user may authorise it"
        case nil: "not known: no file says it"
        }
    }
}

extension AppUse.Ground {
    var words: String {
        switch self {
        case .runAsUser: "runs as the user"
        case .preauthorization(let component):
            "is pre-authorised by \(component.type == "Profile" ? "profile" : "set") \(component.name)"
        case .register: "is declared in the configuration"
        }
    }
}

extension String {
    /// `ConnectedApp` as `connected app`.
    var spacedWords: String {
        reduce(into: "") { text, character in
            if character.isUppercase, !text.isEmpty { text.append(" ") }
            text.append(contentsOf: character.lowercased())
        }
    }
}

extension Severity {
    fileprivate var count: HTMLAttribute {
        switch self {
        case .error: .class("count error")
        case .warning: .class("count warning")
        case .note: .class("count note")
        }
    }

    var mark: HTMLAttribute {
        switch self {
        case .error: .class("shape error")
        case .warning: .class("shape warning")
        case .note: .class("shape note")
        }
    }
}
