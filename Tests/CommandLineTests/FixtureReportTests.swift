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

    @Test("pass the checker of SARIF logs", arguments: FixtureOrg.allCases, [[], ["--redact"], ["--no-ignores"]])
    func passTheCheckerOfSARIFLogs(org: FixtureOrg, options: [String]) throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let arguments = ["check", org.path, "--format", "sarif", "--persona", "auditor"] + FixtureOrg.asOf + options
        let outcome = try Program.run(arguments, in: Checkout.root)
        let log = try folder.write(outcome.output, to: "out.sarif")
        // Lines that name people have no hash of GitHub's, which is worth a warning.
        let isStrict = !options.contains("--redact")
        #expect(try SARIFChecker.problem(log, root: Checkout.root, isStrict: isStrict) == nil)
    }

    @Test("know findings again where lines move, blocks change places and the checkout is elsewhere")
    func fingerprintsStay() throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        for org in FixtureOrg.allCases {
            func log(_ root: URL, _ name: String) throws -> URL {
                // A comment that is lost with its place hides nothing any more.
                let outcome = try FixtureOrg.check(root, "--format", "sarif", "--persona", "auditor", "--no-ignores")
                return try folder.write(outcome.output, to: "\(org.rawValue)-\(name).sarif")
            }
            let here = try log(org.url, "here")
            let moved = try org.copy()
            #expect(try SARIFChecker.fingerprintProblem(here, log(moved.url, "moved")) == nil)
            let changes: [(String, (String, String) -> [UInt8])] = [
                ("shifted", { _, text in Array(Self.shifted(text).utf8) }),
                ("reordered", { path, text in FileVariant.reordered.apply(path, text).bytes }),
            ]
            for (name, change) in changes {
                let changed = try org.copy()
                for path in try FileManager.default.subpathsOfDirectory(atPath: changed.url.path)
                where path.hasSuffix("-meta.xml") && !path.hasPrefix("org-records") {
                    let bytes = try Data(contentsOf: changed.url.appending(path: path))
                    guard let text = String(validating: bytes, as: UTF8.self), !text.contains("forcelint-ignore") else {
                        continue
                    }
                    try changed.write(change(path, text), to: path)
                }
                #expect(try SARIFChecker.fingerprintProblem(here, log(changed.url, name)) == nil, "\(org) \(name)")
            }
        }
    }

    /// With blank lines before and behind the root's start tag.
    private static func shifted(_ text: String) -> String {
        guard let declaration = text.range(of: "?>\n") else { return text }
        return text.replacingCharacters(in: declaration, with: "?>\n\n\n\n")
    }

    @Test("about public projects pass the checker of SARIF logs")
    func corpus() throws {
        guard let corpus = SharedMaterial.url("corpus") else {
            print("The corpus of public metadata is absent: its logs are not checked.")
            return
        }
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let arguments = ["--format", "sarif", "--persona", "auditor", "--fail-on", "never", "--allow-empty"]
        for project in try FileManager.default.contentsOfDirectory(atPath: corpus.path).sorted() {
            let outcome = try Program.run(["check", project] + FixtureOrg.asOf + arguments, in: corpus)
            #expect(outcome.status == 0, "\(project): \(outcome.errors)")
            let log = try folder.write(outcome.output, to: "out.sarif")
            #expect(try SARIFChecker.problem(log, root: corpus) == nil, "\(project)")
        }
    }
}
