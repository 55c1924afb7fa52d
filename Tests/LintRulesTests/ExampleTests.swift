import LintEngine
import RuleCatalogue
import TestSupport
import Testing

@testable import LintRules

/// Every example of every page, in every way to write its files.
@Suite struct ExampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let rule: any Rule
        let example: Example

        var testDescription: String { "\(type(of: rule).page.id): \(example.name)" }

        /// Whether its findings may be excepted by more than what the example says itself.
        var canBeExcepted: Bool {
            type(of: rule).page.isIgnorable && !(rule is any ExceptionRule)
                && !(example.config?.contains("exceptions:") ?? false)
                && !example.files.values.contains { $0.contains("forcelint-ignore") }
        }

        /// A rule about exceptions sees what becomes of them when all rules run.
        func findings(as variant: FileVariant = .asWritten, isOff: Bool = false) throws -> [ExampleFinding] {
            let others = rule is any ExceptionRule ? BuiltInRules.all.filter { !($0 is any ExceptionRule) } : []
            return try ExampleRunner.findings(example, rule: rule, as: variant, others: others, isOff: isOff)
        }
    }

    static let cases: [Case] = BuiltInRules.all.flatMap { rule in
        let page = try? type(of: rule).page.page()
        return (page?.examples ?? []).map { Case(rule: rule, example: $0) }
    }

    @Test(arguments: cases)
    func findsWhatThePageSays(_ example: Case) throws {
        let findings = try example.findings()
        var left = findings
        for expected in example.example.expectations {
            let match = left.firstIndex { found in
                found.path == expected.path && found.line == expected.line && found.severity == expected.severity
                    && expected.confidence.map { $0 == found.confidence } ?? true
                    && expected.subject.map { $0 == found.subject } ?? true
            }
            if let match {
                left.remove(at: match)
            } else {
                Issue.record("nothing of \(expected) in \(findings)")
            }
        }
        for finding in left {
            Issue.record("not expected: \(finding)")
        }
    }

    @Test(arguments: cases, FileVariant.allCases.filter { $0 != .asWritten })
    func findsTheSameHoweverFilesAreWritten(_ example: Case, _ variant: FileVariant) throws {
        let hasExceptions = example.example.files.values.contains { $0.contains("forcelint-ignore") }
        // That names are written in another case is what this rule is about.
        if variant == .permissionsInOtherCase, example.rule is PermissionSetUnknownPermission { return }
        guard !variant.losesComments || !hasExceptions, variant.applies(to: example.example.files) else { return }
        let plain = try example.findings()
        let varied = try example.findings(as: variant)
        let identity: (ExampleFinding) -> String = variant.isDecomposed ? \.withoutFile : \.withoutPlace
        #expect(varied.map(identity).sorted() == plain.map(identity).sorted())
        // The order of entries decides which of several is the place of a finding about all of them.
        if variant != .reordered, variant != .permissionsInOtherCase, !variant.isDecomposed {
            #expect(
                varied.map(\.text).sorted() == plain.map { $0.text.replacing("\n", with: variant.lineBreak) }.sorted())
        }
    }

    /// Only what says that an input cannot be read at all is told whatever the configuration says.
    @Test(arguments: cases)
    func aRuleThatIsOffIsSilent(_ example: Case) throws {
        let findings = try example.findings(isOff: true)
        let page = type(of: example.rule).page
        #expect(findings.allSatisfy { !page.isIgnorable && $0.severity == .error }, "\(findings)")
    }

    /// An exception hides what it names, and nothing of that or any other rule besides.
    @Test(arguments: cases.filter { !$0.example.isInnocent && $0.canBeExcepted })
    func aFindingIsSuppressedByItsSubjectAndElement(_ example: Case) throws {
        let others = BuiltInRules.all.filter { !($0 is any ExceptionRule) }
        func findings(excepted: [String] = []) throws -> [ExampleFinding] {
            try ExampleRunner.allFindings(
                example.example, rule: example.rule, others: others, exceptedTargets: excepted)
        }
        let id = type(of: example.rule).page.id
        let plain = try findings()
        let targets = Set(plain.filter { $0.rule == id }.map(\.target))
        #expect(targets.count == plain.count { $0.rule == id }, "two findings have one subject and element")
        for target in targets {
            let left = try findings(excepted: [target])
            #expect(left.filter(\.isSuppressed).map(\.target) == [target])
            #expect(left.count == plain.count)
            let known = Set(plain)
            #expect(left.filter { !$0.isSuppressed }.allSatisfy(known.contains))
        }
    }

    @Test(arguments: BuiltInRules.all.map { type(of: $0).page.id })
    func everyRuleHasExamples(_ id: String) throws {
        #expect(Self.cases.contains { type(of: $0.rule).page.id == id && $0.example.isInnocent })
        #expect(Self.cases.contains { type(of: $0.rule).page.id == id && !$0.example.isInnocent })
    }

    @Test func everyPageHasItsRuleAndEveryRuleIsListedOnce() {
        let ids = BuiltInRules.all.map { type(of: $0).page.id }
        #expect(ids.sorted() == RuleFile.all.map(\.id).sorted())
    }

    @Test(arguments: BuiltInRules.all.map { type(of: $0).page })
    func aRuleIsNamedLikeItsPage(_ page: RuleFile) throws {
        let rule = try #require(BuiltInRules.all.first { type(of: $0).page.id == page.id })
        let words = page.id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        #expect("\(type(of: rule))".lowercased() == words.joined().lowercased())
    }
}

extension FileVariant {
    fileprivate var lineBreak: String { self == .carriageReturns ? "\r\n" : "\n" }
}
