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
    }

    static let cases: [Case] = BuiltInRules.all.flatMap { rule in
        let page = try? type(of: rule).page.page()
        return (page?.examples ?? []).map { Case(rule: rule, example: $0) }
    }

    @Test(arguments: cases)
    func findsWhatThePageSays(_ example: Case) throws {
        let findings = try ExampleRunner.findings(example.example, rule: example.rule, as: .asWritten)
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
        let plain = try ExampleRunner.findings(example.example, rule: example.rule, as: .asWritten)
        let varied = try ExampleRunner.findings(example.example, rule: example.rule, as: variant)
        #expect(varied.map(\.withoutPlace).sorted() == plain.map(\.withoutPlace).sorted())
        if variant != .reordered {
            #expect(
                varied.map(\.text).sorted() == plain.map { $0.text.replacing("\n", with: variant.lineBreak) }.sorted())
        }
    }

    /// Only what says that an input cannot be read at all is told whatever the configuration says.
    @Test(arguments: cases)
    func aRuleThatIsOffIsSilent(_ example: Case) throws {
        let findings = try ExampleRunner.findings(example.example, rule: example.rule, as: .asWritten, isOff: true)
        let page = type(of: example.rule).page
        let mayNotBeIgnored = page.area == "inputs" && page.severity == .error
        #expect(findings.allSatisfy { mayNotBeIgnored && $0.severity == .error }, "\(findings)")
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
