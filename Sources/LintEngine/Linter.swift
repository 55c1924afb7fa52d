public import OrgModel
public import RuleCatalogue

/// A finding as it is reported: with its rule, and with the severity and confidence that hold in the end.
public struct LintResult: Sendable {
    public let rule: RuleFile
    public let severity: Severity
    public let confidence: Confidence
    public let finding: Finding
    /// Identifies the finding across runs: neither line nor message is part of it.
    public let fingerprint: String
    /// Why the result does not count; nil where it does.
    public internal(set) var suppression: Suppression?
    /// Whether a baseline holds it; nil where it was compared with none.
    public internal(set) var baselineState: BaselineState?

    public init(
        rule: RuleFile,
        severity: Severity,
        confidence: Confidence,
        finding: Finding,
        fingerprint: String,
        suppression: Suppression? = nil
    ) {
        self.suppression = suppression
        self.rule = rule
        self.severity = severity
        self.confidence = confidence
        self.finding = finding
        self.fingerprint = fingerprint
    }
}

/// Which rules run, and what of their findings is shown.
public struct LintOptions: Sendable {
    public var persona: Persona
    public var minSeverity: Severity
    public var minConfidence: Confidence
    /// Whether a rule was chosen, by id.
    public var isSelected: @Sendable (RuleFile) -> Bool
    /// What the configuration says of each rule, by id.
    public var rules: [String: RuleSettings]

    public init(
        persona: Persona = .regular,
        minSeverity: Severity = .note,
        minConfidence: Confidence = .low,
        isSelected: @escaping @Sendable (RuleFile) -> Bool = { _ in true },
        rules: [String: RuleSettings] = [:]
    ) {
        self.persona = persona
        self.minSeverity = minSeverity
        self.minConfidence = minConfidence
        self.isSelected = isSelected
        self.rules = rules
    }
}

/// What the configuration says of one rule.
public struct RuleSettings: Sendable {
    /// False where the rule is `off`.
    public var isOn: Bool
    /// Replaces the severity of every finding of the rule.
    public var severity: Severity?
    public var parameters: [String: ParameterValue]
    /// False where no exception of the rule is allowed.
    public var isIgnorable: Bool

    public init(
        isOn: Bool = true,
        severity: Severity? = nil,
        parameters: [String: ParameterValue] = [:],
        isIgnorable: Bool = true
    ) {
        self.isIgnorable = isIgnorable
        self.isOn = isOn
        self.severity = severity
        self.parameters = parameters
    }
}

/// Runs rules over an org; it knows none of them.
public struct Linter: Sendable {
    private let rules: [any Rule]
    private let options: LintOptions

    public init(rules: [any Rule], options: LintOptions) {
        self.rules = rules.sorted { type(of: $0).page.id < type(of: $1).page.id }
        self.options = options
    }

    /// The pages of the rules that run: chosen, not off, and meant for the persona, by id.
    ///
    /// A rule of a later persona runs where a finding of its own may be meant for an earlier one: the findings decide.
    public var activeRules: [RuleFile] {
        rules.map { type(of: $0).page }.filter(isActive)
    }

    private func isActive(_ page: RuleFile) -> Bool {
        options.isSelected(page) && (options.rules[page.id]?.isOn ?? true) && page.persona <= options.persona
    }

    /// Whether a rule runs at all: what cannot be ignored is told whatever was chosen, because what such a file holds is
    /// hidden from all other rules.
    private func runs(_ page: RuleFile) -> Bool {
        isActive(page) || !page.isIgnorable
    }

    /// The results in the order of reports (severity, path, line, column, rule), those that are suppressed among them, and
    /// what was covered.
    ///
    /// - Parameters:
    ///   - exceptions: what the configuration excepts; comments in the files come with the org.
    ///   - didAsk: called when a rule has been asked.
    public func lint(
        _ org: Org,
        exceptions: [Exception] = [],
        didAsk: (RuleFile) -> Void = { _ in }
    ) -> (results: [LintResult], coverage: Coverage) {
        var results: [LintResult] = []
        var covered: [Coverage.RuleCoverage] = []
        let known = Set(rules.map { type(of: $0).page.id })
        let unignorable = Set(rules.map { type(of: $0).page }.filter { !isIgnorable($0) }.map(\.id))
        var matcher = ExceptionMatcher(
            exceptions, org, ids: known, isIgnorable: { !unignorable.contains($0) })
        for rule in rules where rule.exceptionRule == nil && runs(type(of: rule).page) {
            let page = type(of: rule).page
            guard let status = judge(rule, org, &covered) else { continue }
            if status == .evaluated { matcher.note(judged: page.id) }
            let context = RuleContext(org: org, page: page, configured: options.rules[page.id]?.parameters ?? [:])
            for finding in rule.findings(in: context) {
                let suppression = matcher.suppression(of: finding, page.id)
                if let result = result(finding, page, suppression, org) { results.append(result) }
            }
            didAsk(page)
        }
        let judged = matcher.judged
        for rule in rules.compactMap(\.exceptionRule) where isActive(type(of: rule).page) {
            let page = type(of: rule).page
            _ = judge(rule, org, &covered)
            let context = RuleContext(org: org, page: page, configured: options.rules[page.id]?.parameters ?? [:])
            results += rule.findings(about: judged, in: context).compactMap { result($0, page, nil, org) }
            didAsk(page)
        }
        covered.sort { $0.rule.id < $1.rule.id }
        return (sorted(results, org), Coverage(inputs: inputs(covered.map(\.rule), org), rules: covered))
    }

    private func isIgnorable(_ page: RuleFile) -> Bool {
        page.isIgnorable && options.rules[page.id]?.isIgnorable ?? true
    }

    /// Notes what a rule can be judged by; nil where it is not evaluated.
    private func judge(_ rule: any Rule, _ org: Org, _ covered: inout [Coverage.RuleCoverage]) -> Coverage.Status? {
        let page = type(of: rule).page
        var (status, missing) = Coverage.judge(page, org)
        let isEvaluated = status != .notEvaluated
        if isEvaluated {
            missing += rule.missingElements(in: org)
            status = missing.isEmpty ? .evaluated : .partial
        }
        if isActive(page) {
            covered.append(
                Coverage.RuleCoverage(
                    rule: page,
                    status: status,
                    missing: missing,
                    subjects: isEvaluated ? rule.subjects(in: org) : 0
                )
            )
        }
        return isEvaluated ? status : nil
    }

    /// What was given, and 0 for what a rule asks for and nobody gave.
    private func inputs(_ pages: [RuleFile], _ org: Org) -> [String: Int] {
        var inputs = org.inputs
        for name in pages.flatMap(\.needs).flatMap(\.names) where inputs[name] == nil {
            inputs[name] = 0
        }
        return inputs
    }

    private func result(
        _ finding: Finding,
        _ page: RuleFile,
        _ suppression: Suppression?,
        _ org: Org
    ) -> LintResult? {
        guard isActive(page) || (finding.severity ?? page.severity) == .error else { return nil }
        let severity = options.rules[page.id]?.severity ?? finding.severity ?? page.severity
        let confidence = finding.confidence ?? page.confidence
        guard (finding.persona ?? page.persona) <= options.persona, severity >= options.minSeverity,
            confidence >= options.minConfidence
        else { return nil }
        return LintResult(
            rule: page,
            severity: severity,
            confidence: confidence,
            finding: finding,
            fingerprint: Fingerprint.of(
                finding, page, packageDirectory: org.files[finding.location.file.index].packageDirectory),
            suppression: suppression
        )
    }

    private func sorted(_ results: [LintResult], _ org: Org) -> [LintResult] {
        results.sorted { left, right in
            if left.severity != right.severity { return left.severity > right.severity }
            let (leftPlace, rightPlace) = (left.finding.location, right.finding.location)
            if leftPlace.file != rightPlace.file {
                return org.files[leftPlace.file.index].path < org.files[rightPlace.file.index].path
            }
            if leftPlace.offset != rightPlace.offset { return leftPlace.offset < rightPlace.offset }
            if left.rule.id != right.rule.id { return left.rule.id < right.rule.id }
            if left.finding.element != right.finding.element { return left.finding.element < right.finding.element }
            return left.finding.message.text < right.finding.message.text
        }
    }
}
