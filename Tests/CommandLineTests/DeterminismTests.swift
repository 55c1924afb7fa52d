import Foundation
import Reporting
import TestSupport
import Testing

/// The same inputs make the same bytes, wherever, whenever and however often they are read.
///
/// Paths in reports start from the current folder, so runs from other folders are compared with those folders put in.
@Suite("The same bytes")
struct DeterminismTests {
    static let formats = OutputFormat.allCases.map(\.rawValue)

    private func run(
        _ folder: URL,
        _ format: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:]
    ) throws -> String {
        let outcome = try Program.run(
            ["check"] + FixtureOrg.asOf + ["--persona", "auditor", "--format", format] + arguments, in: folder,
            environment: environment)
        #expect(outcome.status == 1, "\(outcome.errors)")
        return outcome.output + outcome.errors
    }

    @Test(arguments: formats)
    func whateverTheEnvironment(_ format: String) throws {
        let folder = FixtureOrg.troubled.url
        let expected = try run(folder, format)
        #expect(expected.utf8.count > 1_000)
        let environments: [[String: String]] = [
            ["LC_ALL": "C"], ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"],
            ["LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"], ["TZ": "Pacific/Kiritimati"],
            ["TZ": "America/Los_Angeles"], ["HOME": "/nonexistent", "USER": "x", "TMPDIR": "/nonexistent"],
        ]
        for environment in environments {
            #expect(try run(folder, format, environment: environment) == expected, "\(environment)")
        }
    }

    /// The threads read and do not write, so that two formats stand for all where time is short.
    @Test(arguments: LongTests.areWanted ? formats : ["json", "html"])
    func whateverTheNumberOfThreads(_ format: String) throws {
        let folder = try largeOrg()
        let expected = try run(folder.url, format, ["--jobs", "1"])
        for jobs in ["2", "7"] {
            #expect(try run(folder.url, format, ["--jobs", jobs]) == expected, "\(jobs) threads")
        }
        #expect(try run(folder.url, format, ["--jobs", "1"]) == expected)
    }

    /// Several megabytes, so that more than one thread reads.
    private func largeOrg() throws -> TemporaryFolder {
        let folder = try FixtureOrg.troubled.copy()
        let field =
            "    <fieldPermissions>\n        <editable>false</editable>\n        <field>Account.F%__c</field>\n"
            + "        <readable>true</readable>\n    </fieldPermissions>\n"
        for number in 0..<8 {
            let fields = (0..<5_000).map { field.replacing("%", with: "\($0 * (number + 1))") }.joined()
            try folder.write(
                "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n\(fields)    <label>L</label>\n"
                    + "</PermissionSet>\n",
                to: "force-app/large/permissionsets/INT_Large\(number).permissionset-meta.xml")
        }
        return folder
    }

    /// A folder tells its entries in an order that depends on how they came into it.
    @Test func whateverTheOrderOfTheEntries() throws {
        let source = FixtureOrg.troubled.url
        let files = try FileManager.default.subpathsOfDirectory(atPath: source.path).filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: source.appending(path: path).path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        for format in Self.formats {
            let expected = try run(source, format)
            for order in [files.sorted(), files.sorted().reversed(), files.shuffled()] {
                let folder = try TemporaryFolder()
                for path in order {
                    try folder.write(Array(Data(contentsOf: source.appending(path: path))), to: path)
                }
                #expect(try run(folder.url, format) == expected, "\(format)")
            }
        }
    }

    @Test(arguments: formats)
    func whereverTheFolderLies(_ format: String) throws {
        let first = try FixtureOrg.troubled.copy()
        let second = try TemporaryFolder()
        let deep = second.url.appending(path: "a b/ä/c")
        try FileManager.default.createDirectory(at: deep.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: FixtureOrg.troubled.url, to: deep)
        #expect(try run(first.url, format) == run(deep, format))
        // By an absolute path, a relative one or one with detours.
        let expected = try run(deep, format, ["."])
        for path in [deep.path, "../c", "./force-app/../../c"] {
            #expect(try run(deep, format, [path]) == expected, "\(path)")
        }
    }

    /// From folders of which the same path leads to the project, and by the absolute path from one to the other.
    @Test(arguments: formats)
    func fromWhateverFolder(_ format: String) throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(at: FixtureOrg.troubled.url, to: folder.url.appending(path: "org"))
        for name in ["a", "ü b"] { try folder.write("", to: "\(name)/file") }
        let first = folder.url.appending(path: "a")
        let expected = try run(first, format, ["../org"])
        let path = folder.url.appending(path: "org").path
        #expect(try run(folder.url.appending(path: "ü b"), format, ["../org"]) == expected)
        #expect(try run(first, format, [path]) == expected)
    }

    @Test(arguments: formats)
    func whateverTheOrderOfThePaths(_ format: String) throws {
        let folder = FixtureOrg.troubled.url
        let paths = ["force-app/main/default/permissionsets", "force-app/main/default/connectedApps", "org-records"]
        let expected = try run(folder, format, paths)
        #expect(try run(folder, format, paths.reversed() + [paths[0]]) == expected)
    }

    /// What the other commands write.
    @Test(arguments: [
        ["access", "object", "Account"], ["access", "object", "Account", "--format", "json"],
        ["access", "object", "Account", "--format", "markdown"], ["diff", ".", "../acme-org"],
        ["diff", ".", "../acme-org", "--format", "json"], ["export-plan"], ["export-plan", "--format", "sh"],
        ["export-plan", "--format", "package"], ["export-plan", "--format", "json"], ["config", "show"],
        ["config", "show", "--format", "json"], ["config", "schema"], ["rules"], ["rules", "--format", "json"],
        ["explain", "--all"], ["explain", "--checklist"],
    ])
    func whateverTheCommand(_ command: [String]) throws {
        let folder = FixtureOrg.troubled.url
        let isJudged = ["access", "diff", "export-plan"].contains(command[0])
        let arguments = command + (isJudged ? FixtureOrg.asOf : [])
        func run(_ environment: [String: String]) throws -> String {
            let outcome = try Program.run(arguments, in: folder, environment: environment)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output + outcome.errors
        }
        let expected = try run([:])
        #expect(!expected.isEmpty)
        for environment in [["LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"], ["LC_ALL": "de_DE.UTF-8"], [:]] {
            #expect(try run(environment) == expected, "\(environment)")
        }
    }

    /// From another folder the findings are the same, and their paths lead from there to the same files.
    @Test func fromWhateverFolderTheFindingsAreTheSame() throws {
        let folder = try FixtureOrg.troubled.copy()
        let inside = try JSONReport(FixtureOrg.check(folder.url, "--format", "json", "--persona", "auditor"))
        let other = folder.url.appending(path: "force-app/main")
        for (start, prefix) in [
            (other, "../../"), (folder.url.deletingLastPathComponent(), folder.url.lastPathComponent + "/"),
        ] {
            let outcome = try Program.run(
                ["check", folder.url.path] + FixtureOrg.asOf + ["--format", "json", "--persona", "auditor"], in: start)
            let report = try JSONReport(outcome)
            // Some messages name a file, by its path from the current folder.
            #expect(report.findings.map(\.rule).sorted() == inside.findings.map(\.rule).sorted())
            #expect(Set(report.findings.map(\.fingerprint)) == Set(inside.findings.map(\.fingerprint)))
            let paths = Set(
                inside.findings.map { finding in
                    start.appending(path: prefix + finding.location.path).standardizedFileURL.path
                })
            #expect(
                Set(report.findings.map { start.appending(path: $0.location.path).standardizedFileURL.path }) == paths)
        }
    }

    /// The program is in the locale `C`, whatever the environment says, until somebody calls this.
    @Test func nobodySetsALocale() throws {
        for folder in ["Sources", "Rules"] {
            let root = Checkout.root.appending(path: folder)
            for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.hasSuffix(".swift") {
                let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
                #expect(!text.contains("setlocale") && !text.contains("uselocale"), "\(path)")
            }
        }
    }
}
