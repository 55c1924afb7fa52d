public import OrgModel

/// A finding that a team has decided to live with, and why.
public struct Exception: Sendable {
    /// What the exception is about.
    public enum Target: Sendable {
        /// `Type:fullName`, optionally with `#element`, as the configuration writes it.
        case subject(String)
        /// Whatever begins between two bytes of the file that holds the comment.
        case place(Range<UInt32>)
    }

    /// The id of the rule.
    public let rule: String
    public let target: Target
    /// Nil where none is given: the exception is then not applied.
    public let reason: String?
    public let owner: String?
    /// The last day on which it holds, from its first second in UTC.
    public let expires: Timestamp?
    /// The entry of the configuration, or the comment.
    public let location: SourceLocation

    /// What the exception is about, in words.
    public var targetText: String {
        switch target {
        case .subject(let text): text
        case .place: "the line"
        }
    }
}

/// Why a result does not count.
public struct Suppression: Sendable {
    public enum Kind: String, Sendable {
        /// An entry of the configuration.
        case exception
        /// A comment beside what was found.
        case inline
        /// A list of what was there before.
        case baseline
    }

    public let kind: Kind
    public let reason: String
    public let owner: String?
    public let expires: Timestamp?
    /// The entry or comment.
    public let location: SourceLocation?

    public init(kind: Kind, reason: String, owner: String? = nil, expires: Timestamp? = nil, location: SourceLocation?)
    {
        self.kind = kind
        self.reason = reason
        self.owner = owner
        self.expires = expires
        self.location = location
    }
}

/// An exception and what became of it in a run.
public struct JudgedException: Sendable {
    public enum Outcome: Sendable {
        /// It hides findings.
        case used
        /// Its rule was evaluated and found nothing there.
        case unused
        /// Its last day is over.
        case expired
        case withoutReason
        /// There is no such rule.
        case unknownRule
        /// The rule cannot be ignored.
        case notIgnorable
        /// Its rule did not run, or not with all of its inputs.
        case notJudged
    }

    public let exception: Exception
    public let outcome: Outcome
}

/// A rule about the exceptions themselves: it is asked when all other rules have been.
public protocol ExceptionRule: Rule {
    func findings(about exceptions: [JudgedException], in context: RuleContext) -> [Finding]
}

extension ExceptionRule {
    public var exceptionRule: (any ExceptionRule)? { self }

    public func findings(in context: RuleContext) -> [Finding] { [] }
}
