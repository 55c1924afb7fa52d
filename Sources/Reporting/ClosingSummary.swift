internal import LintEngine
internal import RuleCatalogue

/// What a text report says at its end: what was found, what was looked at, and what could not be judged.
struct ClosingSummary {
    let lines: [String]

    private static let shownInputs = 8
    private static let shownRules = 3
    private static let shownComponents = 3
    private static let shownPaths = 3

    init(_ report: Report, isVerbose: Bool) {
        lines =
            [Self.findings(report)] + Self.fixes(report) + Self.baseline(report) + [
                Self.inputs(report, isVerbose: isVerbose)
            ]
            + Self.rules(report, isVerbose: isVerbose)
            + Self.paths(report, isVerbose: isVerbose)
    }

    private static func findings(_ report: Report) -> String {
        let suppressed = suppressed(report) + outside(report)
        let counts = Severity.allCases.reversed().map { ($0, report.count($0)) }.filter { $0.1 > 0 }
        guard !counts.isEmpty else { return "No findings.\(suppressed)" }
        return "Found \(listed(counts.map { counted($0.1, $0.0.rawValue) })).\(suppressed)"
    }

    /// What `--fix` can do; of fixes that overlap each counts.
    private static func fixes(_ report: Report) -> [String] {
        let fixes = report.results.filter { $0.suppression == nil }.compactMap(\.finding.fix)
            .filter { !report.completeEdits($0).isEmpty }
        let safe = fixes.count { $0.safety == .safe }
        let unsafe = fixes.count - safe
        switch (safe, unsafe) {
        case (0, 0): return []
        case (_, 0): return ["--fix mends \(safe) of them."]
        case (0, _): return ["--fix=all mends \(unsafe) of them, each to be confirmed first."]
        default: return ["--fix mends \(safe) of them, --fix=all \(unsafe) more, each to be confirmed first."]
        }
    }

    private static func suppressed(_ report: Report) -> String {
        let isShown = report.results.contains { $0.suppression != nil }
        let hidden = [(report.suppressedCount, "exceptions"), (report.baselineCount, "the baseline")]
            .filter { $0.0 > 0 }
            .enumerated()
            .map { "\($0 == 0 ? counted($1.0, "finding") + " suppressed" : String($1.0)) by \($1.1)" }
        return hidden.isEmpty ? "" : " \(listed(hidden))\(isShown ? "" : "; --no-ignores shows them")."
    }

    private static func outside(_ report: Report) -> String {
        guard let count = report.outsideCount, count > 0 else { return "" }
        return " \(counted(count, "finding")) outside of the changed files left out."
    }

    private static func baseline(_ report: Report) -> [String] {
        guard let baseline = report.baseline, baseline.staleCount > 0 else { return [] }
        let entries = counted(baseline.staleCount, "baseline entry", plural: "baseline entries")
        let verb = baseline.staleCount == 1 ? "occurs" : "occur"
        return ["\(entries) no longer \(verb): \(VisibleText(baseline.pruneCommand))"]
    }

    private static func inputs(_ report: Report, isVerbose: Bool) -> String {
        let inputs = report.coverage.inputs.filter { $0.value > 0 || isVerbose }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.value) \(VisibleText($0.key))" }
        let shown = isVerbose ? inputs.joined(separator: ", ") : shortened(inputs, to: shownInputs)
        return "Looked at \(counted(report.files.count, "file"))\(shown.isEmpty ? "" : ": \(shown)")."
    }

    // MARK: Rules

    private static func rules(_ report: Report, isVerbose: Bool) -> [String] {
        let rules = report.coverage.rules
        let counts = [Coverage.Status.evaluated, .partial, .notEvaluated].map { status in
            (status, rules.count { $0.status == status })
        }
        let heading = counts.filter { $0.1 > 0 || $0.0 == .evaluated }.map { "\($0.1) \($0.0.words)" }
        let isComplete = rules.allSatisfy { $0.status == .evaluated }
        return ["Rules: \(listed(heading))."] + (isVerbose ? rules.map(line) : missing(rules))
            + (isComplete ? [] : ["  what to fetch for them, and how: forcelint export-plan"])
    }

    private static func line(_ rule: Coverage.RuleCoverage) -> String {
        let missing = rule.missing.isEmpty ? "" : ", missing \(VisibleText(rule.missing.joined(separator: ", ")))"
        return "  \(rule.rule.id): \(rule.status.words), \(counted(rule.subjects, "subject"))\(missing)"
    }

    /// One line for each set of missing inputs: what is given first tells more rules.
    private static func missing(_ rules: [Coverage.RuleCoverage]) -> [String] {
        missingGroups(rules).map { group in
            let ids = shortened(group.rules.map(\.rule.id), to: shownRules)
            return "  \(group.status.words) without \(VisibleText(group.missing)): \(ids)"
        }
    }

    /// The rules that were not or only partly evaluated by what they lack, in words; the largest groups first.
    static func missingGroups(
        _ rules: [Coverage.RuleCoverage]
    ) -> [(status: Coverage.Status, missing: String, rules: [Coverage.RuleCoverage])] {
        [Coverage.Status.notEvaluated, .partial].flatMap { status in
            Dictionary(grouping: rules.filter { $0.status == status }) { missing(of: $0) }
                .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
                .map { (status, $0.key, $0.value) }
        }
    }

    /// Types and objects in full, and the first of what lacks its own file.
    private static func missing(of rule: Coverage.RuleCoverage) -> String {
        let types = rule.missing.filter { !$0.contains(":") }
        let components = rule.missing.filter { $0.contains(":") }
        let parts = types + (components.isEmpty ? [] : [shortened(components, to: shownComponents)])
        return parts.joined(separator: ", ")
    }

    // MARK: Paths

    private static func paths(_ report: Report, isVerbose: Bool) -> [String] {
        var parts: [String] = []
        let skipped = report.skippedPaths
        if !report.ignoredPaths.isEmpty {
            parts.append("\(counted(report.ignoredPaths.count, "path")) hidden by .forceignore")
        }
        if !skipped.isEmpty { parts.append("\(counted(skipped.count, "path")) skipped") }
        guard !parts.isEmpty else { return [] }
        let ignored = report.ignoredPaths.map { "  ignored: \(VisibleText($0))" }
        let reasons = skipped.map { "  skipped: \(VisibleText($0.path)): \(VisibleText($0.reason))" }
        let shown = isVerbose ? ignored + reasons : Array(reasons.prefix(shownPaths))
        let more = isVerbose ? 0 : reasons.count - shownPaths
        return ["Not read: \(listed(parts))."] + shown + (more > 0 ? ["  and \(more) more"] : [])
    }
}

extension Coverage.Status {
    var words: String {
        switch self {
        case .evaluated: "evaluated"
        case .partial: "partly evaluated"
        case .notEvaluated: "not evaluated"
        }
    }
}
