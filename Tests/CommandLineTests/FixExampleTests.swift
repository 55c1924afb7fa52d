import Foundation
import LintEngine
import LintRules
import OrgModel
import OrgReader
import RuleCatalogue
import TestSupport
import Testing

@testable import forcelint

/// Every example of every page whose finding has edits, in every way to write its files.
@Suite("Fixes of the examples")
struct FixExampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let page: RuleFile
        let example: Example

        var testDescription: String { "\(page.id): \(example.name)" }
    }

    static let cases: [Case] = RuleFile.all.filter { [.safe, .unsafe].contains($0.safety) }.flatMap { page in
        let examples = (try? page.page().examples) ?? []
        return examples.filter { !$0.isInnocent }.map { Case(page: page, example: $0) }
    }

    @Test(arguments: Set(cases.map(\.page.id)).sorted())
    func aRuleWithAFixHasAnExampleThatIsMended(_ id: String) throws {
        let isMended = try Self.cases.filter { $0.page.id == id }.contains { example in
            let folder = try TemporaryFolder()
            for (path, text) in example.example.files { try folder.write(text, to: path) }
            return try Look(folder, example.example).plan().results.contains { $0.rule.id == id }
        }
        #expect(isMended)
    }

    /// What one look at a folder finds, with the edits worked out.
    struct Look {
        let report: Report
        let exceptions: [InlineException]
        let unreadable: Set<String>

        init(_ folder: TemporaryFolder, _ example: Example) throws {
            let configuration =
                try example.config.map { try Configuration(text: $0, path: ".forcelint.yml", pages: RuleFile.all) }
                ?? .empty
            let current = Array(folder.url.path.utf8)
            let reader = InputReader(
                paths: [current],
                currentDirectory: current,
                wantedTypes: Set(RuleFile.all.flatMap(\.needs).flatMap(\.names))
            )
            var reading = try reader.read()
            _ = reader.readFields(nil, into: &reading)
            let org = Org(
                reading.parts,
                register: configuration.register,
                facts: .builtIn,
                asOf: Timestamp(example.asOf ?? "2026-11-21") ?? Timestamp(seconds: 0)
            )
            let options = LintOptions(persona: .auditor, rules: configuration.rules)
            let (results, coverage) = Linter(rules: BuiltInRules.all, options: options).lint(org)
            let found = CheckRun.Judgement(
                reading: reading, org: org, base: nil, results: results, isCaused: results.map { _ in true },
                coverage: coverage)
            let view = ReportScope.View(results: results, baseline: nil, outsideCount: nil)
            report = try ReportAssembly.report(
                view, found, showsSuppressed: true, keepsSources: true, showsOverview: false)
            exceptions = org.inlineExceptions
            unreadable = Set(
                org.problems.compactMap { problem in
                    guard case .notWellFormed = problem.kind else { return nil }
                    return org.files[problem.location.file.index].path
                })
        }

        func plan() -> FixPlan { FixPlan(report, scope: .all, exceptions: exceptions) }

        /// What tells results apart, as often as it is there.
        var claims: [String: Int] {
            report.results.reduce(into: [:]) { $0["\($1.rule.id) \($1.fingerprint)", default: 0] += 1 }
        }
    }

    @Test(arguments: cases, FileVariant.withSameNames)
    func aFixMendsWhatWasFoundAndNothingElse(_ example: Case, _ variant: FileVariant) throws {
        let folder = try TemporaryFolder()
        for (path, text) in example.example.files {
            let file = variant.apply(path, text)
            try folder.write(file.bytes, to: file.path)
        }
        let before = try Look(folder, example.example)
        let plan = before.plan()
        guard plan.results.contains(where: { $0.rule.id == example.page.id }) else { return }
        for (file, edits) in plan.files {
            let bytes = try #require(before.report.source(file)?.bytes)
            let edited = edits.applied(to: bytes)
            #expect(keepsTheRest(bytes, edited, edits))
            try folder.write(edited, to: before.report.files[file.index].path)
        }
        let after = try Look(folder, example.example)
        #expect(after.unreadable.subtracting(before.unreadable).isEmpty)
        let left = after.claims
        for result in plan.results where left["\(result.rule.id) \(result.fingerprint)"] != nil {
            Issue.record("found again: \(result.rule.id) \(result.finding.message.text)")
        }
        for (claim, count) in left where count > before.claims[claim, default: 0] {
            let result = after.report.results.first { claim == "\($0.rule.id) \($0.fingerprint)" }
            Issue.record("new: \(claim) \(result?.finding.message.text ?? "")")
        }
        #expect(after.plan().results.filter { $0.rule.id == example.page.id }.isEmpty)
    }

    /// Whether the bytes outside the edits are there in the same order, and line breaks are of the file's own kind.
    private func keepsTheRest(_ old: [UInt8], _ new: [UInt8], _ edits: [ResolvedEdit]) -> Bool {
        var oldIndex = 0
        var newIndex = 0
        for edit in edits {
            let kept = old[oldIndex..<edit.offset]
            guard new[newIndex...].starts(with: kept) else { return false }
            newIndex += kept.count
            guard new[newIndex...].starts(with: edit.replacement.utf8) else { return false }
            newIndex += edit.replacement.utf8.count
            oldIndex = edit.offset + edit.length
        }
        let hasReturns = old.contains(0x0D)
        let loneLineFeeds = zip(new.dropFirst(), new).count { $0 == 0x0A && $1 != 0x0D }
        return new[newIndex...].elementsEqual(old[oldIndex...]) && (!hasReturns || loneLineFeeds == 0)
    }
}
