import Foundation
import TestSupport
import Testing

@Suite("The reports about the orgs of Fixtures/")
struct FixtureReportTests {
    @Test("stay as they are", arguments: ["text", "summary"])
    func snapshots(format: String) throws {
        let outcome = try FixtureOrg.acme.check("--format", format)
        #expect(outcome.errors.isEmpty)
        #expect(try Snapshot.problem(outcome.output, "acme-org-\(format).txt") == nil)
    }

    @Test("are the same bytes on every run", arguments: FixtureOrg.allCases, ["json", "sarif", "html"])
    func bytes(org: FixtureOrg, format: String) throws {
        let first = try org.check("--format", format, "--jobs", "1").output
        #expect(!first.isEmpty)
        #expect(try org.check("--format", format, "--jobs", "1").output == first)
        #expect(try org.check("--format", format, "--jobs", "4").output == first)
        let elsewhere = ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"]
        #expect(try org.check("--format", format, environment: elsewhere).output == first)
    }

    @Test("say the same from another folder", arguments: FixtureOrg.allCases)
    func sayTheSameFromAnotherFolder(org: FixtureOrg) throws {
        let here = try JSONReport(org.check("--format", "json"))
        let inside = try JSONReport(FixtureOrg.check(org.url, "--format", "json"))
        #expect(inside.findings.map(\.fingerprint) == here.findings.map(\.fingerprint))
        #expect(inside.findings.map(\.subject) == here.findings.map(\.subject))
        #expect(inside.findings.map { "\(org.path)/\($0.location.path)" } == here.findings.map(\.location.path))
        #expect(inside.findings.map(\.location.line) == here.findings.map(\.location.line))
        let folder = try TemporaryFolder()
        let outside = try Program.run(
            ["check", org.url.path, "--format", "json"] + FixtureOrg.asOf, in: folder.url)
        #expect(try JSONReport(outside).findings.map(\.fingerprint) == here.findings.map(\.fingerprint))
    }

    @Test("pass the checker of SARIF logs", arguments: FixtureOrg.allCases)
    func passTheCheckerOfSARIFLogs(org: FixtureOrg) throws {
        guard let checker = SharedMaterial.url("tools/check_sarif.py"), let python = Tool.url("python3") else {
            print("The checker of SARIF logs or python3 is absent: the logs of Fixtures/ are not checked.")
            return
        }
        // Without its schema validator the checker calls every log faulty under --strict.
        let isStrict = try Tool.run(python, ["-c", "import jsonschema"]).status == 0
        if !isStrict { print("The Python package jsonschema is absent: logs are checked without their schema.") }
        let folder = try TemporaryFolder()
        let log = try folder.write(try org.check("--format", "sarif", "--persona", "auditor").output, to: "out.sarif")
        let checked = try Tool.run(
            python,
            [
                checker.path, log.path, "--root", Checkout.root.path, "--profile", "spec,github,gitlab,azure,sonar",
                "--quiet-notes",
            ] + (isStrict ? ["--strict"] : [])
        )
        #expect(checked.status == 0, "\(checked.output)")
    }
}

/// A program of the system.
private enum Tool {
    static func url(_ name: String) -> URL? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    static func run(_ program: URL, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
