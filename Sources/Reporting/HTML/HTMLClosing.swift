internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// What stands behind the findings: comparisons, the checklist, and how the report came about.
extension HTMLPage {
    func writeBaseline(_ html: inout HTMLWriter) {
        guard let baseline = report.baseline else { return }
        let new = report.results.enumerated().filter {
            $0.element.baselineState == .new && $0.element.suppression == nil
        }
        html.element(.p, [.class("lead")]) { html in
            html.element(.strong, "\(new.count) new, \(report.baselineCount) known, \(baseline.staleCount) mended.")
        }
        html.element(.h3, "New")
        if new.isEmpty { writeEmpty("Nothing that the baseline does not hold.", &html) }
        html.element(.ul, [.class("links")]) { html in
            for (place, result) in new where place < HTMLLimits.findings {
                html.element(.li) { html in
                    html.element(.span, [result.severity.mark, .aria("hidden", "true")], result.severity.shape)
                    html.text(" ")
                    html.element(.a, [.href(HTMLAnchor("f", place))], result.finding.message.text)
                }
            }
        }
        html.element(.h3, "No longer found")
        guard !baseline.staleEntries.isEmpty else {
            return writeEmpty("Nothing, as far as this run can tell: one that looks at less cannot.", &html)
        }
        writeTable(["Rule", "Subject", "Element"], &html) { html in
            for entry in baseline.staleEntries.prefix(HTMLLimits.paths) {
                html.element(.tr) { html in
                    html.element(.th, [.named(.scope, "row")]) { $0.element(.code, entry.rule) }
                    html.element(.td, "\(entry.subject.type) \(entry.subject.name)")
                    html.element(.td, entry.element)
                }
            }
        }
        if baseline.staleEntries.count > HTMLLimits.paths {
            html.element(.p, [.class("cut")], "and \(baseline.staleEntries.count - HTMLLimits.paths) more")
        }
        html.element(.p) { html in
            html.text("This takes them out of the baseline: ")
            html.element(.code, baseline.pruneCommand)
        }
    }

    func writeDeploy(_ html: inout HTMLWriter) {
        guard let access = report.access else { return }
        if access.changes.isEmpty { writeEmpty("No access changes.", &html) }
        if !access.comparesUsers { writeEmpty(AccessChangeReport.unknownUsers, &html) }
        guard !access.changes.isEmpty else { return }
        writeTable(["Who", "", "What", "By which way"], &html) { html in
            for change in access.changes.prefix(HTMLLimits.files) {
                let cells = AccessChangeReport.cells(change)
                html.element(.tr) { html in
                    html.element(.th, [.named(.scope, "row")], cells[0])
                    for cell in cells.dropFirst() { html.element(.td, cell) }
                }
            }
        }
        let hidden = access.changes.count - HTMLLimits.files
        if hidden > 0 { html.element(.p, [.class("cut")], "and \(hidden) more changes") }
    }

    func writeChecklist(_ html: inout HTMLWriter) {
        html.element(.p, ChecklistReport.introduction)
        for (rhythm, items) in ChecklistReport.grouped(Checklist.items) {
            html.element(.h3, rhythm.title)
            html.element(.ul, [.class("checklist")]) { html in
                for item in items {
                    html.element(.li) { html in
                        html.text(item.text)
                        let rules = item.rules.map(\.id).joined(separator: ", ")
                        html.element(
                            .small,
                            ChecklistReport.sources(of: item) + (rules.isEmpty ? "" : "; rules: \(rules)"))
                    }
                }
            }
        }
    }

    // MARK: Appendix

    func writeAppendix(_ html: inout HTMLWriter) {
        html.element(.dl, [.class("facts-grid")]) { html in
            let facts = [
                ("Program", "forcelint \(report.toolVersion)"),
                ("Judged as of", report.asOf.map { "\($0.date) (UTC)" } ?? "not given"),
                ("Organization", overview?.organization ?? "not known, because the Organization export is missing"),
                ("Edition", overview?.edition ?? "not known"),
            ]
            for (title, value) in facts {
                html.element(.div) { html in
                    html.element(.dt, title)
                    html.element(.dd, value)
                }
            }
        }
        writeRules(&html)
        writeFiles(&html)
        html.element(.h3, "Articles that the checklist and the rules cite")
        html.element(.ul) { html in
            for article in Article.allCases { html.element(.li, "\(article.rawValue): \(article.title)") }
        }
    }

    private func writeRules(_ html: inout HTMLWriter) {
        let rules = report.coverage.rules
        let findings = Dictionary(
            report.results.filter { $0.suppression == nil }.map { ($0.rule.id, 1) }, uniquingKeysWith: +)
        html.element(.details) { html in
            html.element(.summary, "Rules that ran: \(rules.count)")
            writeTable(["Rule", "Severity", "Status", "Looked at", "Findings"], numbers: [3, 4], &html) { html in
                for rule in rules {
                    html.element(.tr) { html in
                        html.element(.th, [.named(.scope, "row")]) { html in
                            html.element(.code, rule.rule.id)
                            html.element(.span, [.class("quiet")], " \(rule.rule.title)")
                        }
                        html.element(.td, rule.rule.severity.rawValue)
                        html.element(.td) { html in
                            html.text(rule.status.words)
                            if !rule.missing.isEmpty {
                                let missing = shortened(rule.missing, to: 5)
                                html.element(.span, [.class("quiet")], " without \(missing)")
                            }
                        }
                        html.element(.td, [.class("number")], String(rule.subjects))
                        html.element(.td, [.class("number")], String(findings[rule.rule.id] ?? 0))
                    }
                }
            }
        }
    }

    private func writeFiles(_ html: inout HTMLWriter) {
        html.element(.details) { html in
            html.element(.summary, "Files that were read: \(report.files.count)")
            html.element(
                .p, [.class("quiet")],
                "The SHA-256 stands beside the files that this report shows something of.")
            writeTable(["File", "Bytes", "SHA-256"], numbers: [1], &html) { html in
                for (index, file) in report.files.enumerated().prefix(HTMLLimits.files) {
                    html.element(.tr) { html in
                        html.element(.th, [.named(.scope, "row")]) { $0.element(.code, file.path) }
                        html.element(.td, [.class("number")], String(file.length))
                        html.element(.td) { html in
                            if let source = report.source(FileID(index)) {
                                html.element(.code, [.class("print")], SHA256.hexadecimal(source.bytes))
                            }
                        }
                    }
                }
            }
            let hidden = report.files.count - HTMLLimits.files
            if hidden > 0 { html.element(.p, [.class("cut")], "and \(hidden) more files") }
        }
    }
}
