import Foundation
import TestSupport
import Testing

@Suite("The command that prints the checklist")
struct ExplainChecklistTests {
    @Test func printsEveryRhythmWithItemsAndSources() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(["explain", "--checklist"], in: folder.url)
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        for title in [
            "Once, before an integration goes live", "With every change", "All the time", "Monthly", "Quarterly",
            "Yearly", "When an integration moves to the license", "When something fails", "Articles",
        ] {
            #expect(lines.count { $0 == title } == 1, "\(title)")
        }
        let items = lines.count { $0.hasPrefix("  [ ] ") }
        #expect(items >= 40)
        #expect(lines.count { $0.hasPrefix("      (S") } == items)
        #expect(!outcome.output.contains("\u{1B}"))
    }

    @Test func namesOnlyRulesThatCanBeExplained() throws {
        let known = Set(try JSONRules.all().map(\.rule))
        let folder = try TemporaryFolder()
        let output = try Program.run(["explain", "--checklist"], in: folder.url).output
        let words = output.split { !($0.isLetter || $0 == "-") }.map(String.init)
        let named = words.filter { known.contains($0) }
        #expect(named.count > 40)
        let inRules = output.split(separator: "\n").filter { $0.hasPrefix("      rules: ") }
        for line in inRules {
            let ids = line.dropFirst("      rules: ".count).split(separator: ",").map {
                $0.split(separator: " ").joined()
            }
            #expect(ids.allSatisfy { known.contains($0) }, "\(line)")
        }
    }

    @Test(
        "Goes with nothing else",
        arguments: [["--checklist", "--all"], ["--checklist", "app-scope-full"], []])
    func goesAlone(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(["explain"] + arguments, in: folder.url)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("--checklist"))
    }

    @Test func isToldByHelp() throws {
        let folder = try TemporaryFolder()
        #expect(try Program.run(["explain", "--help"], in: folder.url).output.contains("--checklist"))
    }
}
