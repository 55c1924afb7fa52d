public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report in figures: how many findings each rule and each subject has.
public enum SummaryReport {
    /// - Parameter maxSubjects: how many subjects are listed, the worst first.
    public static func text(
        _ report: Report,
        style: TextStyle = .plain,
        maxSubjects: Int = 25,
        verbosity: TextReport.Verbosity = .normal
    ) -> String {
        var blocks: [String] = []
        if report.results.contains(where: { $0.suppression == nil }) {
            blocks.append(rules(report).lines(style).joined(separator: "\n") + "\n")
            blocks.append(subjects(report, limit: maxSubjects).lines(style).joined(separator: "\n") + "\n")
        }
        if verbosity != .quiet {
            let summary = ClosingSummary(report, isVerbose: verbosity == .verbose)
            blocks.append(summary.lines.joined(separator: "\n") + "\n")
        }
        return blocks.joined(separator: "\n")
    }

    private static func rules(_ report: Report) -> TextTable {
        table(report, "Rule", limit: .max) { $0.rule.id }
    }

    private static func subjects(_ report: Report, limit: Int) -> TextTable {
        table(report, "Subject", limit: limit) { "\($0.finding.subject.type):\($0.finding.subject.name)" }
    }

    /// One row for each key; those with the worst findings first.
    private static func table(
        _ report: Report,
        _ heading: String,
        limit: Int,
        key: (LintResult) -> String
    ) -> TextTable {
        var counts: [String: (error: Int, warning: Int, note: Int)] = [:]
        for result in report.results where result.suppression == nil {
            switch result.severity {
            case .error: counts[key(result), default: (0, 0, 0)].error += 1
            case .warning: counts[key(result), default: (0, 0, 0)].warning += 1
            case .note: counts[key(result), default: (0, 0, 0)].note += 1
            }
        }
        let ordered = counts.sorted { left, right in
            left.value == right.value ? left.key < right.key : left.value > right.value
        }
        let rows = ordered.prefix(limit).map { key, count in
            [VisibleText(key).description] + [count.error, count.warning, count.note].map(String.init)
        }
        return TextTable(
            header: [heading, "errors", "warnings", "notes"],
            rows: rows,
            hiddenRows: ordered.count - rows.count
        )
    }
}

/// A table in plain text: its first column is text, the others are figures.
private struct TextTable {
    let header: [String]
    let rows: [[String]]
    let hiddenRows: Int

    func lines(_ style: TextStyle) -> [String] {
        let widths = header.indices.map { column in
            ([header] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            zip(cells, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - DisplayWidth.of(cell.0))
                return column == 0 ? cell.0 + padding : padding + cell.0
            }.joined(separator: "  ")
        }
        return [style.paint(line(header), .headline)] + rows.map(line)
            + (hiddenRows > 0 ? ["and \(hiddenRows) more"] : [])
    }
}
