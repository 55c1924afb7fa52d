import Foundation
import TestSupport
import Testing

/// `check --org` and `diff`, from the outside.
@Suite("Before the deploy")
struct DeployTests {
    /// The org of Fixtures/ as base, and a package that turns a permission on.
    private func org(_ package: [String: String]) throws -> TemporaryFolder {
        let folder = try FixtureOrg.acme.copy()
        for (path, text) in package { try folder.write(text, to: "deploy/\(path)") }
        return folder
    }

    private static let set = """
        <?xml version="1.0" encoding="UTF-8"?>
        <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
            <label>Warehouse</label>
            <userPermissions>
                <enabled>true</enabled>
                <name>ViewAllData</name>
            </userPermissions>
        </PermissionSet>

        """

    private func check(_ folder: TemporaryFolder, _ path: String, _ arguments: String...) throws -> Program.Outcome {
        try Program.run(
            ["check", "--org", ".", path] + arguments + FixtureOrg.asOf, in: folder.url)
    }

    @Test(
        "reports only what the deploy causes, and who gains what",
        arguments: [
            // A project, an mdapi package, and the folder that sfdx-git-delta writes.
            ("", "permissionsets/INT_Warehouse.permissionset-meta.xml", ""),
            ("", "permissionsets/INT_Warehouse.permissionset", "package.xml"),
            (
                "delta", "delta/force-app/main/default/permissionsets/INT_Warehouse.permissionset-meta.xml",
                "delta/package/package.xml"
            ),
        ])
    func causes(_ path: String, _ set: String, _ manifest: String) throws {
        var package = [set: Self.set]
        if !manifest.isEmpty {
            package[manifest] = """
                <?xml version="1.0" encoding="UTF-8"?>
                <Package xmlns="http://soap.sforce.com/2006/04/metadata">
                    <types><members>INT_Warehouse</members><name>PermissionSet</name></types>
                    <version>66.0</version>
                </Package>

                """
        }
        let folder = try org(package)
        let place = path.isEmpty ? "deploy" : "deploy/\(path)"
        let outcome = try check(folder, place, "--format", "json")
        let report = try JSONReport(outcome)
        #expect(report.rules.contains("integration-view-all-data"))
        #expect(!report.rules.contains("integration-modify-all-data"))
        let all = try JSONReport(check(folder, place, "--format", "json", "--all"))
        #expect(all.rules.isSuperset(of: report.rules) && all.rules.contains("integration-modify-all-data"))
        let text = try check(folder, place).output
        let users = ["Warehouse Integration (warehouse.integration@acme.com)"]
        for user in users {
            #expect(text.contains("\(user) gains View All Data through set INT_Warehouse, line 6"), "\(text)")
        }
    }

    @Test func whatLeavesWithADestructiveManifestIsLost() throws {
        let folder = try org([
            "destructiveChanges.xml": """
            <?xml version="1.0" encoding="UTF-8"?>
            <Package xmlns="http://soap.sforce.com/2006/04/metadata">
                <types><members>INT_Base</members><name>PermissionSet</name></types>
                <version>66.0</version>
            </Package>

            """
        ])
        let text = try check(folder, "deploy").output
        #expect(text.contains(" loses Modify All Data through group INT_ALL, set INT_Base, line 12"))
        let report = try JSONReport(check(folder, "deploy", "--format", "json"))
        #expect(report.rules == ["permission-set-group-missing-member"])
    }

    @Test func whatThePackageDoesNotListIsNamedAndNotJudged() throws {
        let folder = try org([
            "permissionsets/INT_Warehouse.permissionset": Self.set,
            "package.xml": """
            <?xml version="1.0" encoding="UTF-8"?>
            <Package xmlns="http://soap.sforce.com/2006/04/metadata">
                <types><members>INT_Other</members><name>PermissionSet</name></types>
                <version>66.0</version>
            </Package>

            """,
        ])
        let outcome = try check(folder, "deploy")
        let reason =
            "deploy/permissionsets/INT_Warehouse.permissionset: 'deploy/package.xml' does not list it, so that the deploy "
            + "does not bring it"
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("What access the deploy changes:\n  No access changes.\n"))
        #expect(outcome.output.contains("  skipped: \(reason)\n"), "\(outcome.output)")
        #expect(try check(folder, "deploy", "--format", "json").output.contains("does not list it"))
        let strict = try check(folder, "deploy", "--strict-inputs")
        #expect(strict.status == 4 && strict.errors.contains("does not list it"))
    }

    @Test(
        "what is there already is not caused, wherever the package lies",
        arguments: [
            ("INT_Base.permissionset-meta.xml", "readme.txt"),
            ("permissionsets/INT_Base.permissionset", "package.xml"),
            ("force-app/main/default/permissionsets/INT_Base.permissionset-meta.xml", "package/package.xml"),
            ("src/permissionsets/INT_Base.permissionset-meta.xml", "sfdx-project.json"),
        ])
    func isNotCaused(_ path: String, _ beside: String) throws {
        let base = FixtureOrg.acme.url.appending(
            path: "force-app/main/default/permissionsets/INT_Base.permissionset-meta.xml")
        let folder = try org([
            path: String(contentsOf: base, encoding: .utf8),
            beside: beside.hasSuffix(".json") ? #"{ "packageDirectories": [{ "path": "src" }] }"# : Self.manifest,
        ])
        let outcome = try check(folder, "deploy", "--persona", "auditor")
        #expect(outcome.output.hasPrefix("What access the deploy changes:\n  No access changes.\n\nNo findings."))
        #expect(!outcome.output.contains("skipped: deploy"), "\(outcome.output)")
        let all = try JSONReport(check(folder, "deploy", "--format", "json", "--all"))
        #expect(
            all.findings.contains { $0.rule == "integration-modify-all-data" && $0.location.path.contains("deploy") })
    }

    private static let manifest = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Package xmlns="http://soap.sforce.com/2006/04/metadata">
            <types><members>INT_Base</members><name>PermissionSet</name></types>
            <version>66.0</version>
        </Package>

        """

    @Test func whatWasWrongWithAReplacedFileIsGone() throws {
        let folder = try TemporaryFolder()
        let wrong = Self.set.replacing("<enabled>true", with: "<enabled>maybe")
        let excepted = Self.set.replacing(
            "        <name>",
            with: "        <!-- forcelint-ignore integration-view-all-data: for now -->\n        <name>")
        try folder.write(wrong, to: "org/INT_A.permissionset-meta.xml")
        try folder.write(excepted, to: "org/INT_B.permissionset-meta.xml")
        try folder.write(String(Self.set.dropLast(9)), to: "org/INT_C.permissionset-meta.xml")
        func rules(_ arguments: String...) throws -> Set<String> {
            let outcome = try Program.run(
                ["check", "--org", "org", "deploy", "--format", "json", "--select", "input-,exception-"] + arguments,
                in: folder.url)
            return try JSONReport(outcome).rules
        }
        // The same as before causes nothing.
        try folder.write(wrong, to: "deploy/INT_A.permissionset-meta.xml")
        #expect(try rules() == [])
        #expect(try rules("--all") == ["input-invalid-value", "input-not-well-formed"])
        for name in ["A", "B", "C"] {
            try folder.write(
                Self.set.replacing("ViewAllData", with: "ApiEnabled"), to: "deploy/INT_\(name).permissionset-meta.xml")
        }
        #expect(try rules("--all") == [])
    }

    @Test func aFolderWithNothingToDeployIsNoDeploy() throws {
        let folder = try org(["readme.txt": ""])
        let outcome = try check(folder, "deploy")
        #expect(outcome.status == 4)
        #expect(
            outcome.errors == "error: there is nothing to deploy in 'deploy'; with --allow-empty that is no failure\n")
        #expect(try check(folder, "deploy", "--allow-empty").status == 0)
    }

    @Test func aDeployThatChangesNothingCausesNothing() throws {
        let folder = try FixtureOrg.acme.copy()
        let outcome = try check(folder, "force-app")
        #expect(
            outcome.status == 0 && outcome.output.hasPrefix("What access the deploy changes:\n  No access changes.\n"))
    }

    @Test("two folders", arguments: ["text", "json", "markdown"])
    func comparesFolders(_ format: String) throws {
        let (old, new) = (try FixtureOrg.acme.copy(), try FixtureOrg.acme.copy())
        try new.write(
            Self.set, to: "force-app/main/default/permissionsets/INT_Warehouse.permissionset-meta.xml")
        let outcome = try Program.run(
            ["diff", old.url.path, new.url.path, "--format", format] + FixtureOrg.asOf, in: old.url)
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        switch format {
        case "text":
            #expect(outcome.output.contains("gains View All Data through set INT_Warehouse, line 6\n"))
        case "markdown":
            #expect(outcome.output.contains("| gains | View All Data | through set INT\\_Warehouse, line 6 |\n"))
        default:
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
            #expect(object["version"] as? String == "json-v1" && object["comparesUsers"] as? Bool == true)
            let changes = try #require(object["changes"] as? [[String: Any]])
            let kinds = changes.compactMap { $0["kind"] as? String }
            #expect(kinds.contains("gains") && kinds.contains("loses"))
        }
        let same = try Program.run(["diff", old.url.path, old.url.path] + FixtureOrg.asOf, in: old.url)
        #expect(same.output == "No access changes.\n")
    }

    @Test func withoutExportsUsersAreNotCompared() throws {
        let folder = try FixtureOrg.acme.copy()
        try FileManager.default.removeItem(at: folder.url.appending(path: "org-records"))
        let outcome = try Program.run(["diff", ".", "."], in: folder.url)
        #expect(outcome.output.contains("Users are not compared"))
    }

    @Test func exportsOfTheConfigurationServeAFolderWithoutItsOwn() throws {
        let (old, new) = (try FixtureOrg.acme.copy(), try FixtureOrg.acme.copy())
        try new.write(Self.set, to: "force-app/main/default/permissionsets/INT_Warehouse.permissionset-meta.xml")
        for folder in [old, new] {
            try FileManager.default.moveItem(
                at: folder.url.appending(path: "org-records"), to: folder.url.appending(path: "exports"))
        }
        let gain = "gains View All Data through set INT_Warehouse, line 6\n"
        func diff(_ arguments: String...) throws -> String {
            try Program.run(["diff", old.url.path, new.url.path] + arguments + FixtureOrg.asOf, in: new.url).output
        }
        #expect(try !diff().contains(gain))
        #expect(try diff("--records", "exports").contains(gain))
        try new.write("version: 1\nrecords: [exports]\n", to: ".forcelint.yml")
        #expect(try diff().contains(gain))
        // Exports of a folder's own are not mixed with others.
        try FileManager.default.moveItem(
            at: old.url.appending(path: "exports"), to: old.url.appending(path: "org-records"))
        try old.write("Id,Username\n", to: "org-records/User.csv")
        #expect(try diff().contains(" (warehouse.integration@acme.com) gains"))
    }

    @Test func whatIsMissingIsSaid() throws {
        let folder = try FixtureOrg.acme.copy()
        #expect(try Program.run(["diff", "absent", "."], in: folder.url).status == 4)
        #expect(try Program.run(["check", "--org", "absent", "."], in: folder.url).status == 4)
        #expect(try Program.run(["check", "--org", ".", "absent"], in: folder.url).status == 4)
    }
}
