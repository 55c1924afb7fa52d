public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report as a table for a spreadsheet, with the columns of Code Analyzer (RFC 4180, lines end with CRLF).
public enum CSVReport {
    public static func text(_ report: Report) -> String {
        let header = [
            "rule", "engine", "severity", "tags", "file", "line", "column", "endLine", "endColumn", "message",
            "resources",
        ]
        return ([header] + report.countingResults.map { row($0, report) })
            .map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func row(_ result: LintResult, _ report: Report) -> [String] {
        let region = report.region(result.finding.location)
        let place = [region.startLine, region.startColumn, region.endLine, region.endColumn].map(String.init)
        return [
            result.rule.id, "forcelint", String(result.severity.level), result.rule.tags.joined(separator: ","),
            VisibleText(report.path(result.finding.location)).description,
        ] + place + [VisibleText(result.finding.message.text).description, ""]
    }

    /// What a spreadsheet would take for a formula gets a quotation mark in front, as OWASP's "CSV Injection" says.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let text = isFormula ? "'" + text : text
        guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
