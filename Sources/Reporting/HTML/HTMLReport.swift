public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report as one page for a browser, for people who decide: what was found, what the integrations are, hold and reach.
///
/// The page asks nobody for anything: its style and its script stand in it, and its content security policy names their
/// hashes and allows nothing else. The script filters; all else works without it.
public enum HTMLReport {
    public static func text(_ report: Report) -> String {
        let page = HTMLPage(report)
        var writer = HTMLWriter()
        writer.doctype()
        writer.element(.html, [.named(.lang, "en")]) { html in
            html.element(.head) { page.writeHead(&$0) }
            html.element(.body) { page.writeBody(&$0) }
        }
        return writer.html
    }
}

/// What the sections of the page share.
struct HTMLPage {
    let report: Report
    let overview: IntegrationOverview?
    let secrets: SecretRegions
    /// Of each integration the results that speak of it or of what it holds, by their places in `Report.results`.
    let integrationResults: [[Int]]

    init(_ report: Report) {
        self.report = report
        overview = report.overview
        secrets = SecretRegions(report)
        let index = FindingIndex(report)
        integrationResults = (report.overview?.integrations ?? []).map { integration in
            index.results(about: report.overview?.components(of: integration) ?? [])
        }
    }

    /// The sections with their headings, in the order of the page.
    private var sections: [Section] {
        [
            Section("verdict", "Verdict", write: writeVerdict),
            Section("inputs", "What was looked at", write: writeInputs),
        ] + overviewSections + [Section("findings", "Findings", write: writeFindings)] + comparisonSections + [
            Section("checklist", "What no file can show", write: writeChecklist),
            Section("appendix", "Appendix", write: writeAppendix),
        ]
    }

    private var overviewSections: [Section] {
        guard let overview else { return [] }
        return [
            Section("licenses", "Licenses") { writeLicenses(overview, &$0) },
            Section("integrations", "Integrations") { writeRegister(overview, &$0) },
            Section("access", "Access") { writeAccess(overview, &$0) },
            Section("paths", "Paths") { writeGraph(overview, &$0) },
        ]
    }

    private var comparisonSections: [Section] {
        (report.baseline == nil ? [] : [Section("baseline", "Against the baseline", write: writeBaseline)])
            + (report.access == nil ? [] : [Section("deploy", "What the deploy changes", write: writeDeploy)])
    }

    private struct Section {
        let anchor: HTMLAnchor
        let title: String
        let write: (inout HTMLWriter) -> Void

        init(_ anchor: StaticString, _ title: String, write: @escaping (inout HTMLWriter) -> Void) {
            self.anchor = HTMLAnchor(anchor)
            self.title = title
            self.write = write
        }
    }

    // MARK: The frame

    fileprivate func writeHead(_ html: inout HTMLWriter) {
        html.element(.meta, [.named(.charset, "utf-8")])
        let policy =
            "default-src 'none'; img-src data:; style-src 'sha256-\(Self.hash(HTMLStyle.text))'; "
            + "script-src 'sha256-\(Self.hash(HTMLScript.text))'; base-uri 'none'; form-action 'none'"
        html.element(.meta, [.named(.httpEquiv, "Content-Security-Policy"), .named(.content, policy)])
        html.element(.meta, [.named(.name, "viewport"), .named(.content, "width=device-width, initial-scale=1")])
        html.element(.meta, [.named(.name, "color-scheme"), .named(.content, "light dark")])
        html.element(.meta, [.named(.name, "referrer"), .named(.content, "no-referrer")])
        html.element(.title, title)
        html.element(.style, raw: HTMLStyle.text)
    }

    private static func hash(_ text: StaticString) -> String {
        SHA256.base64(Array(text.description.utf8))
    }

    private var title: String {
        "Salesforce integrations" + (overview?.organization.map { " of \($0)" } ?? "")
    }

    fileprivate func writeBody(_ html: inout HTMLWriter) {
        html.element(.a, [.class("skip"), .href(HTMLAnchor("main"))], "Skip to the report")
        html.element(.header, [.class("top")]) { html in
            html.element(.p, [.class("brand")], "forcelint")
            html.element(.h1, title)
            html.element(.p, [.class("facts")]) { writeFacts(&$0) }
        }
        let sections = sections
        html.element(.div, [.class("layout")]) { html in
            html.element(.nav, [.aria("label", "Sections")]) { html in
                html.element(.ul) { html in
                    for section in sections {
                        html.element(.li) { $0.element(.a, [.href(section.anchor)], section.title) }
                    }
                }
            }
            html.element(.main, [.id(HTMLAnchor("main"))]) { html in
                for section in sections {
                    html.element(.section, [.id(section.anchor), .labelledBy(section.anchor.heading)]) { html in
                        html.element(.h2, [.id(section.anchor.heading)], section.title)
                        section.write(&html)
                    }
                }
            }
        }
        html.element(.footer) { html in
            html.element(
                .p, "Made by forcelint \(report.toolVersion) from files alone: no org was asked, nothing was sent.")
        }
        html.element(.script, raw: HTMLScript.text)
    }

    private func writeFacts(_ html: inout HTMLWriter) {
        var facts: [String] = []
        if let asOf = report.asOf { facts.append("As of \(asOf.date)") }
        if let edition = overview?.edition {
            facts.append(edition + (overview?.isSandbox == true ? ", sandbox" : ""))
        }
        facts.append(counted(report.files.count, "file"))
        facts.append("forcelint \(report.toolVersion)")
        for fact in facts { html.element(.span, fact) }
    }

    // MARK: Words and places

    /// `path:12`, as editors take it.
    func place(_ location: SourceLocation) -> String {
        "\(report.path(location)):\(report.region(location).startLine)"
    }

    func writePlace(_ location: SourceLocation, _ html: inout HTMLWriter) {
        html.element(.code, [.class("place")], place(location))
    }

    /// `User.csv:12`, for where many places stand side by side; the folder is in the title.
    func writeShortPlace(_ location: SourceLocation, _ html: inout HTMLWriter) {
        let place = place(location)
        html.element(.code, [.class("place"), .named(.title, place)], String(place.split(separator: "/").last ?? ""))
    }

    /// A time as exports spell it, for people: `2026-11-20 06:11 UTC`; what is no time stays as it is.
    func moment(_ text: String) -> String {
        guard let time = Timestamp(text) else { return text }
        guard text.count > 10 else { return time.date }
        let minutes = (time.seconds % 86_400 + 86_400) % 86_400 / 60
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(time.date) \(padded(minutes / 60)):\(padded(minutes % 60)) UTC"
    }

    /// A sentence for what is not there.
    func writeEmpty(_ text: String, _ html: inout HTMLWriter) {
        html.element(.p, [.class("empty")], text)
    }

    /// A table whose rows `body` writes.
    ///
    /// - Parameter numbers: the columns that hold numbers.
    func writeTable(
        _ columns: [String],
        numbers: Set<Int> = [],
        _ html: inout HTMLWriter,
        _ body: HTMLWriter.Body
    ) {
        let label = "Table: " + columns.filter { !$0.isEmpty }.joined(separator: ", ")
        html.element(
            .div, [.class("scroll"), .named(.tabindex, "0"), .named(.role, "group"), .aria("label", label)]
        ) { html in
            html.element(.table, [.class("plain")]) { html in
                html.element(.thead) { html in
                    html.element(.tr) { html in
                        for (index, title) in columns.enumerated() {
                            let style: [HTMLAttribute] = numbers.contains(index) ? [.class("number")] : []
                            html.element(.th, [.named(.scope, "col")] + style, title)
                        }
                    }
                }
                html.element(.tbody, body)
            }
        }
    }

    func writeSeverity(_ severity: Severity, _ html: inout HTMLWriter) {
        html.element(.span, [severity.badge]) { html in
            html.element(.span, [.class("shape"), .aria("hidden", "true")], severity.shape)
            html.text(" \(severity.rawValue)")
        }
    }
}

extension Severity {
    /// A mark that tells severities apart without colour.
    var shape: String {
        switch self {
        case .error: "■"
        case .warning: "▲"
        case .note: "●"
        }
    }

    fileprivate var badge: HTMLAttribute {
        switch self {
        case .error: .class("badge error")
        case .warning: .class("badge warning")
        case .note: .class("badge note")
        }
    }
}

/// Which results speak of a component, as their subject or as somebody whom a way begins with.
struct FindingIndex {
    private var places: [ComponentID: [Int]] = [:]

    init(_ report: Report) {
        for (place, result) in report.results.enumerated() where result.suppression == nil {
            let users = result.finding.paths.compactMap(\.first?.component)
            for component in Set([result.finding.subject] + users) { places[component, default: []].append(place) }
        }
    }

    /// The places in `Report.results`, in order, each once.
    func results(about components: some Sequence<ComponentID>) -> [Int] {
        Set(components.flatMap { places[$0] ?? [] }).sorted()
    }
}
