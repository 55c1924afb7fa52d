import Foundation
import TestSupport
import Testing

@Suite("A baseline")
struct BaselineTests {
    private func set(_ name: String, _ body: String) -> (String, String) {
        (
            "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n<label>\(name)</label>\n\(body)\n"
                + "</PermissionSet>\n", "permissionsets/\(name).permissionset-meta.xml"
        )
    }

    private static let badGrant = "<license>Salesforce</license>"

    @Test("hides what was found when it was written, and is the same on every run")
    func hidesWhatWasFound() throws {
        let org = try KnownOrg()
        let all = try JSONReport(
            Program.run(["--persona", "auditor", "--format", "json"] + FixtureOrg.asOf, in: org.folder.url))
        #expect(all.findings.count > 150)
        let outcome = try org.check("--format", "json")
        #expect(outcome.status == 0)
        let figures = try Figures(outcome)
        #expect(figures.count == 0 && figures.baseline == all.findings.count)
        #expect(figures.suppressed == 0 && figures.baselineStale == 0)
        let text = try org.check()
        #expect(
            text.output.hasPrefix(
                "No findings. \(all.findings.count) findings suppressed by the baseline; --no-ignores"))
        #expect(try !org.check("-q").output.contains("baseline"))

        let first = try org.text()
        #expect(try org.baseline("create", "--persona", "auditor").status == 0)
        #expect(try org.text() == first)
        #expect(try org.entries.count == all.findings.count)
        #expect(try org.entries.allSatisfy { !$0.contains("\"line\"") && !$0.contains("\"message\"") })
    }

    @Test("stays right where files are rewritten", arguments: FileVariant.withSameNames)
    func staysRight(variant: FileVariant) throws {
        let org = try KnownOrg()
        // Only the way that a file is written, and not its name.
        try org.rewrite { variant.apply($0, $1).bytes }
        let figures = try Figures(org.check("--format", "json"))
        #expect(figures.count == 0)
        #expect(figures.baselineStale == 0)
    }

    @Test func staysRightWhereLinesAndRowsAreShifted() throws {
        let org = try KnownOrg()
        try org.rewrite { path, text in
            if path.hasSuffix(".csv") {
                let rows = text.split(separator: "\n")
                return Array(([rows[0]] + rows.dropFirst().reversed()).joined(separator: "\n").utf8)
            }
            return Array(text.replacing(">\n", with: ">\n\n\t ").utf8)
        }
        let figures = try Figures(org.check("--format", "json"))
        #expect(figures.count == 0)
        #expect(figures.baselineStale == 0)
    }

    @Test func staysRightWhereFilesAndCheckoutsAreMoved() throws {
        let org = try KnownOrg()
        let manager = FileManager.default
        try manager.createDirectory(
            at: org.folder.url.appending(path: "force-app/core/sales"), withIntermediateDirectories: true)
        try manager.moveItem(
            at: org.folder.url.appending(path: "force-app/main/default"),
            to: org.folder.url.appending(path: "force-app/core/sales/default"))
        var figures = try Figures(org.check("--format", "json"))
        #expect(figures.count == 0 && figures.baselineStale == 0)

        let other = try TemporaryFolder()
        try manager.moveItem(at: org.folder.url, to: other.url.appending(path: "checkout"))
        let outcome = try Program.run(
            ["checkout", "--persona", "auditor", "--baseline", "checkout/.forcelint-baseline.json", "--format", "json"]
                + FixtureOrg.asOf, in: other.url)
        figures = try Figures(outcome)
        #expect(figures.count == 0 && figures.baselineStale == 0)
        try manager.moveItem(at: other.url.appending(path: "checkout"), to: org.folder.url)
    }

    @Test func oneBadGrantIsOneNewFinding() throws {
        let org = try KnownOrg(.clean)
        #expect(try org.text().contains("\"entries\": []"))
        let (text, path) = set("INT_New", BaselineTests.badGrant)
        try org.folder.write(text, to: "force-app/main/default/\(path)")
        let report = try JSONReport(
            org.check("--format", "json", "--select", "permission-set-license-blocks-integration"))
        #expect(report.findings.map(\.subject.name) == ["INT_New"])
    }

    @Test func whatOccursMoreOftenIsNew() throws {
        let folder = try TemporaryFolder()
        let (text, path) = set("INT_A", BaselineTests.badGrant)
        try folder.write(text, to: "a/\(path)")
        #expect(try Program.run(["baseline", "create"], in: folder.url).status == 0)
        try folder.write(text, to: "b/\(path)")
        let check = [
            "--baseline", KnownOrg.file, "--format", "json", "--select", "permission-set-license-blocks-integration",
        ]
        let report = try JSONReport(Program.run(check, in: folder.url))
        #expect(report.findings.map(\.location.path) == ["b/\(path)"])
        #expect(try Program.run(["baseline", "create"], in: folder.url).status == 0)
        let file = folder.url.appending(path: KnownOrg.file)
        #expect(try String(contentsOf: file, encoding: .utf8).contains("\"count\": 2"))
        #expect(try JSONReport(Program.run(check, in: folder.url)).findings.isEmpty)

        try FileManager.default.removeItem(at: folder.url.appending(path: "a"))
        #expect(try Figures(Program.run(check, in: folder.url)).baselineStale == 1)
        #expect(try Program.run(["baseline", "prune"], in: folder.url).status == 0)
        let pruned = try String(contentsOf: file, encoding: .utf8)
        #expect(!pruned.contains("\"count\": 2"))
        #expect(try Figures(Program.run(check, in: folder.url)).baseline == 1)
    }

    @Test func whatIsMendedIsSaidAndPruned() throws {
        let org = try KnownOrg()
        let before = try org.entries
        let gone = before.filter { $0.contains("\"name\": \"INT_Payroll\"") && $0.contains("PermissionSet\"") }
        try #require(!gone.isEmpty)
        let sets = try FileManager.default.subpathsOfDirectory(atPath: org.folder.url.path)
            .filter { $0.hasSuffix("/INT_Payroll.permissionset-meta.xml") }
        for path in sets { try FileManager.default.removeItem(at: org.folder.url.appending(path: path)) }
        let stale = try #require(try Figures(org.check("--format", "json")).baselineStale)
        #expect(stale >= gone.count)
        let line =
            "\(stale) baseline entries no longer occur: forcelint baseline prune --baseline .forcelint-baseline.json\n"
        #expect(try org.check().output.contains(line))
        #expect(try org.check("--format", "summary").output.contains(line))

        let outcome = try org.baseline("prune", "--persona", "auditor")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let after = try org.entries
        #expect(after.count == before.count - stale)
        #expect(Set(after.map(trimmed)).isSubset(of: before.map(trimmed)))
        #expect(try Figures(org.check("--format", "json")).baselineStale == 0)
        let text = try org.text()
        #expect(try org.baseline("prune", "--persona", "auditor").status == 0)
        #expect(try org.text() == text)
    }

    private func trimmed(_ line: Substring) -> Substring {
        line.hasSuffix(",") ? line.dropLast() : line
    }

    @Test func pruningLeavesEveryOtherByte() throws {
        let org = try KnownOrg()
        let lines = try org.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = try #require(lines.firstIndex { $0.contains("fingerprint") })
        let last = try #require(lines.lastIndex { $0.contains("fingerprint") })
        func unknown(_ line: String, _ digit: String) -> String {
            line.replacing(
                /"fingerprint": "[0-9a-f]{64}"/, with: "\"fingerprint\": \"\(String(repeating: digit, count: 64))\"")
        }
        // An editor's form: tabs, carriage returns, another order, and three entries of findings that are not there.
        var edited = lines.map { $0.replacing("    {", with: "\t{") }
        let kept = Array(edited[first..<last] + [edited[last] + ","]).reversed().map(\.self)
        var entries = Array(kept)
        entries.insert(unknown(entries[0], "a"), at: 0)
        entries.insert(unknown(entries[3], "b"), at: 3)
        entries.append(String(unknown(entries[1], "c").dropLast()))
        edited.replaceSubrange(first...last, with: entries)
        let text = edited.joined(separator: "\r\n")
        try org.folder.write(text, to: KnownOrg.file)
        #expect(try org.baseline("prune", "--persona", "auditor").status == 0)
        var wanted = edited
        wanted.removeSubrange(first..<(first + entries.count))
        var rest = kept
        rest[rest.count - 1].removeLast()
        wanted.insert(contentsOf: rest, at: first)
        #expect(try org.text() == wanted.joined(separator: "\r\n"))
    }

    @Test func whatThisRunDidNotLookAtIsNotGone() throws {
        let org = try KnownOrg()
        #expect(try Figures(org.check("--format", "json", "--select", "app-")).baselineStale == 0)
        #expect(try Figures(org.check("--format", "json", "--min-severity", "error")).baselineStale == 0)
        #expect(try Figures(org.check("--format", "json", "--persona", "regular")).baselineStale == 0)
        #expect(try Figures(org.check("force-app/main/default/connectedApps", "--format", "json")).baselineStale == 0)
        #expect(try org.baseline("prune").status == 4, "the persona is narrower")
        #expect(try org.baseline("prune", "--persona", "auditor", "force-app").status == 4, "the path is narrower")

        try FileManager.default.removeItem(at: org.folder.url.appending(path: "org-records/User.csv"))
        #expect(try Figures(org.check("--format", "json")).baselineStale == 0)
        let withoutUsers = try org.baseline("prune", "--persona", "auditor")
        #expect(withoutUsers.status == 4)
        #expect(withoutUsers.errors.contains("exports of User"))
    }

    @Test func whatIsInABrokenFileIsNotGone() throws {
        let org = try KnownOrg(.acme)
        let path = "force-app/main/default/permissionsets/INT_Base.permissionset-meta.xml"
        let text = try org.text(path)
        try org.folder.write(String(text.dropLast(20)), to: path)
        let outcome = try org.check("--format", "json")
        #expect(outcome.status == 1)
        #expect(try Figures(outcome).baselineStale == 0)
        #expect(try org.baseline("prune", "--persona", "auditor").status == 4)
    }

    @Test func theConfigurationNamesIt() throws {
        let org = try TestOrg(config: "version: 1\nfail-on: warning\nbaseline: quality/known.json\n")
        try org.folder.write("", to: "quality/keep")
        let missing = try org.run()
        #expect(missing.status == 2)
        #expect(
            missing.errors
                == "error: the baseline 'quality/known.json' does not exist; 'forcelint baseline create' writes one\n")
        #expect(try org.run("baseline", "prune").status == 2)
        let created = try org.run("baseline", "create")
        #expect(created.status == 0 && created.output.isEmpty)
        #expect(created.errors == "quality/known.json: 1 finding\n")
        #expect(try org.text("quality/known.json").contains("\"paths\": [\"..\"]"))
        #expect(try org.run().status == 0)
        #expect(try Program.run(["force-app"], in: org.folder.url).status == 0)
        #expect(
            try Program.run(["permissionsets"], in: org.folder.url.appending(path: "force-app/main/default")).status
                == 0)
        #expect(try org.run("--no-config", "--fail-on", "warning").status == 1)
        let mended = try org.text(TestOrg.set).replacing("<license>Salesforce</license>", with: "")
        try org.folder.write(mended, to: TestOrg.set)
        #expect(try org.run().output.contains("1 baseline entry no longer occurs: forcelint baseline prune\n"))
        #expect(try org.run("baseline", "prune").errors == "quality/known.json: 1 entry that no longer occurs\n")
        #expect(try org.text("quality/known.json").contains("\"entries\": []"))
    }

    @Test func itLiesBesideTheProjectUnlessNamed() throws {
        let org = try TestOrg()
        let deep = org.folder.url.appending(path: "force-app/main/default")
        let created = try Program.run(["baseline", "create"], in: deep)
        #expect(created.status == 0)
        #expect(
            created.errors.contains("'baseline: .forcelint-baseline.json' in .forcelint.yml makes every run use it"))
        #expect(try org.text(".forcelint-baseline.json").contains("\"paths\": [\"force-app/main/default\"]"))
        #expect(try org.run("baseline", "create", "-o", "other.json", "force-app").status == 0)
        #expect(try org.text("other.json").contains("\"paths\": [\"force-app\"]"))
        #expect(try org.run("baseline", "create", "-o", "missing/other.json").status == 3)
        #expect(try org.run("--baseline", "missing.json").status == 2)
        #expect(try org.run("--baseline", "force-app").status == 2)
        let folder = try TemporaryFolder()
        #expect(try Program.run(["baseline", "create"], in: folder.url).status == 4)
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: KnownOrg.file).path))
    }

    @Test func exceptionsGoBeforeIt() throws {
        let exception = """
            version: 1
            exceptions:
              - { rule: permission-set-license-blocks-integration, target: "PermissionSet:INT_ERP", reason: moved next year }

            """
        let org = try TestOrg()
        #expect(try org.run("baseline", "create").status == 0)
        try org.folder.write(exception, to: ".forcelint.yml")
        let figures = try Figures(org.run("--baseline", KnownOrg.file, "--format", "json"))
        #expect(figures.suppressed == 1 && figures.baseline == 0 && figures.count == 0)
        #expect(figures.baselineStale == 0)
        #expect(try org.run("baseline", "create").status == 0)
        #expect(try org.text(KnownOrg.file).contains("\"entries\": []"))
        let text = try org.run("--baseline", KnownOrg.file)
        #expect(text.output.hasPrefix("No findings. 1 finding suppressed by exceptions; --no-ignores shows them."))
    }

    @Test func reportsTellKnownFromNew() throws {
        let org = try TestOrg()
        #expect(try org.run("baseline", "create").status == 0)
        try org.writeApp()
        let hidden = try sarif(org.run("--baseline", KnownOrg.file, "--format", "sarif"))
        #expect(!hidden.isEmpty)
        #expect(hidden.allSatisfy { $0.baselineState == "new" && $0.suppressions == nil })
        let shown = try sarif(org.run("--baseline", KnownOrg.file, "--format", "sarif", "--no-ignores"))
        #expect(shown.count == hidden.count + 1)
        let known = shown.filter { $0.baselineState == "unchanged" }
        #expect(known.map(\.ruleId) == ["permission-set-license-blocks-integration"])
        #expect(known.first?.suppressions?.map(\.kind) == ["external"])
        #expect(shown.allSatisfy { $0.suppressions != nil && $0.baselineState != nil })
        #expect(try sarif(org.run("--format", "sarif")).allSatisfy { $0.baselineState == nil })

        let json = try org.run("--baseline", KnownOrg.file, "--format", "json", "--no-ignores").output
        #expect(json.contains("\"kind\": \"baseline\""))
        let text = try org.run("--baseline", KnownOrg.file, "--no-ignores").output
        #expect(text.contains("(suppressed)"))
        #expect(text.contains("note: the baseline hides it: it is listed in '.forcelint-baseline.json'"))
    }

    private struct SARIFResult: Decodable {
        struct Suppression: Decodable { let kind: String }
        let ruleId: String
        let baselineState: String?
        let suppressions: [Suppression]?
    }

    private func sarif(_ outcome: Program.Outcome) throws -> [SARIFResult] {
        struct Log: Decodable {
            struct Run: Decodable { let results: [SARIFResult] }
            let runs: [Run]
        }
        return try JSONDecoder().decode(Log.self, from: Data(outcome.output.utf8)).runs.flatMap(\.results)
    }

    @Test func entriesOfTwoBranchesMerge() throws {
        let org = try KnownOrg()
        let entry = try #require(try org.entries.first)
        // Both branches noted the same finding.
        try org.folder.write(try org.text().replacing(entry, with: "\(entry)\n\(entry)"), to: KnownOrg.file)
        let figures = try Figures(org.check("--format", "json"))
        #expect(figures.count == 0 && figures.baselineStale == 0)
    }
}
