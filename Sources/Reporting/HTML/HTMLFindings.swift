internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The findings: by severity, then by rule, so that why and how stand once.
extension HTMLPage {
    func writeFindings(_ html: inout HTMLWriter) {
        let shown = Array(report.results.enumerated().prefix(HTMLLimits.findings))
        guard !shown.isEmpty else {
            return writeEmpty(
                report.coverage.rules.contains { $0.status == .notEvaluated }
                    ? "No findings. What the rules that were not evaluated look for is not known." : "No findings.",
                &html)
        }
        writeFilters(shown.map(\.element), &html)
        for severity in Severity.allCases.reversed() {
            let results = shown.filter { $0.element.severity == severity }
            guard !results.isEmpty else { continue }
            html.element(.section, [.data("group", "")]) { html in
                html.element(.h3) { html in
                    html.element(.span, [severity.mark, .aria("hidden", "true")], severity.shape)
                    html.text(" \(counted(results.count, severity.rawValue))")
                }
                for rule in rules(of: results.map(\.element)) {
                    writeRule(rule, results.filter { $0.element.rule.id == rule.id }, &html)
                }
            }
        }
        let hidden = report.results.count - shown.count
        if hidden > 0 {
            html.element(
                .p, [.class("cut")],
                "\(counted(hidden, "more finding")), the least severe, not shown: the page would be too large. "
                    + "--format json has all of them.")
        }
    }

    /// Each rule once, in the order of the results.
    private func rules(of results: [LintResult]) -> [RuleFile] {
        var seen: Set<String> = []
        return results.map(\.rule).filter { seen.insert($0.id).inserted }
    }

    private func writeFilters(_ results: [LintResult], _ html: inout HTMLWriter) {
        html.element(.div, [.class("filter"), .hidden, .data("filter", "findings"), .named(.role, "search")]) { html in
            html.element(.p) { html in
                html.element(.label, [.for(HTMLAnchor("filter-text"))], "Show findings that mention")
                html.element(.input, [.named(.type, "search"), .id(HTMLAnchor("filter-text"))])
            }
            html.element(.fieldset) { html in
                html.element(.legend, "Severity")
                for severity in Severity.allCases.reversed() where results.contains(where: { $0.severity == severity })
                {
                    html.element(.label) { html in
                        html.element(
                            .input,
                            [.named(.type, "checkbox"), .named(.value, severity.rawValue), .checked])
                        html.text(" \(severity.rawValue)")
                    }
                }
            }
            let integrations = overview?.integrations ?? []
            if integrations.count > 1 {
                html.element(.p) { html in
                    html.element(.label, [.for(HTMLAnchor("filter-integration"))], "Integration")
                    html.element(.select, [.id(HTMLAnchor("filter-integration"))]) { html in
                        html.element(.option, [.named(.value, "")], "all")
                        for (place, integration) in integrations.enumerated() {
                            html.element(.option, [.named(.value, "i\(place)")], integration.name)
                        }
                    }
                }
            }
            html.element(.p, [.class("count"), .named(.role, "status"), .data("count", "")], "")
        }
    }

    private func writeRule(
        _ rule: RuleFile,
        _ results: [(offset: Int, element: LintResult)],
        _ html: inout HTMLWriter
    ) {
        html.element(.section, [.class("rule-group"), .data("group", "")]) { html in
            html.element(.h4) { html in
                html.text(rule.title)
                html.text(" ")
                html.element(.code, [.class("id")], rule.id)
            }
            html.element(.p, [.class("why")], rule.summary)
            for (place, result) in results { writeFinding(place, result, &html) }
            writeHelp(rule, &html)
        }
    }

    private func writeHelp(_ rule: RuleFile, _ html: inout HTMLWriter) {
        html.element(.details, [.class("help")]) { html in
            html.element(.summary, "How to mend it, and where this comes from")
            html.element(.p, rule.remedy)
            if let page = try? rule.page() {
                html.element(.ul) { html in
                    for reference in page.references {
                        html.element(.li) { html in
                            switch reference.place {
                            case .url(let url):
                                if let address = HTMLAddress(url) {
                                    html.element(.a, [.href(address)], reference.title)
                                } else {
                                    html.text(reference.title)
                                }
                            case .article: html.text(reference.title)
                            }
                            html.element(.span, [.class("quiet")], " \(reference.date)")
                        }
                    }
                }
            }
            html.element(.p) { html in
                html.text("The whole page, with examples: ")
                html.element(.code, "forcelint explain \(rule.id)")
            }
        }
    }

    // MARK: One finding

    private func writeFinding(_ place: Int, _ result: LintResult, _ html: inout HTMLWriter) {
        let finding = result.finding
        let integrations = integrationResults.indices.filter { integrationResults[$0].contains(place) }
        let attributes: [HTMLAttribute] =
            [
                .class("finding"), .id(HTMLAnchor("f", place)), .data("severity", result.severity.rawValue),
                .data("integrations", integrations.map { "i\($0)" }.joined(separator: " ")),
            ] + (result.severity == .error ? [.open] : [])
        html.element(.details, attributes) { html in
            html.element(.summary) { html in
                writeSeverity(result.severity, &html)
                html.element(.span, [.class("message")]) { html in
                    html.text(finding.message.text)
                    if result.suppression != nil { html.element(.span, [.class("state")], "suppressed") }
                    if result.baselineState == .new, result.suppression == nil {
                        html.element(.span, [.class("state")], "new")
                    }
                    writePlace(finding.location, &html)
                }
            }
            writeFrames(result, &html)
            writeNotes(result, &html)
        }
    }

    private func writeFrames(_ result: LintResult, _ html: inout HTMLWriter) {
        let places = CodePlaces(result, report, maxRelated: 5)
        for (index, (file, marks)) in places.byFile.enumerated() {
            html.element(.figure, [.class("frame")]) { html in
                // The first place stands in the summary.
                if index > 0, let region = marks.first?.region {
                    html.element(.figcaption) { html in
                        html.element(.code, [.class("place")], "\(report.files[file.index].path):\(region.startLine)")
                    }
                }
                guard let source = report.source(file) else {
                    for mark in marks where !mark.label.isEmpty {
                        html.element(.p, "\(mark.label) (line \(mark.region.startLine))")
                    }
                    return
                }
                let frame = CodeFrame(
                    source, marks, masks: secrets.masks(in: file), isConfidential: result.isAboutSecret, width: 108)
                html.element(.pre) { write(frame, &$0) }
            }
        }
        if places.hidden > 0 {
            html.element(.p, [.class("quiet")], "and \(counted(places.hidden, "more related place"))")
        }
    }

    private func write(_ frame: CodeFrame, _ html: inout HTMLWriter) {
        for (index, row) in frame.rows.enumerated() {
            if index > 0 { html.literal("\n") }
            switch row {
            case .gap: html.element(.span, [.class("ln")], "…")
            case .source(let number, let text):
                html.element(.span, [.class("ln")], String(number))
                html.literal(" ")
                html.text(text)
            case .underline(let column, let length, let label, let isPrimary):
                html.element(.span, [.class("ln")], "")
                html.text(String(repeating: " ", count: column + 1))
                let mark = String(repeating: isPrimary ? "^" : "-", count: length)
                html.element(.span, [isPrimary ? .class("primary") : .class("related")]) { html in
                    html.text(label.isEmpty ? mark : "\(mark) \(VisibleText(label))")
                }
            }
        }
    }

    private func writeNotes(_ result: LintResult, _ html: inout HTMLWriter) {
        let finding = result.finding
        html.element(.dl, [.class("finding-facts")]) { html in
            func fact(_ title: String, isShort: Bool = false, _ html: inout HTMLWriter, _ body: HTMLWriter.Body) {
                html.element(.div, isShort ? [.class("short")] : []) { html in
                    html.element(.dt, title)
                    html.element(.dd, body)
                }
            }
            if let suppression = result.suppression {
                fact("Hidden", &html) { $0.text(suppression.words(in: report)) }
            }
            if let fix = finding.fix {
                fact("Fix", &html) { html in
                    html.text(fix.description)
                    if fix.safety == .unsafe, !fix.edits.isEmpty {
                        html.element(.span, [.class("quiet")], " confirm it first")
                    }
                    for command in fix.commands {
                        html.element(.pre) { $0.element(.code, command) }
                    }
                }
            }
            if !finding.paths.isEmpty {
                fact("Ways", &html) { html in
                    html.element(.ul) { html in
                        for path in finding.paths.prefix(5) { html.element(.li) { write(path, &$0) } }
                        let more = finding.paths.count - 5
                        if more > 0 { html.element(.li, "and \(more) more") }
                    }
                }
            }
            if result.confidence != .high {
                fact("Confidence", isShort: true, &html) { $0.text(result.confidence.rawValue) }
            }
            fact("Subject", isShort: true, &html) { html in
                html.text("\(finding.subject.type) \(finding.subject.name)")
                if !finding.element.isEmpty { html.text(", \(finding.element)") }
            }
            fact("Fingerprint", isShort: true, &html) { $0.element(.code, [.class("print")], result.fingerprint) }
        }
    }

    private func write(_ path: [PathStep], _ html: inout HTMLWriter) {
        for (index, step) in path.enumerated() {
            if index > 0 { html.text(" → ") }
            html.element(.span, "\(step.component.type.spacedWords) \(step.component.name)")
            html.text(" ")
            writePlace(step.location, &html)
        }
    }
}
