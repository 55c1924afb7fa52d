public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An exception that hides nothing: what it was made for is mended, or it never fitted.
public struct ExceptionUnused: ExceptionRule {
    public static let page = RuleFile.exceptionUnused

    public init() {}

    public func findings(about exceptions: [JudgedException], in context: RuleContext) -> [Finding] {
        exceptions.compactMap { judged in
            switch judged.outcome {
            case .unused: Finding(.hidesNothing(judged.exception), about: judged.exception, in: context.org)
            case .unknownRule: Finding(.noSuchRule(judged.exception), about: judged.exception, in: context.org)
            case .notIgnorable: Finding(.notIgnorable(judged.exception), about: judged.exception, in: context.org)
            case .used, .expired, .withoutReason, .notJudged: nil
            }
        }
    }

    public func subjects(in org: Org) -> Int { org.files.count }
}

extension Finding.Message {
    fileprivate static func hidesNothing(_ exception: Exception) -> Self {
        "The exception of '\(exception.rule)' for '\(exception.targetText)' hides nothing: the rule finds nothing there."
    }

    fileprivate static func noSuchRule(_ exception: Exception) -> Self {
        "The exception names the rule '\(exception.rule)', which does not exist."
    }

    fileprivate static func notIgnorable(_ exception: Exception) -> Self {
        "The exception is about '\(exception.rule)', which cannot be ignored."
    }
}
