public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report as Markdown, for a pull request or the summary of a CI step.
public enum MarkdownReport {
    /// GitHub refuses a step summary above one MiB.
    public static let maximumLength = 900 << 10

    public static func text(_ report: Report, maximumLength: Int = maximumLength) -> String {
        var text = "## forcelint\n\n\(verdict(report))\n"
        var rest = access(report, maximumLength: maximumLength / 3) + coverage(report)
        // The findings need the room first.
        if checklist.utf8.count <= maximumLength / 10 { rest += checklist }
        let results = report.countingResults
        if !results.isEmpty { text += "\n| severity | finding | where |\n|---|---|---|\n" }
        for (index, result) in results.enumerated() {
            let row = row(result, report)
            guard text.utf8.count + row.utf8.count + rest.utf8.count + 200 <= maximumLength else {
                text +=
                    "\n\(counted(results.count - index, "more finding")) not shown, because the text would be too long.\n"
                break
            }
            text += row
        }
        return text + rest
    }

    private static func verdict(_ report: Report) -> String {
        let counts = Severity.allCases.reversed().map { ($0, report.count($0)) }.filter { $0.1 > 0 }
        let hidden =
            report.suppressedCount == 0 ? "" : " \(counted(report.suppressedCount, "finding")) suppressed."
        guard !counts.isEmpty else { return "**No findings.**\(hidden)" }
        return "**Found \(listed(counts.map { counted($0.1, $0.0.rawValue) })).**\(hidden)"
    }

    private static func row(_ result: LintResult, _ report: Report) -> String {
        let location = result.finding.location
        let place = "\(report.path(location)):\(report.region(location).startLine)"
        let help = result.finding.fix.map { "<br>" + MarkdownText.escaped($0.description) } ?? ""
        let finding =
            "**\(MarkdownText.escaped(result.rule.id))**<br>\(MarkdownText.escaped(result.finding.message.text))\(help)"
        return "| \(result.severity.rawValue) | \(finding) | \(MarkdownText.escaped(place)) |\n"
    }

    private static func access(_ report: Report, maximumLength: Int) -> String {
        guard let access = report.access else { return "" }
        let text = AccessChangeReport.markdown(access, maximumLength: maximumLength)
        return "\n### What access the deploy changes\n\n\(text)"
    }

    /// What no file can show belongs to what was not looked at.
    private static var checklist: String {
        let items = Checklist.items
        return
            "\n<details><summary>What no file can show: \(counted(items.count, "point")) to check by hand</summary>\n\n"
            + ChecklistReport.markdown(items) { MarkdownText.escaped($0.id) } + "\n</details>\n"
    }

    private static func coverage(_ report: Report) -> String {
        let rules = report.coverage.rules
        let missing = rules.filter { $0.status != .evaluated }
        var text = "\n### What was looked at\n\n"
        text += "\(counted(report.files.count, "file")), \(rules.count { $0.status == .evaluated }) of "
        text += "\(counted(rules.count, "rule")) evaluated.\n"
        guard !missing.isEmpty else { return text }
        text += "\n<details><summary>\(counted(missing.count, "rule")) not or only partly evaluated</summary>\n\n"
        text += "| rule | | missing |\n|---|---|---|\n"
        for rule in missing {
            let status = rule.status == .partial ? "partly" : "not evaluated"
            let names = MarkdownText.escaped(shortened(rule.missing, to: 10))
            text += "| \(MarkdownText.escaped(rule.rule.id)) | \(status) | \(names) |\n"
        }
        return text + "\n</details>\n"
    }
}

/// A stranger's text in Markdown: nothing in it is markup, HTML, a mention or a cell's end.
enum MarkdownText {
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in VisibleText(text).description {
            switch character {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            // A backslash does not keep GitHub from taking these for mentions and addresses.
            case "@": escaped += "&#64;"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "!", "|", "~": escaped += "\\\(character)"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
