public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An exception whose last day is over, so that what it hid is back.
public struct ExceptionExpired: ExceptionRule {
    public static let page = RuleFile.exceptionExpired

    public init() {}

    public func findings(about exceptions: [JudgedException], in context: RuleContext) -> [Finding] {
        exceptions.compactMap { judged in
            guard case .expired = judged.outcome, let expires = judged.exception.expires else { return nil }
            return Finding(.expired(judged.exception, on: expires), about: judged.exception, in: context.org)
        }
    }

    public func subjects(in org: Org) -> Int { org.files.count }
}

extension Finding.Message {
    fileprivate static func expired(_ exception: Exception, on day: Timestamp) -> Self {
        let owner = exception.owner.map { "; '\($0)' answers for it" } ?? ""
        return """
            The exception of '\(exception.rule)' for '\(exception.targetText)' held until \(day.date), and what it hid \
            counts again\(owner).
            """
    }
}
