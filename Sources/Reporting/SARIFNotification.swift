internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// Something about the run itself that a reader of the results must know.
struct SARIFNotification {
    enum Kind: String, CaseIterable {
        case inputProblem = "input-problem"
        case pathSkipped = "path-skipped"
        case pathsIgnored = "paths-ignored"
        case ruleNotEvaluated = "rule-not-evaluated"
        case rulePartial = "rule-partly-evaluated"
        case outputCut = "output-cut"

        var description: String {
            switch self {
            case .inputProblem: "An input could not be used as it is."
            case .pathSkipped: "A path was not read."
            case .pathsIgnored: "Paths are hidden by .forceignore."
            case .ruleNotEvaluated:
                "A rule could not be judged: an input that it needs is missing. It does not count as passed."
            case .rulePartial: "A rule was judged and would know more with an input that is missing."
            case .outputCut: "More was found than this format takes."
            }
        }
    }

    let kind: Kind
    let level: Severity
    let message: String
    /// The rule that it is about.
    var rule: RuleFile?
    /// Whether it is about the configuration, not about what was linted.
    var isAboutConfiguration = false
}

extension SARIFLog {
    func writeInvocation(_ json: inout JSONWriter) {
        json.member("executionSuccessful", true)
        let notifications = notifications
        for (key, isAboutConfiguration) in [
            ("toolExecutionNotifications", false), ("toolConfigurationNotifications", true),
        ] {
            let listed = notifications.filter { $0.isAboutConfiguration == isAboutConfiguration }
            json.array(key) { json in
                for notification in listed { json.object { write(notification, &$0) } }
            }
        }
    }

    private func write(_ notification: SARIFNotification, _ json: inout JSONWriter) {
        json.object("descriptor", onOneLine: true) { json in
            json.member("id", notification.kind.rawValue)
            json.member("index", SARIFNotification.Kind.allCases.firstIndex(of: notification.kind) ?? 0)
        }
        if let rule = notification.rule {
            json.object("associatedRule", onOneLine: true) { json in
                json.member("id", rule.id)
                json.member("index", ruleIndices[rule.id] ?? -1)
            }
        }
        json.object("message", onOneLine: true) { $0.member("text", SARIFText.sentence(notification.message)) }
        json.member("level", notification.level.rawValue)
    }

    private var notifications: [SARIFNotification] {
        var all = cuts + inputProblems
        all += report.skippedPaths.map { path, reason in
            SARIFNotification(kind: .pathSkipped, level: .warning, message: "'\(path)' was not read: \(reason)")
        }
        if !report.ignoredPaths.isEmpty {
            let message = "\(counted(report.ignoredPaths.count, "path")) hidden by .forceignore"
            all.append(SARIFNotification(kind: .pathsIgnored, level: .note, message: message))
        }
        all += report.coverage.rules.compactMap(coverageNotification)
        guard all.count > options.limits.notifications else { return all }
        let message = "\(counted(all.count - options.limits.notifications, "more notification")) left out"
        return all.prefix(options.limits.notifications)
            + [SARIFNotification(kind: .outputCut, level: .warning, message: message)]
    }

    private var cuts: [SARIFNotification] {
        let hidden = report.results.dropFirst(options.limits.results)
        guard !hidden.isEmpty else {
            return SARIFReport.note(report, limits: options.limits).map {
                [SARIFNotification(kind: .outputCut, level: .note, message: $0)]
            } ?? []
        }
        let counts = Severity.allCases.reversed().map { severity in
            (severity, hidden.count { $0.severity == severity })
        }
        let words = counts.filter { $0.1 > 0 }.map { counted($0.1, $0.0.rawValue) }
        let message =
            "The worst \(options.limits.results) of \(report.results.count) results are given; \(listed(words)) left out"
        return [SARIFNotification(kind: .outputCut, level: .warning, message: message)]
    }

    private var inputProblems: [SARIFNotification] {
        report.results.filter { $0.rule.area == "inputs" }.map { result in
            let location = result.finding.location
            let place = "'\(report.path(location))', line \(report.region(location).startLine)"
            return SARIFNotification(
                kind: .inputProblem,
                level: result.severity,
                message: "\(place): \(result.finding.message.text)",
                rule: result.rule,
                isAboutConfiguration: report.files[location.file.index].syntax == .yaml
            )
        }
    }

    private func coverageNotification(_ coverage: Coverage.RuleCoverage) -> SARIFNotification? {
        let missing = listed(coverage.missing)
        switch coverage.status {
        case .evaluated: return nil
        case .partial:
            let message = "'\(coverage.rule.id)' would know more with \(missing)"
            return SARIFNotification(kind: .rulePartial, level: .note, message: message, rule: coverage.rule)
        case .notEvaluated:
            let message = "'\(coverage.rule.id)' was not evaluated: it needs \(missing)"
            return SARIFNotification(kind: .ruleNotEvaluated, level: .warning, message: message, rule: coverage.rule)
        }
    }
}
