internal import OrgModel
internal import RuleCatalogue

/// Finds the exception of each finding and keeps count of which are needed.
///
/// A file may hold thousands of comments and as many findings, so both are looked up: none is compared with all others.
struct ExceptionMatcher {
    private let exceptions: [Exception]
    /// The exceptions of each rule that can be applied, by index.
    private var applicable: [String: [Int]] = [:]
    /// Those of a subject, by what their targets name, in lower case.
    private var subjects: [Subject: [Int]] = [:]
    /// The subjects among them that a finding had.
    private var usedSubjects: Set<Subject> = []
    /// Those of a place, by file.
    private var places: [File: CoveredPlaces] = [:]
    private var outcomes: [JudgedException.Outcome]

    private struct Subject: Hashable {
        let rule: String
        let target: String
    }

    private struct File: Hashable {
        let rule: String
        let file: FileID
    }

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
        var ranges: [File: [(range: Range<UInt32>, exception: Int)]] = [:]
        for (index, outcome) in outcomes.enumerated() {
            guard case .notJudged = outcome else { continue }
            let exception = exceptions[index]
            applicable[exception.rule, default: []].append(index)
            switch exception.target {
            case .subject(let target):
                subjects[Subject(rule: exception.rule, target: target.lowercased()), default: []].append(index)
            case .place(let range):
                ranges[File(rule: exception.rule, file: exception.location.file), default: []].append((range, index))
            }
        }
        places = ranges.mapValues { CoveredPlaces($0) }
    }

    /// Notes that a rule was judged with all of its inputs: what it does not find is not there.
    mutating func note(judged rule: String) {
        for index in applicable[rule] ?? [] {
            if case .notJudged = outcomes[index] { outcomes[index] = .unused }
        }
    }

    /// Why a finding is excepted; nil where it is not. Every exception that fits counts as used.
    mutating func suppression(of finding: Finding, _ rule: String) -> Suppression? {
        guard applicable[rule] != nil else { return nil }
        let name = "\(finding.subject.type):\(finding.subject.name)".lowercased()
        var found: [Int] = []
        for target in [name, "\(name)#\(finding.element.lowercased())"] {
            let subject = Subject(rule: rule, target: target)
            guard let first = subjects[subject]?.first else { continue }
            usedSubjects.insert(subject)
            found.append(first)
        }
        let file = File(rule: rule, file: finding.location.file)
        if let first = places[file]?.cover(finding.location.offset) { found.append(first) }
        return found.min().map { Suppression(exceptions[$0]) }
    }

    /// All exceptions, and what became of each.
    var judged: [JudgedException] {
        var outcomes = outcomes
        for index in usedSubjects.flatMap({ subjects[$0] ?? [] }) + places.values.flatMap(\.used) {
            outcomes[index] = .used
        }
        return zip(exceptions, outcomes).map { JudgedException(exception: $0, outcome: $1) }
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
