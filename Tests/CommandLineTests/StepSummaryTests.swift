import Foundation
import TestSupport
import Testing

@Suite("--format github")
struct StepSummaryTests {
    private func run(_ arguments: [String], summary: URL?) throws -> Program.Outcome {
        try Program.run(
            ["check", FixtureOrg.troubled.path, "--fail-on", "never"] + FixtureOrg.asOf + arguments,
            in: Checkout.root,
            environment: summary.map { ["GITHUB_STEP_SUMMARY": $0.path] } ?? [:]
        )
    }

    private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    @Test func addsToTheSummaryOfTheStep() throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let summary = try folder.write("# Before\n", to: "summary.md")
        let outcome = try run(["--format", "github"], summary: summary)
        #expect(outcome.status == 0)
        let markdown = try run(["--format", "markdown"], summary: nil).output
        #expect(try text(summary) == "# Before\n\n" + markdown)
        let annotations = outcome.output.split(separator: "\n").filter { $0.hasPrefix("::") }
        // The worst first, and a word on those that GitHub leaves out.
        let kinds = annotations.map { String($0.dropFirst(2).prefix { $0 != " " }) }
        #expect(kinds == ["error", "warning", "notice"].flatMap { kind in kinds.filter { $0 == kind } })
        let hidden = ["error", "warning", "notice"].map { kind in max(0, kinds.count { $0 == kind } - 10) }
        #expect(outcome.errors.contains(": \(hidden.reduce(0, +)) findings are in the log only\n"))
        #expect(try run(["--format", "github", "-q"], summary: nil).errors.isEmpty)
    }

    @Test func isAddedForAFileAsWell() throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let summary = folder.url.appending(path: "new.md")
        let log = folder.url.appending(path: "log").path
        #expect(try run(["-o", "github:\(log)", "--redact"], summary: summary).status == 0)
        #expect(try text(summary).hasPrefix("## forcelint\n"))
        #expect(try !text(summary).contains("&#64;acme.com"))
        let untouched = folder.url.appending(path: "none.md")
        #expect(try run(["--format", "json"], summary: untouched).status == 0)
        #expect(!FileManager.default.fileExists(atPath: untouched.path))
    }

    @Test(arguments: [(1 << 20) - 30_000, (1 << 20) - 5_000])
    func keepsWithinWhatGitHubTakes(length: Int) throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let summary = try folder.write(String(repeating: "x", count: length), to: "summary.md")
        let outcome = try run(["--format", "github"], summary: summary)
        #expect(outcome.status == 0)
        let written = try text(summary)
        #expect(written.utf8.count <= 1 << 20)
        if length < 1_030_000 {
            #expect(written.contains("not shown, because the text would be too long"))
        } else {
            #expect(written.utf8.count == length)
            #expect(outcome.errors.contains("GITHUB_STEP_SUMMARY is full"))
        }
    }

    @Test func failsWhereItCannotBeWritten() throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let outcome = try run(["--format", "github"], summary: folder.url)
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("which GITHUB_STEP_SUMMARY names, cannot be written"))
    }

    @Test func severalFilesAreWrittenInOneRun() throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let names = ["a.txt", "a.json", "a.sarif", "a.md", "a.xml", "a.csv", "gitlab:b.json", "azure:c"]
        let outputs = names.flatMap { name -> [String] in
            let parts = name.split(separator: ":")
            let path = folder.url.appending(path: parts[parts.count - 1]).path
            return ["-o", parts.count == 2 ? "\(parts[0]):\(path)" : path]
        }
        let outcome = try run(outputs, summary: nil)
        #expect(outcome.status == 0 && outcome.output.isEmpty)
        for (name, format) in zip(names, ["text", "json", "sarif", "markdown", "junit", "csv", "gitlab", "azure"]) {
            let file = folder.url.appending(path: name.split(separator: ":").last.map(String.init) ?? name)
            #expect(try text(file) == run(["--format", format], summary: nil).output, "\(name)")
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(left.count == names.count)
    }
}
