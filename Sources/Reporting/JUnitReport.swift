public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report as JUnit XML, which every CI service shows among its tests: one suite a file, one failure a finding, an
/// error where an input could not be used, and a skipped test for every rule that could not be evaluated.
public enum JUnitReport {
    public static func text(_ report: Report) -> String {
        let results = report.countingResults
        let skipped = report.coverage.rules.filter { $0.status == .notEvaluated }
        let suites = Dictionary(grouping: results) { $0.finding.location.file }.sorted {
            report.files[$0.key.index].path < report.files[$1.key.index].path
        }
        let count = max(1, results.count + skipped.count)
        let errors = results.count(where: \.isTrouble)
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites name=\"forcelint\" tests=\"\(count)\" failures=\"\(results.count - errors)\" "
        text += "skipped=\"\(skipped.count)\" errors=\"\(errors)\">\n"
        for (file, results) in suites {
            let path = escaped(report.files[file.index].path)
            let errors = results.count(where: \.isTrouble)
            text += "  <testsuite name=\"\(path)\" tests=\"\(results.count)\" "
            text += "failures=\"\(results.count - errors)\" errors=\"\(errors)\">\n"
            text += results.map { testCase($0, path, report) }.joined()
            text += "  </testsuite>\n"
        }
        if !skipped.isEmpty {
            text += "  <testsuite name=\"not evaluated\" tests=\"\(skipped.count)\" failures=\"0\" "
            text += "skipped=\"\(skipped.count)\" errors=\"0\">\n"
            for rule in skipped {
                let missing = escaped("missing: \(rule.missing.joined(separator: ", "))")
                text += "    <testcase name=\"\(escaped(rule.rule.id))\" classname=\"forcelint\">"
                text += "<skipped message=\"\(missing)\"/></testcase>\n"
            }
            text += "  </testsuite>\n"
        }
        if results.isEmpty, skipped.isEmpty {
            text += "  <testsuite name=\"forcelint\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
            text += "    <testcase name=\"no findings\" classname=\"forcelint\"/>\n  </testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private static func testCase(_ result: LintResult, _ path: String, _ report: Report) -> String {
        let region = report.region(result.finding.location)
        let name = escaped("\(result.rule.id): \(result.finding.subject.type):\(result.finding.subject.name)")
        let message = escaped(result.finding.message.text)
        let related = result.finding.related.map { related in
            "\(report.path(related.location)):\(report.region(related.location).startLine): \(related.message)"
        }
        let body = (["\(report.path(result.finding.location)):\(region.startLine):\(region.startColumn)"] + related)
            .map(escaped).joined(separator: "\n")
        let kind = result.isTrouble ? "error" : "failure"
        return """
                <testcase name="\(name)" classname="\(path)" file="\(path)" line="\(region.startLine)">
                  <\(kind) message="\(message)" type="\(result.severity.rawValue)">\(body)</\(kind)>
                </testcase>

            """
    }

    /// Visible text has no character that XML forbids; noncharacters are told apart here.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in VisibleText(text).description.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&apos;"
            case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension LintResult {
    /// Whether it is no fault of the org, but of an input that keeps the org from being judged.
    fileprivate var isTrouble: Bool { rule.area == "inputs" && severity == .error }
}
