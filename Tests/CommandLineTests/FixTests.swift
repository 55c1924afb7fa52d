import Foundation
import TestSupport
import Testing

@Suite("The options --fix and --diff")
struct FixTests {
    private static let license = "permission-set-license-blocks-integration"

    /// An org with one permission set of these bytes.
    private func org(_ set: String) throws -> TestOrg {
        let org = try TestOrg()
        try org.folder.write(set, to: TestOrg.set)
        return org
    }

    /// Every file below the folder that is no file of the project.
    private func strangers(_ org: TestOrg) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: org.folder.url.path)
            .filter { $0.split(separator: "/").last?.hasPrefix(".forcelint-") == true }
    }

    private func status(_ path: String, _ org: TestOrg) throws -> stat {
        var status = stat()
        try #require(stat(org.folder.url.appending(path: path).path, &status) == 0)
        return status
    }

    // MARK: What is fixed

    @Test func safeEditsAloneAreMadeUnlessAllAreWanted() throws {
        let org = try TestOrg()
        let before = try org.text(TestOrg.set)
        let safe = try org.run("--fix", "--fail-on", "warning")
        #expect(safe.status == 1)
        #expect(
            safe.errors == "fixed 0 findings in 0 files\n1 finding more with --fix=all, which a person should confirm\n"
        )
        #expect(safe.output.contains(Self.license))
        #expect(try org.text(TestOrg.set) == before)
        let all = try org.run("--fix=all", "--fail-on", "warning")
        #expect(all.status == 0)
        #expect(all.errors == "fixed 1 finding in 1 file\n")
        #expect(!all.output.contains(Self.license))
        #expect(try org.text(TestOrg.set) == before.replacing("    <license>Salesforce</license>\n", with: ""))
        #expect(try org.run("--fail-on", "warning").status == 0)
        #expect(try strangers(org).isEmpty)
    }

    @Test func aPathBehindTheOptionIsAPath() throws {
        let org = try TestOrg()
        let outcome = try org.run("check", "--fix", "force-app", "--quiet")
        #expect(outcome.errors.isEmpty && outcome.status == 0)
        #expect(try org.run("check", "--fix=some", "force-app").status == 2)
    }

    @Test func everyOtherByteStays() throws {
        let set =
            "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- kept -->\r\n"
            + "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\r\n\t<label>ä &amp; b</label>\r\n"
            + "\t<objectPermissions>\r\n\t\t<allowCreate> true <!-- why --></allowCreate>\r\n"
            + "\t\t<allowDelete>false</allowDelete>\r\n\t\t<allowEdit>false</allowEdit>\r\n"
            + "\t\t<allowRead>false</allowRead>\r\n\t\t<modifyAllRecords>false</modifyAllRecords>\r\n"
            + "\t\t<object>Account</object>\r\n\t\t<viewAllRecords>false</viewAllRecords>\r\n"
            + "\t</objectPermissions>\r\n\t<userLicense>Salesforce</userLicense>\r\n</PermissionSet>"
        let org = try org(set)
        let outcome = try org.run("--fix", "--persona", "auditor")
        #expect(outcome.errors.hasPrefix("fixed 2 findings in 1 file\n"))
        #expect(
            try org.text(TestOrg.set)
                == set.replacing("> true <", with: "> false <").replacing("userLicense>", with: "license>"))
    }

    @Test func wholeEntriesGoAndMissingElementsCome() throws {
        let entry =
            "    <userPermissions>\n        <enabled>true</enabled>\n        <name>ApiEnabled</name>\n    </userPermissions>\n"
        let org = try org(
            "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n    <label>ERP</label>\n" + entry
                + entry
                + "</PermissionSet>\n")
        try org.writeApp()
        let app = try org.text(TestOrg.app)
        let line = "        <isAdminApproved>false</isAdminApproved>\n"
        try org.folder.write(app.replacing(line, with: ""), to: TestOrg.app)
        let outcome = try org.run("--fix=all")
        #expect(outcome.errors.contains("in 2 files"))
        #expect(try org.text(TestOrg.set).components(separatedBy: "<userPermissions>").count == 2)
        #expect(try org.text(TestOrg.app) == app.replacing("Approved>false</", with: "Approved>true</"))
    }

    @Test func whatAnExceptionHidesStays() throws {
        let config = """
            version: 1
            exceptions:
              - rule: \(Self.license)
                target: PermissionSet:INT_ERP
                reason: planned

            """
        let org = try TestOrg(config: config)
        let before = try org.text(TestOrg.set)
        #expect(try org.run("--fix=all").errors == "fixed 0 findings in 0 files\n")
        #expect(try org.run("--fix=all", "--no-ignores").errors == "fixed 0 findings in 0 files\n")
        #expect(try org.text(TestOrg.set) == before)
    }

    @Test func whatAnInlineExceptionStandsForIsNotTakenFromUnderIt() throws {
        let entry =
            "    <userPermissions>\n        <enabled>true</enabled>\n        <name>ApiEnabled</name>\n    </userPermissions>\n"
        let note = "    <!-- forcelint-ignore integration-view-all-data: needed -->\n"
        let org = try org(
            "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n    <label>ERP</label>\n" + entry + note
                + entry + "</PermissionSet>\n")
        let before = try org.text(TestOrg.set)
        #expect(try org.run("--fix").errors.contains("1 finding not fixed: a forcelint-ignore comment"))
        #expect(try org.text(TestOrg.set) == before)
    }

    @Test func theTroubledOrgIsQuietOnTheSecondRun() throws {
        let folder = try FixtureOrg.troubled.copy()
        let before = try JSONReport(FixtureOrg.check(folder.url, "--format", "json", "--persona", "auditor"))
        let first = try FixtureOrg.check(folder.url, "--format", "json", "--persona", "auditor", "--fix=all")
        #expect(first.errors.hasPrefix("fixed "))
        let after = try JSONReport(first)
        #expect(after.findings.count < before.findings.count)
        let known = Set(before.findings.map { "\($0.rule) \($0.fingerprint)" })
        #expect(after.findings.filter { !known.contains("\($0.rule) \($0.fingerprint)") }.map(\.claim) == [])
        var errors = first.errors
        for _ in 0..<3 where errors.contains("overlapped") {
            errors = try FixtureOrg.check(folder.url, "--persona", "auditor", "--fix=all").errors
        }
        let last = try FixtureOrg.check(folder.url, "--persona", "auditor", "--fix=all")
        #expect(last.errors.hasPrefix("fixed 0 findings in 0 files\n"), "\(last.errors)")
        #expect(!last.errors.contains("overlapped"))
    }

    // MARK: What is shown

    @Test func aDiffChangesNothingAndSaysWhatWould() throws {
        let org = try TestOrg()
        let before = try org.text(TestOrg.set)
        let outcome = try org.run("--fix=all", "--diff")
        #expect(outcome.status == 1)
        #expect(
            outcome.output == """
                --- \(TestOrg.set)
                +++ \(TestOrg.set)
                @@ -1,5 +1,4 @@
                 <?xml version="1.0" encoding="UTF-8"?>
                 <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
                     <label>Integration - ERP</label>
                -    <license>Salesforce</license>
                 </PermissionSet>

                """)
        #expect(try org.text(TestOrg.set) == before)
        #expect(try org.run("--fix=all", "--diff", "--fail-on", "never").status == 0)
        let safe = try org.run("--diff")
        #expect(safe.status == 0 && safe.output.isEmpty)
        #expect(try org.run("--diff", "--format", "json").status == 2)
    }

    @Test func aDiffIsWhatPatchNeedsForTheSameFiles() throws {
        guard let git = Tool.url("git") else {
            print("git is absent: no diff is applied.")
            return
        }
        let fixed = try FixtureOrg.troubled.copy()
        let patched = try FixtureOrg.troubled.copy()
        // A masked line fits no file.
        for copy in [fixed, patched] {
            let app = "force-app/main/default/connectedApps/Warehouse.connectedApp-meta.xml"
            let text = String(decoding: try Data(contentsOf: copy.url.appending(path: app)), as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            try copy.write(lines.filter { !$0.contains("<consumerSecret>") }.joined(separator: "\n"), to: app)
        }
        let arguments = ["--persona", "auditor", "--fix=all", "--ignore", "secret", "--fail-on", "never"]
        let diff = try Program.run(["check", "--diff"] + FixtureOrg.asOf + arguments, in: patched.url)
        let patch = try patched.write(diff.output, to: "fixes.patch")
        let applied = try Tool.run(git, ["apply", "-p0", "--whitespace=nowarn", patch.path], in: patched.url)
        #expect(applied.status == 0, "\(applied.output)")
        try FileManager.default.removeItem(at: patch)
        #expect(try Program.run(["check"] + FixtureOrg.asOf + arguments, in: fixed.url).status == 0)
        for path in try FileManager.default.subpathsOfDirectory(atPath: fixed.url.path) {
            let (left, right) = (fixed.url.appending(path: path), patched.url.appending(path: path))
            #expect(
                FileManager.default.contents(atPath: left.path) == FileManager.default.contents(atPath: right.path),
                "\(path)")
        }
    }

    @Test func aDiffShowsNoSecretAndNoCommand() throws {
        let org = try TestOrg()
        try org.writeApp()
        let app = try org.text(TestOrg.app)
            .replacing(
                "        <isAdmin",
                with: "        <consumerSecret>5E1D9A77C0FFEE</consumerSecret>\n        <isAdmin"
            )
            .replacing(
                "    <oauthConfig>", with: "    <!--\n  ::error::x\n  ##vso[x]\u{202E}\n    -->\n    <oauthConfig>")
        try org.folder.write(app, to: TestOrg.app)
        for rules in ["app-secret-in-source", "app-not-admin-approved", "app-"] {
            let diff = try org.run("--fix=all", "--diff", "--select", rules)
            #expect(diff.output.contains("••••••••"), "\(rules)")
            #expect(!diff.output.contains("C0FFEE"))
            #expect(
                !diff.output.contains("  ::error") && !diff.output.contains("##vso")
                    && !diff.output.contains("\u{202E}"))
        }
    }

    // MARK: What is refused

    @Test func aLinkThatLeadsOutOfWhatWasNamedIsLeftAndTheOthersAreFixed() throws {
        let org = try TestOrg()
        let linked = "force-app/main/default/permissionsets/INT_Link.permissionset-meta.xml"
        try org.folder.write(try org.text(TestOrg.set), to: "elsewhere/real.xml")
        try FileManager.default.createSymbolicLink(
            at: org.folder.url.appending(path: linked),
            withDestinationURL: org.folder.url.appending(path: "elsewhere/real.xml"))
        let named = try org.run("check", "--fix=all", "--fail-on", "warning", linked, TestOrg.set)
        #expect(named.status == 1)
        #expect(named.errors.contains("1 finding not fixed: outside the paths that were named"))
        #expect(named.errors.hasPrefix("fixed 1 finding in 1 file\n"))
        #expect(try org.text("elsewhere/real.xml").contains("<license>"))
        #expect(try !org.text(TestOrg.set).contains("<license>"))
    }

    @Test func aLinkWithinWhatWasNamedStaysOne() throws {
        let org = try TestOrg()
        let linked = org.folder.url.appending(
            path: "force-app/main/default/permissionsets/INT_L.permissionset-meta.xml")
        try org.folder.write(try org.text(TestOrg.set), to: "elsewhere/real.xml")
        try FileManager.default.createSymbolicLink(
            at: linked, withDestinationURL: org.folder.url.appending(path: "elsewhere/real.xml"))
        #expect(try org.run("--fix=all").errors == "fixed 2 findings in 2 files\n")
        #expect(try !org.text("elsewhere/real.xml").contains("<license>"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: linked.path).hasSuffix("elsewhere/real.xml"))
    }

    @Test func aFolderBehindALinkIsLeft() throws {
        let org = try TestOrg()
        try org.folder.write(try org.text(TestOrg.set), to: "elsewhere/INT_X.permissionset-meta.xml")
        try FileManager.default.createSymbolicLink(
            at: org.folder.url.appending(path: "force-app/more"),
            withDestinationURL: org.folder.url.appending(path: "elsewhere"))
        #expect(try org.run("--fix=all").status == 3)
        #expect(try org.text("elsewhere/INT_X.permissionset-meta.xml").contains("<license>"))
    }

    @Test func modeAndOwnerStayAndTheFileIsANewOne() throws {
        let org = try TestOrg()
        let path = org.folder.url.appending(path: TestOrg.set).path
        try #require(chmod(path, 0o640) == 0)
        if geteuid() == 0 { try #require(chown(path, 1234, 2345) == 0) }
        let before = try status(TestOrg.set, org)
        #expect(try org.run("--fix=all").errors == "fixed 1 finding in 1 file\n")
        let after = try status(TestOrg.set, org)
        #expect(after.st_mode == before.st_mode)
        #expect(after.st_uid == before.st_uid && after.st_gid == before.st_gid)
        // Renaming a whole file over the old one is what keeps a reader, or a run that is cut off, from half a file.
        #expect(after.st_ino != before.st_ino)
        #expect(try strangers(org).isEmpty)
    }

    @Test("leave what may not be written", arguments: [("folder", 0o555, 0o644), ("file", 0o755, 0o444)])
    func writeProtection(_ what: String, _ folderMode: Int, _ fileMode: Int) throws {
        let org = try TestOrg()
        let file = org.folder.url.appending(path: TestOrg.set)
        let folder = file.deletingLastPathComponent()
        let before = try org.text(TestOrg.set)
        try #require(chmod(file.path, mode_t(fileMode)) == 0 && chmod(folder.path, mode_t(folderMode)) == 0)
        defer { chmod(folder.path, 0o755) }
        let outcome: Program.Outcome
        if geteuid() == 0 {
            guard FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") else {
                print("setpriv is absent: what the administrator may not write is not tested.")
                return
            }
            // Nobody owns both, so that the modes alone decide.
            try #require(chown(file.path, 65534, 65534) == 0 && chown(folder.path, 65534, 65534) == 0)
            outcome = try Program.run(
                ["--fix=all"], in: org.folder.url, through: ["/usr/bin/setpriv", "--reuid=65534", "--clear-groups"])
        } else {
            outcome = try org.run("--fix=all")
        }
        #expect(outcome.status == 3, "\(outcome.errors)")
        #expect(outcome.errors.contains("was not changed: "))
        #expect(outcome.output.contains(Self.license))
        #expect(try org.text(TestOrg.set) == before)
        #expect(try strangers(org).isEmpty)
    }
}
