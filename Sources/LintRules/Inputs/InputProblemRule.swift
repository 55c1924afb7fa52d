public import LintEngine
public import OrgModel
public import RuleCatalogue

/// A rule that tells what reading the inputs brought to light: always evaluated, it adds the severity of each case.
public protocol InputProblemRule: Rule {
    /// The severity of a problem that the rule tells; nil for problems of other rules.
    static func severity(of kind: InputProblem.Kind) -> Severity?
}

extension InputProblemRule {
    public func findings(in context: RuleContext) -> [Finding] {
        context.org.problems.compactMap { problem in
            guard let severity = Self.severity(of: problem.kind) else { return nil }
            return Finding(
                Finding.Message(stringLiteral: problem.message),
                subject: problem.subject,
                element: problem.element,
                location: problem.location,
                severity: severity,
                confidence: problem.isDoubtful ? .medium : nil,
                related: problem.related.map { Finding.Related($0.value, at: $0.location) }
            )
        }
    }

    /// Every file that was read.
    public func subjects(in org: Org) -> Int { org.files.count }

    public func missingElements(in org: Org) -> [String] { [] }

    public var exceptionRule: (any ExceptionRule)? { nil }
}
