public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report for programs, `json-v1`: keys keep their meaning, new ones may come.
///
/// Lines and columns count from 1, columns in UTF-16 code units, `endColumn` is exclusive; offsets count bytes.
public enum JSONReport {
    public static func text(_ report: Report) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("version", "json-v1")
            json.object("tool", onOneLine: true) { json in
                json.member("name", "forcelint")
                json.member("version", report.toolVersion)
            }
            json.object("summary", onOneLine: true) { json in
                json.member("errors", report.count(.error))
                json.member("warnings", report.count(.warning))
                json.member("notes", report.count(.note))
                json.member("suppressed", report.suppressedCount)
                json.member("baseline", report.baselineCount)
                if let baseline = report.baseline { json.member("baselineStale", baseline.staleCount) }
                if let count = report.outsideCount { json.member("outsideChanges", count) }
            }
            json.array("findings") { json in
                for result in report.results {
                    json.object { write(result, report, &$0) }
                }
            }
            json.object("coverage") { write(report, &$0) }
            if let access = report.access {
                json.object("access") { AccessChangeReport.write(access, &$0) }
            }
        }
        return json.text
    }

    private static func write(_ result: LintResult, _ report: Report, _ json: inout JSONWriter) {
        let finding = result.finding
        json.member("rule", result.rule.id)
        json.member("severity", result.severity.rawValue)
        json.member("confidence", result.confidence.rawValue)
        json.member("message", finding.message.text)
        json.member("help", result.rule.remedy)
        json.object("subject", onOneLine: true) { json in
            json.member("type", finding.subject.type)
            json.member("name", finding.subject.name)
            json.member("element", finding.element)
        }
        write(finding.location, report, &json)
        json.array("related") { json in
            for related in finding.related {
                json.object { json in
                    json.member("message", related.message)
                    write(related.location, report, &json)
                }
            }
        }
        if let fix = finding.fix {
            json.object("fix") { write(fix, report, &$0) }
        } else {
            json.null("fix")
        }
        json.member("fingerprint", result.fingerprint)
        if let suppression = result.suppression {
            json.object("suppressed") { write(suppression, report, &$0) }
        } else {
            json.null("suppressed")
        }
    }

    private static func write(_ suppression: Suppression, _ report: Report, _ json: inout JSONWriter) {
        json.member("kind", suppression.kind.rawValue)
        json.member("reason", suppression.reason)
        if let owner = suppression.owner { json.member("owner", owner) }
        if let expires = suppression.expires { json.member("expires", expires.date) }
        if let location = suppression.location { write(location, report, &json) }
    }

    private static func write(_ location: SourceLocation, _ report: Report, _ json: inout JSONWriter) {
        let region = report.region(location)
        json.object("location", onOneLine: true) { json in
            json.member("path", report.path(location))
            json.member("line", region.startLine)
            json.member("column", region.startColumn)
            json.member("endLine", region.endLine)
            json.member("endColumn", region.endColumn)
        }
    }

    private static func write(_ fix: Fix, _ report: Report, _ json: inout JSONWriter) {
        json.member("safety", fix.safety.rawValue)
        json.member("description", fix.description)
        json.array("edits") { json in
            for edit in report.completeEdits(fix) {
                json.object(onOneLine: true) { json in
                    json.member("path", report.files[edit.file.index].path)
                    json.member("offset", edit.offset)
                    json.member("length", edit.length)
                    json.member("replacement", edit.replacement)
                }
            }
        }
        json.array("commands", fix.commands)
    }

    /// What was looked at.
    private static func write(_ report: Report, _ json: inout JSONWriter) {
        json.object("inputs") { json in
            for (name, count) in report.coverage.inputs.sorted(by: { $0.key < $1.key }) { json.member(name, count) }
        }
        json.array("rules") { json in
            for rule in report.coverage.rules {
                json.object(onOneLine: true) { json in
                    json.member("rule", rule.rule.id)
                    json.member("status", rule.status.rawValue)
                    json.array("missing", rule.missing)
                    json.member("subjects", rule.subjects)
                }
            }
        }
        json.array("ignored") { json in
            for path in report.ignoredPaths { json.element(path) }
        }
        json.array("skipped") { json in
            for (path, reason) in report.skippedPaths {
                json.object(onOneLine: true) { json in
                    json.member("path", path)
                    json.member("reason", reason)
                }
            }
        }
    }
}
