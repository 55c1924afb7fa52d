public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report as GitLab's Code Quality artifact (gitlab-org, doc/ci/testing/code_quality.md).
public enum GitLabReport {
    public static func text(_ report: Report) -> String {
        var occurrences: [String: Int] = [:]
        var json = JSONWriter()
        json.array { json in
            for result in report.countingResults {
                // Of two entries with one fingerprint GitLab shows one.
                let count = occurrences[result.fingerprint, default: 0] + 1
                occurrences[result.fingerprint] = count
                json.object { json in
                    let message = VisibleText(result.finding.message.text).description
                    json.member("description", "\(result.rule.id): \(message)")
                    json.member("check_name", result.rule.id)
                    json.member("fingerprint", count == 1 ? result.fingerprint : "\(result.fingerprint):\(count)")
                    json.member("severity", severity(result.severity))
                    json.object("location", onOneLine: true) { json in
                        json.member("path", report.path(result.finding.location))
                        json.object("lines") { json in
                            json.member("begin", report.region(result.finding.location).startLine)
                        }
                    }
                }
            }
        }
        return json.text
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "critical"
        case .warning: "major"
        case .note: "info"
        }
    }
}
