internal import OrgModel
internal import RuleCatalogue

/// Finds the exception of each finding and keeps count of which are needed.
struct ExceptionMatcher {
    private let exceptions: [Exception]
    /// The exceptions of each rule that can be applied, by index.
    private var applicable: [String: [Int]] = [:]
    private var outcomes: [JudgedException.Outcome]

    /// - Parameters:
    ///   - ids: the rules that there are.
    ///   - isIgnorable: whether exceptions of a rule are allowed.
    init(_ configured: [Exception], _ org: Org, ids: Set<String>, isIgnorable: (String) -> Bool) {
        exceptions = configured + org.inlineExceptions.flatMap(Exception.read)
        outcomes = exceptions.map { exception in
            if !ids.contains(exception.rule) { return .unknownRule }
            if exception.reason == nil { return .withoutReason }
            if !isIgnorable(exception.rule) { return .notIgnorable }
            if let expires = exception.expires, expires.seconds + 86_400 <= org.asOf.seconds { return .expired }
            return .notJudged
        }
        for (index, outcome) in outcomes.enumerated() {
            if case .notJudged = outcome { applicable[exceptions[index].rule, default: []].append(index) }
        }
    }

    /// Notes that a rule was judged with all of its inputs: what it does not find is not there.
    mutating func note(judged rule: String) {
        for index in applicable[rule] ?? [] {
            if case .notJudged = outcomes[index] { outcomes[index] = .unused }
        }
    }

    /// Why a finding is excepted; nil where it is not. Every exception that fits counts as used.
    mutating func suppression(of finding: Finding, _ rule: String) -> Suppression? {
        var suppression: Suppression?
        for index in applicable[rule] ?? [] where fits(exceptions[index], finding) {
            outcomes[index] = .used
            if suppression == nil { suppression = Suppression(exceptions[index]) }
        }
        return suppression
    }

    private func fits(_ exception: Exception, _ finding: Finding) -> Bool {
        switch exception.target {
        case .place(let range):
            return exception.location.file == finding.location.file && range.contains(finding.location.offset)
        case .subject(let target):
            let subject = "\(finding.subject.type):\(finding.subject.name)".lowercased()
            let target = target.lowercased()
            return target == subject || target == "\(subject)#\(finding.element.lowercased())"
        }
    }

    var judged: [JudgedException] {
        zip(exceptions, outcomes).map { JudgedException(exception: $0, outcome: $1) }
    }
}

extension Suppression {
    fileprivate init(_ exception: Exception) {
        let kind: Kind =
            switch exception.target {
            case .subject: .exception
            case .place: .inline
            }
        self.init(
            kind: kind,
            reason: exception.reason ?? "",
            owner: exception.owner,
            expires: exception.expires,
            location: exception.location
        )
    }
}

extension Exception {
    /// Reads `RULE, RULE: reason`: one exception a rule.
    fileprivate static func read(_ comment: InlineException) -> [Exception] {
        let parts = comment.text.split(separator: ":", maxSplits: 1)
        let reason = parts.count == 2 ? parts[1].trimmingBlanks : ""
        return (parts.first ?? "").split(separator: ",", omittingEmptySubsequences: false).map { rule in
            Exception(
                rule: rule.trimmingBlanks,
                target: .place(comment.covered),
                reason: reason.isEmpty ? nil : reason,
                owner: nil,
                expires: nil,
                location: comment.location
            )
        }
    }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
