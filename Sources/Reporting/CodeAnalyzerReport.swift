public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report in the JSON of Salesforce Code Analyzer 5, so that what reads its results reads ours
/// (forcedotcom/code-analyzer-core, json-run-results-format.ts).
public enum CodeAnalyzerReport {
    public static func text(_ report: Report) -> String {
        let results = report.countingResults
        var json = JSONWriter()
        json.object { json in
            json.member("runDir", "./")
            json.object("violationCounts", onOneLine: true) { json in
                json.member("total", results.count)
                for level in 1...5 { json.member("sev\(level)", results.count { $0.severity.level == level }) }
            }
            json.object("versions", onOneLine: true) { $0.member("forcelint", report.toolVersion) }
            json.array("violations") { json in
                for result in results { json.object { write(result, report, &$0) } }
            }
        }
        return json.text
    }

    private static func write(_ result: LintResult, _ report: Report, _ json: inout JSONWriter) {
        json.member("rule", result.rule.id)
        json.member("engine", "forcelint")
        json.member("severity", result.severity.level)
        json.array("tags", result.rule.tags)
        json.member("primaryLocationIndex", 0)
        json.array("locations") { json in
            json.object(onOneLine: true) { write(result.finding.location, nil, report, &$0) }
            for related in result.finding.related {
                json.object(onOneLine: true) { write(related.location, related.message, report, &$0) }
            }
        }
        json.member("message", VisibleText(result.finding.message.text).description)
        json.array("resources", [])
    }

    private static func write(
        _ location: SourceLocation,
        _ comment: String?,
        _ report: Report,
        _ json: inout JSONWriter
    ) {
        let region = report.region(location)
        json.member("file", report.path(location))
        json.member("startLine", region.startLine)
        json.member("startColumn", region.startColumn)
        json.member("endLine", region.endLine)
        json.member("endColumn", region.endColumn)
        if let comment { json.member("comment", VisibleText(comment).description) }
    }
}

extension Severity {
    /// The severity on the scale of Code Analyzer: 2 is high, 3 moderate, 4 low.
    var level: Int {
        switch self {
        case .error: 2
        case .warning: 3
        case .note: 4
        }
    }
}

extension Report {
    /// The results that count, for formats that know no suppression.
    var countingResults: [LintResult] { results.filter { $0.suppression == nil } }
}
