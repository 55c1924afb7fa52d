public import OrgModel
public import RuleCatalogue

/// The findings that a team knew when it began, and lives with until they are mended.
///
/// A finding is known by its fingerprint alone. Where a fingerprint occurs more often than the baseline holds it, the
/// surplus is new.
public struct Baseline: Sendable {
    /// The name of the file where none is given.
    public static let fileName = ".forcelint-baseline.json"
    /// The form of the file.
    public static let version = "forcelint-baseline-v1"

    /// A fingerprint, how often it occurs, and for readers what it stands for.
    public struct Entry: Hashable, Sendable {
        public let fingerprint: String
        /// At least 1.
        public let count: Int
        /// The id of the rule.
        public let rule: String
        public let subject: ComponentID
        public let element: String

        public init(fingerprint: String, count: Int, rule: String, subject: ComponentID, element: String) {
            self.fingerprint = fingerprint
            self.count = count
            self.rule = rule
            self.subject = subject
            self.element = element
        }
    }

    /// What the run looked at that wrote the baseline: a run that looked at less cannot say that a finding is gone.
    public struct Scope: Hashable, Sendable {
        /// The files and folders that were linted, relative to the folder of the baseline, with `/`.
        public let paths: [String]
        public let persona: Persona
        /// The metadata types that were given, of those that rules ask for, and the exported objects; in order.
        public let inputs: [String]

        public init(paths: [String], persona: Persona, inputs: [String]) {
            self.paths = paths
            self.persona = persona
            self.inputs = inputs
        }
    }

    public let scope: Scope
    /// In the order of rule, type, name, element and fingerprint where they come from results.
    public let entries: [Entry]

    public init(scope: Scope, entries: [Entry]) {
        self.scope = scope
        self.entries = entries
    }

    /// The baseline of all results that count.
    public init(of results: [LintResult], scope: Scope) {
        let groups = Dictionary(grouping: results.filter { $0.suppression == nil }, by: \.fingerprint)
        let entries = groups.compactMap { fingerprint, results in
            results.first.map { result in
                Entry(
                    fingerprint: fingerprint,
                    count: results.count,
                    rule: result.rule.id,
                    subject: result.finding.subject,
                    element: result.finding.element
                )
            }
        }
        self.init(scope: scope, entries: entries.sorted(by: Baseline.precedes))
    }

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        if left.rule != right.rule { return left.rule < right.rule }
        if left.subject != right.subject { return left.subject < right.subject }
        if left.element != right.element { return left.element < right.element }
        return left.fingerprint < right.fingerprint
    }

    /// How often each fingerprint is known. Two branches that each note the same finding make two entries of it when
    /// they are merged: they are one finding, so the greater count holds and not the sum.
    private var counts: [String: Int] {
        Dictionary(entries.map { ($0.fingerprint, $0.count) }, uniquingKeysWith: max)
    }

    /// The results, in their order; those that the baseline holds are suppressed.
    ///
    /// - Parameters:
    ///   - name: the file, for the reason.
    ///   - order: all indices of the results, those first that are rather known: of several results with one
    ///     fingerprint the last ones are new. Nil for the order of the results.
    public func applied(to results: [LintResult], name: String, order: [Int]? = nil) -> [LintResult] {
        var results = results
        var remaining = counts
        let known = Suppression(kind: .baseline, reason: "it is listed in '\(name)'", location: nil)
        for index in order ?? Array(results.indices) {
            let count = remaining[results[index].fingerprint]
            results[index].baselineState = count ?? 0 > 0 ? .unchanged : .new
            // What is excepted as well needs no place of its own in the baseline.
            guard results[index].suppression == nil, let count, count > 0 else { continue }
            remaining[results[index].fingerprint] = count - 1
            results[index].suppression = known
        }
        return results
    }

    /// The exports that the run had which wrote the baseline, and that one with these inputs has not.
    ///
    /// What is an integration follows from all of them together, so that a rule may fall silent which never asks for the
    /// one that is missing.
    public func missingExports(among inputs: Set<String>) -> [String] {
        RecordObject.allCases.map(\.inputName).filter { scope.inputs.contains($0) && !inputs.contains($0) }
    }

    /// The fingerprints that occur less often than the baseline holds them, with how often they still do.
    ///
    /// Asked are only rules that ran with every metadata type that the run had which wrote the baseline.
    ///
    /// - Parameters:
    ///   - results: all results of a run that read what the baseline was made of, with all exports, and hid nothing by
    ///     severity, confidence or persona.
    ///   - inputs: the metadata types and objects that were given.
    public func stale(in results: [LintResult], coverage: Coverage, inputs: Set<String>) -> [String: Int] {
        let lost = Set(scope.inputs).subtracting(inputs)
        let judged = Set(
            coverage.rules.filter { rule in
                rule.status != .notEvaluated && lost.isDisjoint(with: rule.rule.needs.flatMap(\.names))
            }.map(\.rule.id))
        let occurrences = Dictionary(results.map { ($0.fingerprint, 1) }, uniquingKeysWith: +)
        let rules = Dictionary(entries.map { ($0.fingerprint, $0.rule) }, uniquingKeysWith: { first, _ in first })
        var stale: [String: Int] = [:]
        for (fingerprint, count) in counts {
            guard let rule = rules[fingerprint], judged.contains(rule) else { continue }
            let found = occurrences[fingerprint] ?? 0
            if found < count { stale[fingerprint] = found }
        }
        return stale
    }
}

/// Whether a result was there when the baseline was written.
public enum BaselineState: String, Sendable {
    case new, unchanged
}

/// What a report says about the baseline that it was compared with.
public struct BaselineOutcome: Sendable {
    /// The entries that no longer occur, or occur less often, in the order of the file; none where this run cannot tell.
    public let staleEntries: [Baseline.Entry]
    /// The command that takes them away.
    public let pruneCommand: String

    public init(staleEntries: [Baseline.Entry], pruneCommand: String) {
        self.staleEntries = staleEntries
        self.pruneCommand = pruneCommand
    }

    /// How many fingerprints no longer occur, or occur less often.
    public var staleCount: Int { Set(staleEntries.map(\.fingerprint)).count }
}
