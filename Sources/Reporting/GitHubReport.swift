public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report as workflow commands, which GitHub Actions shows as annotations of a pull request.
public enum GitHubReport {
    /// How many annotations of a severity GitHub shows of one step (actions/toolkit, PR 734).
    public static let shownPerSeverity = 10

    public static func text(_ report: Report) -> String {
        report.countingResults.map { line($0, report) + "\n" }.joined()
    }

    /// Says how many results are in the log only, because GitHub shows so few annotations of each severity; nil where
    /// it shows all.
    public static func note(_ report: Report) -> String? {
        let hidden = Severity.allCases.reduce(0) { $0 + max(0, report.count($1) - shownPerSeverity) }
        guard hidden > 0 else { return nil }
        return "GitHub annotates \(shownPerSeverity) errors, warnings and notices of a step each: "
            + "\(counted(hidden, "finding")) \(hidden == 1 ? "is" : "are") in the log only"
    }

    private static func line(_ result: LintResult, _ report: Report) -> String {
        let region = report.region(result.finding.location)
        var properties = [
            ("file", report.path(result.finding.location)), ("line", String(region.startLine)),
            ("endLine", String(region.endLine)),
        ]
        // Columns of several lines would be taken for a range within one.
        if region.startLine == region.endLine {
            properties += [("col", String(region.startColumn)), ("endColumn", String(region.endColumn))]
        }
        properties.append(("title", "forcelint: \(result.rule.id)"))
        let listed = properties.map { "\($0)=\(escapedProperty($1))" }.joined(separator: ",")
        return "::\(command(result.severity)) \(listed)::\(escaped(result.finding.message.text))"
    }

    private static func command(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }

    private static func escaped(_ text: String) -> String {
        replaced(VisibleText(text).description, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")])
    }

    private static func escapedProperty(_ text: String) -> String {
        replaced(escaped(text), [(":", "%3A"), (",", "%2C")])
    }
}

/// The CI services have their own escapes, applied one after another.
func replaced(_ text: String, _ pairs: [(String, String)]) -> String {
    pairs.reduce(text) { text, pair in
        text.split(separator: pair.0, omittingEmptySubsequences: false).joined(separator: pair.1)
    }
}
