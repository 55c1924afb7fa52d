public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report as reviewdog's rdjson, whose columns count bytes from 1 (reviewdog.proto).
public enum RdjsonReport {
    public static func text(_ report: Report) -> String {
        var json = JSONWriter()
        json.object { json in
            json.object("source", onOneLine: true) { $0.member("name", "forcelint") }
            json.array("diagnostics") { json in
                for result in report.countingResults { json.object { write(result, report, &$0) } }
            }
        }
        return json.text
    }

    private static func write(_ result: LintResult, _ report: Report, _ json: inout JSONWriter) {
        let location = result.finding.location
        json.member("message", VisibleText(result.finding.message.text).description)
        json.object("location") { json in
            json.member("path", report.path(location))
            writeRange(report.region(location).bytes, report.source(location.file), &json)
        }
        json.member("severity", severity(result.severity))
        json.object("code", onOneLine: true) { $0.member("value", result.rule.id) }
        guard let fix = result.finding.fix else { return }
        let edits = report.completeEdits(fix)
        guard !edits.isEmpty, edits.allSatisfy({ $0.file == location.file }) else { return }
        json.array("suggestions") { json in
            for edit in edits {
                json.object { json in
                    writeRange(edit.offset..<edit.offset + edit.length, report.source(edit.file), &json)
                    json.member("text", edit.replacement)
                }
            }
        }
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "ERROR"
        case .warning: "WARNING"
        case .note: "INFO"
        }
    }

    private static func writeRange(_ range: Range<Int>, _ source: SourceText?, _ json: inout JSONWriter) {
        guard let source else { return }
        json.object("range", onOneLine: true) { json in
            for (name, offset) in [("start", range.lowerBound), ("end", range.upperBound)] {
                let (line, column) = position(min(offset, source.bytes.count), source)
                json.object(name) { json in
                    json.member("line", line)
                    json.member("column", column)
                }
            }
        }
    }

    /// The line, and the bytes from its start; a byte-order mark belongs to no column.
    private static func position(_ offset: Int, _ source: SourceText) -> (line: Int, column: Int) {
        let line = source.region(offset..<offset).startLine
        var start = source.bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        if start == 0, offset >= 3, source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        return (line, offset - start + 1)
    }
}
