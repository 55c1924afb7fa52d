internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// What was found, and how far that can be trusted.
extension HTMLPage {
    func writeVerdict(_ html: inout HTMLWriter) {
        let counts = Severity.allCases.reversed().map { ($0, report.count($0)) }
        let found = counts.filter { $0.1 > 0 }.map { counted($0.1, $0.0.rawValue) }
        html.element(.p, [.class("lead")]) { html in
            html.element(.strong, found.isEmpty ? "No findings." : "Found \(listed(found)).")
            html.text(" ")
            html.text(trust)
        }
        html.element(.div, [.class("tiles")]) { html in
            for (severity, count) in counts { writeTile(severity, count, &html) }
            writeRulesTile(&html)
        }
        let notes = hiddenNotes
        if !notes.isEmpty {
            html.element(.ul, [.class("notes")]) { html in
                for note in notes { html.element(.li, note) }
            }
        }
    }

    private var trust: String {
        let rules = report.coverage.rules
        let open = rules.count { $0.status == .notEvaluated }
        guard open > 0 else {
            return rules.contains { $0.status == .partial }
                ? "Every rule was evaluated, some with less input than they could use."
                : "Every rule was evaluated with all its inputs."
        }
        return "\(counted(open, "rule")) of \(rules.count) could not be evaluated because inputs are missing: "
            + "what \(open == 1 ? "it looks" : "they look") for may be there all the same."
    }

    private func writeTile(_ severity: Severity, _ count: Int, _ html: inout HTMLWriter) {
        html.element(.div, [count == 0 ? .class("tile zero") : severity.tile]) { html in
            html.element(.p, [.class("figure")]) { html in
                html.element(.span, [.class("shape"), .aria("hidden", "true")], severity.shape)
                html.text(" \(count)")
            }
            html.element(.p, [.class("caption")], "\(severity.rawValue)\(count == 1 ? "" : "s")")
        }
    }

    private func writeRulesTile(_ html: inout HTMLWriter) {
        let rules = report.coverage.rules
        let parts = [
            (Coverage.Status.evaluated, "evaluated"), (.partial, "partly"), (.notEvaluated, "not evaluated"),
        ].map { status, words in (status, words, rules.count { $0.status == status }) }
        html.element(.div, [.class("tile wide")]) { html in
            html.element(.p, [.class("figure")], "\(parts[0].2) of \(rules.count)")
            html.element(.p, [.class("caption")], "rules evaluated")
            writeBar(
                parts.map {
                    ($0.2, $0.0 == .evaluated ? .class("b1") : $0.0 == .partial ? .class("b2") : .class("b3"))
                },
                of: max(1, rules.count), label: listed(parts.map { "\($0.2) \($0.1)" }), &html)
            html.element(.p, [.class("legend")]) { html in
                for (status, words, count) in parts {
                    html.element(.span, [status.key], "\(count) \(words)")
                }
            }
        }
    }

    /// A bar of parts of a whole; its numbers stand beside it as text.
    func writeBar(
        _ parts: [(count: Int, style: HTMLAttribute)],
        of total: Int,
        label: String,
        _ html: inout HTMLWriter
    ) {
        let attributes: [HTMLAttribute] = [
            .class("bar"), .named(.viewBox, "0 0 1000 10"), .named(.preserveAspectRatio, "none"), .named(.role, "img"),
            .aria("label", label),
        ]
        html.element(.svg, attributes) { html in
            html.element(.rect, [.class("b0"), .number(.width, 1000), .number(.height, 10)])
            var start = 0
            for (count, style) in parts where count > 0 {
                let width = min(1000 - start, count * 1000 / total)
                html.element(
                    .rect, [style, .number(.x, start), .number(.width, max(0, width)), .number(.height, 10)])
                start += width
            }
        }
    }

    /// What the counts leave out.
    private var hiddenNotes: [String] {
        var notes: [String] = []
        if report.suppressedCount > 0 {
            notes.append(
                "\(counted(report.suppressedCount, "finding")) suppressed by exceptions, each with its reason.")
        }
        if report.baselineCount > 0 {
            notes.append("\(counted(report.baselineCount, "finding")) known from the baseline.")
        }
        if let count = report.outsideCount, count > 0 {
            notes.append("\(counted(count, "finding")) outside of the changed files left out.")
        }
        return notes
    }

    // MARK: Inputs

    func writeInputs(_ html: inout HTMLWriter) {
        let missing = missingInputs
        html.element(.div, [.class("columns")]) { html in
            writeGiven(missing: Set(missing.map(\.name)), &html)
            writeMissing(missing, &html)
        }
        writeUnread(&html)
        writeOpenRules(&html)
    }

    /// The inputs that nobody gave, with how many rules wait for each.
    private var missingInputs: [(name: String, open: Int, partial: Int)] {
        var counts: [String: (open: Int, partial: Int)] = [:]
        for rule in report.coverage.rules {
            for name in rule.missing where !name.contains(":") {
                if rule.status == .notEvaluated {
                    counts[name, default: (0, 0)].open += 1
                } else {
                    counts[name, default: (0, 0)].partial += 1
                }
            }
        }
        return counts.sorted { ($1.value.open, $1.value.partial, $0.key) < ($0.value.open, $0.value.partial, $1.key) }
            .map { ($0.key, $0.value.open, $0.value.partial) }
    }

    private func writeGiven(missing: Set<String>, _ html: inout HTMLWriter) {
        let given = report.coverage.inputs.filter { $0.value > 0 && !missing.contains($0.key) }
            .sorted { $0.key < $1.key }
        let records = Set(RecordObject.allCases.map(\.inputName))
        for (title, kind, unit, inputs) in [
            ("Metadata that was read", "Type", "Files", given.filter { !records.contains($0.key) }),
            ("Records that were read", "Object", "Rows", given.filter { records.contains($0.key) }),
        ] {
            html.element(.div) { html in
                html.element(.h3, title)
                guard !inputs.isEmpty else { return writeEmpty("None.", &html) }
                writeTable([kind, unit], numbers: [1], &html) { html in
                    for (name, count) in inputs {
                        html.element(.tr) { html in
                            html.element(.th, [.named(.scope, "row")], name)
                            html.element(.td, [.class("number")], String(count))
                        }
                    }
                }
            }
        }
    }

    private func writeMissing(
        _ missing: [(name: String, open: Int, partial: Int)],
        _ html: inout HTMLWriter
    ) {
        html.element(.div) { html in
            html.element(.h3, "Missing")
            guard !missing.isEmpty else { return writeEmpty("Nothing that a rule asks for.", &html) }
            writeTable(["Input", "Rules that wait for it"], &html) { html in
                for (name, open, partial) in missing {
                    let words = [(open, "not evaluated"), (partial, "partly evaluated")].filter { $0.0 > 0 }
                    html.element(.tr) { html in
                        html.element(.th, [.named(.scope, "row")], name)
                        html.element(.td, words.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
                    }
                }
            }
        }
    }

    /// What was met and not read.
    private func writeUnread(_ html: inout HTMLWriter) {
        let broken = report.results.indices.filter {
            report.results[$0].rule.area == "inputs" && report.results[$0].severity == .error
        }
        guard !(broken.isEmpty && report.skippedPaths.isEmpty && report.ignoredPaths.isEmpty) else {
            return writeEmpty("Every file that was met was read; .forceignore hides none.", &html)
        }
        if !broken.isEmpty {
            html.element(.h3, "Unreadable, whole or in part")
            html.element(.ul, [.class("links")]) { html in
                for place in broken.prefix(HTMLLimits.paths) where place < HTMLLimits.findings {
                    let finding = report.results[place].finding
                    html.element(.li) { html in
                        html.element(.a, [.href(HTMLAnchor("f", place))], finding.message.text)
                        html.text(" ")
                        writePlace(finding.location, &html)
                    }
                }
            }
        }
        writePaths("Not read", report.skippedPaths.map { "\($0.path): \($0.reason)" }, &html)
        writePaths("Hidden by .forceignore", report.ignoredPaths, &html)
    }

    private func writePaths(_ title: String, _ paths: [String], _ html: inout HTMLWriter) {
        guard !paths.isEmpty else { return }
        html.element(.details) { html in
            html.element(.summary, "\(title): \(counted(paths.count, "path"))")
            html.element(.ul, [.class("paths")]) { html in
                for path in paths.prefix(HTMLLimits.paths) { html.element(.li) { $0.element(.code, path) } }
                if paths.count > HTMLLimits.paths { html.element(.li, "and \(paths.count - HTMLLimits.paths) more") }
            }
        }
    }

    /// The rules that could not be judged in full, by what they lack.
    private func writeOpenRules(_ html: inout HTMLWriter) {
        let groups = ClosingSummary.missingGroups(report.coverage.rules)
        guard !groups.isEmpty else { return }
        let open = groups.filter { $0.status == .notEvaluated }.reduce(0) { $0 + $1.rules.count }
        let partial = groups.filter { $0.status == .partial }.reduce(0) { $0 + $1.rules.count }
        html.element(.details) { html in
            html.element(.summary, "Which rules: \(open) not evaluated, \(partial) partly evaluated")
            writeTable(["Without", "Status", "Rules"], &html) { html in
                for group in groups {
                    html.element(.tr) { html in
                        html.element(.th, [.named(.scope, "row")], group.missing)
                        html.element(.td, group.status.words)
                        html.element(.td, [.class("tags")]) { html in
                            for rule in group.rules { html.element(.code, rule.rule.id) }
                        }
                    }
                }
            }
        }
    }
}

/// Beyond these the page says how much it leaves out.
enum HTMLLimits {
    static let findings = 1_500
    static let paths = 500
    static let files = 2_000
    /// Cells of the matrix of objects that hold something.
    static let cells = 60_000
    /// Nodes of one column of the graph.
    static let nodes = 40
}

extension Severity {
    fileprivate var tile: HTMLAttribute {
        switch self {
        case .error: .class("tile error")
        case .warning: .class("tile warning")
        case .note: .class("tile note")
        }
    }
}

extension Coverage.Status {
    fileprivate var key: HTMLAttribute {
        switch self {
        case .evaluated: .class("k1")
        case .partial: .class("k2")
        case .notEvaluated: .class("k3")
        }
    }
}
