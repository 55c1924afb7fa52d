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

    public init(rule: RuleFile, severity: Severity, confidence: Confidence, finding: Finding, fingerprint: String) {
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

    public init(isOn: Bool = true, severity: Severity? = nil, parameters: [String: ParameterValue] = [:]) {
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

    /// Whether a rule says which inputs cannot be read: its errors are told whatever was chosen, because what such a
    /// file holds is hidden from all other rules.
    private static func tellsErrorsOfInputs(_ page: RuleFile) -> Bool {
        page.area == "inputs" && page.severity == .error
    }

    /// The results in the order of reports (severity, path, line, column, rule), and what was covered.
    public func lint(_ org: Org) -> (results: [LintResult], coverage: Coverage) {
        var results: [LintResult] = []
        var covered: [Coverage.RuleCoverage] = []
        for rule in rules {
            let page = type(of: rule).page
            let isChosen = isActive(page)
            guard isChosen || Linter.tellsErrorsOfInputs(page) else { continue }
            let (status, missing) = Coverage.judge(page, org)
            let isEvaluated = status != .notEvaluated
            if isChosen {
                covered.append(
                    Coverage.RuleCoverage(
                        rule: page,
                        status: status,
                        missing: missing,
                        subjects: isEvaluated ? rule.subjects(in: org) : 0
                    )
                )
            }
            guard isEvaluated else { continue }
            let settings = options.rules[page.id]
            let context = RuleContext(org: org, page: page, configured: settings?.parameters ?? [:])
            for finding in rule.findings(in: context) {
                guard isChosen || (finding.severity ?? page.severity) == .error else { continue }
                if let result = result(finding, page, settings, org) { results.append(result) }
            }
        }
        return (sorted(results, org), Coverage(inputs: inputs(covered.map(\.rule), org), rules: covered))
    }

    /// What was given, and 0 for what a rule asks for and nobody gave.
    private func inputs(_ pages: [RuleFile], _ org: Org) -> [String: Int] {
        var inputs = org.inputs
        for name in pages.flatMap(\.needs).flatMap(\.names) where inputs[name] == nil {
            inputs[name] = 0
        }
        return inputs
    }

    private func result(_ finding: Finding, _ page: RuleFile, _ settings: RuleSettings?, _ org: Org) -> LintResult? {
        let severity = settings?.severity ?? finding.severity ?? page.severity
        let confidence = finding.confidence ?? page.confidence
        guard (finding.persona ?? page.persona) <= options.persona, severity >= options.minSeverity,
            confidence >= options.minConfidence
        else { return nil }
        return LintResult(
            rule: page,
            severity: severity,
            confidence: confidence,
            finding: finding,
            fingerprint: Fingerprint.of(finding, page, org)
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
