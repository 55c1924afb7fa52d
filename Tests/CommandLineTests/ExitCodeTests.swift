import Foundation
import TestSupport
import Testing

@Suite("Exit codes")
struct ExitCodeTests {
    @Test(
        "0 where nothing reaches the threshold, 1 where something does",
        arguments: ["text", "summary", "json", "sarif"])
    func findings(format: String) throws {
        let org = try TestOrg()
        #expect(try org.run("check", "--format", format).status == 0)
        #expect(try org.run("check", "--format", format, "--fail-on", "warning").status == 1)
        try org.writeApp()
        #expect(try org.run("check", "--format", format).status == 1)
        #expect(try org.run("check", "--format", format, "--fail-on", "never").status == 0)
    }

    @Test func checkIsTheDefaultAndThePathTheCurrentFolder() throws {
        let org = try TestOrg()
        let bare = try org.run()
        #expect(bare.status == 0)
        #expect(bare.output.contains("permission-set-license-blocks-integration"))
        #expect(try org.run("check", ".").output == bare.output)
        #expect(try org.run("force-app").output == bare.output)
    }

    @Test(
        "2 for wrong usage, with what is wrong on standard error alone",
        arguments: [
            (["--fromat", "json"], "--format"),
            (["--format", "jsn"], "- json"),
            (["--fail-on", "errors"], "'error'"),
            (["--select", "permission-set-license-blocks-integratoin"], "permission-set-license-blocks-integration"),
            (["--ignore", "app-scope-full,"], "empty"),
            (["--require-coverage=app-scope-ful"], "app-scope-full"),
            (["--select", "app-scope-full", "--ignore", "app"], "no rule is left"),
            (["-o", "report.pdf"], "no known format"),
            (["-o", "sarfi:report"], "sarif"),
            (["-o", "a.json", "-o", "a.json"], "twice"),
            (["--jobs", "0"], "--jobs"),
            (["--as-of", "2026-13-01"], "--as-of"),
            (["--as-of", "yesterday"], "--as-of"),
            (["-q", "-v"], "exclude"),
            (["--config", "none.yml"], "none.yml"),
            (["--config", "x", "--no-config"], "exclude"),
            (["explain", "app-scope-ful"], "app-scope-full"),
            (["explain"], "Name a rule"),
            (["rules", "--format", "sarif"], "'json'"),
        ]
    )
    func usage(arguments: [String], part: String) throws {
        let org = try TestOrg()
        let outcome = try Program.run(arguments, in: org.folder.url)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(part), "\(outcome.errors)")
    }

    @Test func twoForAMistakeInTheConfigurationWithItsPlace() throws {
        let org = try TestOrg(config: "version: 1\nrules:\n  app-scope-ful: off\n")
        let outcome = try org.run()
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.errors
                == "error: .forcelint.yml:3:3: unknown rule 'app-scope-ful'; did you mean 'app-scope-full'?\n")
        #expect(try org.run("--no-config").status == 0)
    }

    @Test func twoForAProjectFileThatIsNone() throws {
        let org = try TestOrg()
        try org.folder.write("{\n  \"packageDirectories\": [,]\n}", to: "sfdx-project.json")
        let outcome = try org.run()
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("sfdx-project.json:2:"))
    }

    @Test func threeWhereTheReportCannotBeWritten() throws {
        let org = try TestOrg()
        #expect(try org.run("-o", "missing/report.json").status == 3)
        #expect(try org.run("-o", "json:force-app").status == 3)
        #expect(try org.run(output: .closed).status == 3)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "the system has no full device"))
    func threeWhereTheDeviceIsFull() throws {
        let org = try TestOrg()
        let outcome = try org.run(output: .file("/dev/full"))
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("standard output"))
    }

    @Test func fourWhereThereIsNothingToLint() throws {
        let folder = try TemporaryFolder()
        try folder.write("no metadata", to: "readme.txt")
        let empty = try Program.run(["--format", "json"], in: folder.url)
        #expect(empty.status == 4)
        #expect(empty.errors.contains("no metadata"))
        #expect(empty.output.contains("\"findings\": []"))
        #expect(try Program.run(["--allow-empty"], in: folder.url).status == 0)
        let missing = try Program.run(["force-app"], in: folder.url)
        #expect(missing.status == 4)
        #expect(missing.errors.contains("force-app"))
        #expect(missing.output.isEmpty)
        #expect(try Program.run(["--records", "org-records"], in: folder.url).status == 4)
    }

    @Test func fourSaysWhichPackageDirectoryIsMissing() throws {
        let folder = try TemporaryFolder()
        try folder.write(TestOrg.project, to: "sfdx-project.json")
        let outcome = try Program.run([], in: folder.url)
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("'force-app' was not read"))
    }

    @Test func aMistypedCommandIsToldFromAPath() throws {
        let outcome = try TestOrg().run("chekc")
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("'check'"))
    }

    @Test func aBrokenFileIsAFindingAndStopsOnlyStrictRuns() throws {
        let org = try TestOrg()
        try org.folder.write("<PermissionSet>", to: "force-app/Broken.permissionset-meta.xml")
        let outcome = try org.run()
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("input-not-well-formed"))
        #expect(outcome.output.contains("permission-set-license-blocks-integration"))
        let strict = try org.run("--strict-inputs")
        #expect(strict.status == 4)
        #expect(strict.errors.contains("Broken.permissionset-meta.xml"))
        #expect(strict.output == outcome.output)
    }

    @Test func strictRunsMindSkippedPaths() throws {
        let org = try TestOrg()
        #expect(try org.run("--strict-inputs").status == 0)
        try FileManager.default.createSymbolicLink(
            atPath: org.folder.url.appending(path: "force-app/Lost.permissionset-meta.xml").path,
            withDestinationPath: "nowhere"
        )
        let outcome = try org.run("--strict-inputs")
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("Lost.permissionset-meta.xml"))
    }

    @Test func coverageIsAskedForOfAllRulesOrSome() throws {
        let org = try TestOrg()
        try org.writeApp()
        let all = try org.run("--require-coverage", ".")
        #expect(all.status == 4, "4 goes before 1")
        #expect(all.errors.contains("'integration-user-missing-psl' is not evaluated without User"))
        #expect(try org.run("--require-coverage=app-not-admin-approved").status == 1)
        #expect(try org.run("--require-coverage=app-not-admin-approved,integration-user-missing-psl").status == 4)
        let ignored = try org.run("--require-coverage=app-not-admin-approved", "--ignore", "app-not-admin-approved")
        #expect(ignored.status == 4)
        #expect(ignored.errors.contains("does not run"))
    }
}
