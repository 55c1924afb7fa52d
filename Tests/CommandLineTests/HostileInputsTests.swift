import Foundation
import Reporting
import TestSupport
import Testing

/// Names of one file in several places, manifests that name what lies elsewhere, and outputs that take nothing.
@Suite("Hostile inputs and outputs")
struct HostileInputsTests {
    private func identity(_ url: URL) throws -> ino_t {
        var status = stat()
        try #require(stat(url.path, &status) == 0)
        return status.st_ino
    }

    /// A fix puts a new file in the place of the one that was named: what has the bytes under another name keeps them.
    @Test func aHardLinkIsReadAndAFixLeavesItsOtherName() throws {
        let org = try TestOrg()
        let outside = try TemporaryFolder()
        let set = org.folder.url.appending(path: TestOrg.set)
        let other = outside.url.appending(path: "other")
        try FileManager.default.linkItem(at: set, to: other)
        let before = try Data(contentsOf: other)
        let outcome = try org.run("check", "--fix=all", "--fail-on", "warning")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try Data(contentsOf: other) == before)
        #expect(try Data(contentsOf: set) != before)
        #expect(try identity(other) != identity(set))
    }

    /// What a manifest names is a name and never a path.
    @Test func aManifestLeadsNowhere() throws {
        let org = try TestOrg()
        let outside = try TemporaryFolder()
        let secret =
            "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>secret</label></PermissionSet>"
        let file = try outside.write(secret, to: "INT_Secret.permissionset-meta.xml")
        let path = file.path.replacing(".permissionset-meta.xml", with: "")
        let up = String(repeating: "../", count: 20)
        let members = [path, up + path, "..", "../../INT_Secret", "/etc/passwd", "~/x", "%2e%2e%2fINT_Secret", "*", ""]
            .map { "<members>\($0)</members>" }.joined()
        let manifest = """
            <Package xmlns="http://soap.sforce.com/2006/04/metadata">\
            <types>\(members)<name>PermissionSet</name></types>\
            <types><members>*</members><name>../\(path)</name></types><version>62.0</version></Package>
            """
        for name in ["package.xml", "destructiveChanges.xml", "destructiveChangesPost.xml"] {
            try org.folder.write(manifest, to: "deploy/\(name)")
        }
        try org.folder.write(secret.replacing("secret", with: "own"), to: "deploy/permissionsets/INT_Own.permissionset")
        for arguments in [
            ["check", "--format", "json", "deploy"], ["check", "--format", "json", "--org", "force-app", "deploy"],
            ["check", "--format", "json", "--org", "force-app", "--all", "deploy", "--verbose"],
        ] {
            let outcome = try Program.run(arguments + ["--fail-on", "never"], in: org.folder.url)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(!outcome.output.contains("<label>secret") && !outcome.output.contains("'secret'"))
            #expect(try JSONReport(outcome).coverage.inputs["PermissionSet"] ?? 0 <= 2)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == secret)
    }

    /// A report that was not written whole is a failure, in every format and of every command.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "the system has no full device"))
    func aFullDeviceIsAFailure() throws {
        let org = try TestOrg()
        let commands =
            OutputFormat.allCases.map { ["check", "--fail-on", "never", "--format", $0.rawValue] }
            + [
                ["rules"], ["explain", "--all"], ["config", "show"], ["config", "schema"], ["export-plan"],
                ["access", "permission-set", "INT_ERP"],
            ]
        for command in commands {
            let outcome = try Program.run(command, in: org.folder.url, output: .file("/dev/full"))
            #expect(!outcome.isSignal && outcome.status == 3, "\(command) \(outcome.status) \(outcome.errors)")
            #expect(outcome.errors.contains("standard output"), "\(command) \(outcome.errors)")
        }
    }

    /// Comments with exceptions and findings by the thousand, all on one line, each comment for each finding.
    @Test func exceptionsAndFindingsAreNotComparedWithEachOther() throws {
        let org = try TestOrg()
        let count = 20_000
        let entries = (0..<count).map { number in
            String(
                repeating: "<userPermissions><enabled>true</enabled><name>N\(number)</name></userPermissions>", count: 2
            )
        }.joined()
        let comments = String(repeating: "<!--forcelint-ignore permission-set-duplicate-entry: y-->", count: count)
        try org.folder.write(
            "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>x</label>\(entries)\(comments)"
                + "</PermissionSet>", to: TestOrg.set)
        let arguments = [
            "check", "--format", "json", "--fail-on", "never", "--select", "permission-set-duplicate-entry",
        ]
        // Ten times what a release build takes; compared with each other they take minutes.
        let outcome = try Program.run(
            arguments + ["--persona", "auditor"], in: org.folder.url,
            through: Launcher.fence(seconds: 30, megabytes: 1_024))
        #expect(!outcome.isSignal && outcome.status == 0, "status \(outcome.status): \(outcome.errors.prefix(200))")
        let figures = try Figures(outcome)
        #expect(figures.suppressed == count && figures.count == 0, "\(figures)")
    }
}
