import Foundation
import TestSupport
import Testing

/// What `forcelint migrate` writes: files, formats, commands.
@Suite("The output of migrate")
struct MigrationOutputTests {
    private static let user = MigrationOrg.user
    private static let file = "sets/INT_ERP_Access.permissionset-meta.xml"

    // MARK: Files

    @Test("are written whole, and never over others without being told")
    func files() throws {
        let org = try MigrationOrg()
        let first = try org.migrate("-o", "sets")
        #expect(first.status == 0 && first.errors == "\(Self.file): written\n")
        #expect(first.output.contains("--source-dir sets/INT_ERP_Access.permissionset-meta.xml\n"))
        let text = try org.text(Self.file)
        #expect(try Snapshot.problem(text, "migrate-permission-set.xml") == nil)
        let (_, user) = try org.plan()
        #expect(user["permissionSets"]?.items?.first?["metadata"]?.string == text)
        try org.write(Self.file, "mine")
        let second = try org.migrate("-o", "sets")
        #expect(second.status == 2 && second.output.isEmpty)
        #expect(second.errors == "error: '\(Self.file)' is there already; --force replaces it\n")
        #expect(try org.text(Self.file) == "mine")
        #expect(try org.migrate("-o", "sets", "--force").status == 0)
        #expect(try org.text(Self.file) == text)
    }

    @Test func nothingIsWrittenWhereOneFileIsInTheWay() throws {
        let org = try MigrationOrg()
        try org.org.set("Night", isConditional: true, "DataExport")
        try org.org.assignments(["\(Self.user) ERP", "\(Self.user) Night"])
        try org.write("sets/INT_ERP_Access_Session.permissionset-meta.xml", "mine")
        #expect(try org.migrate("-o", "sets").status == 2)
        let written = try FileManager.default.contentsOfDirectory(
            atPath: org.org.folder.url.appending(path: "sets").path)
        #expect(written == ["INT_ERP_Access_Session.permissionset-meta.xml"])
    }

    @Test func aLinkIsLeftAlone() throws {
        let org = try MigrationOrg()
        try org.write("victim", "mine")
        try org.write("sets/keep", "")
        try FileManager.default.createSymbolicLink(
            at: org.org.folder.url.appending(path: Self.file),
            withDestinationURL: org.org.folder.url.appending(path: "victim"))
        #expect(try org.migrate("-o", "sets", "--force").status == 2)
        #expect(try org.text("victim") == "mine")
    }

    @Test(
        "wrong usage is refused", arguments: [["--force"], ["-o", ""], ["nobody@acme.example"], ["--format", "xml"]])
    func usage(_ arguments: [String]) throws {
        let org = try MigrationOrg()
        let outcome = try Program.run(["migrate"] + arguments, in: org.org.folder.url)
        #expect(outcome.status == 2 && outcome.output.isEmpty && !outcome.errors.isEmpty)
    }

    @Test func aFolderIsNoUser() throws {
        let outcome = try MigrationOrg().migrate("force-app")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == "error: no user is called 'force-app'; files and folders are named by --path\n")
    }

    @Test func withoutUsersNothingIsKnown() throws {
        let org = try MigrationOrg()
        try org.remove("org-records/User.csv")
        let outcome = try org.migrate()
        #expect(outcome.status == 4 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("the export of User is missing; 'forcelint export-plan'"))
    }

    @Test func aNameThatIsTakenIsNotUsed() throws {
        let org = try MigrationOrg()
        try org.org.set("int_erp_access", "ViewSetup")
        let (_, user) = try org.plan()
        #expect(user["permissionSets"]?.items?.first?["name"]?.string == "INT_ERP_Access2")
    }

    // MARK: Formats

    private static func schema() throws -> JSONSchema {
        let file = Checkout.root.appending(path: "docs/migrate.schema.json")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(try Program.run(["migrate", "--schema"], in: Checkout.root).output == text)
        return JSONSchema(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)))
    }

    @Test func jsonHasTheFormOfItsSchema() throws {
        let schema = try Self.schema().closed
        for org in FixtureOrg.allCases {
            let outcome = try Program.run(
                ["migrate", "--path", org.path, "--format", "json"] + FixtureOrg.asOf, in: Checkout.root)
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(outcome.output.utf8))
            #expect(schema.problems(of: value) == [], "\(org)")
        }
        let org = try MigrationOrg()
        try org.org.set("Night", isConditional: true, "DataExport")
        try org.org.assignments(["\(Self.user) ERP", "\(Self.user) Night"])
        #expect(schema.problems(of: try org.plan().plan) == [])
        try org.remove("org-records/LoginHistory.csv")
        try org.remove("org-records/PermissionSetLicenseAssign.csv")
        #expect(schema.problems(of: try org.plan().plan) == [])
    }

    @Test("text and Markdown stay as they are", arguments: ["text", "markdown"])
    func snapshots(_ format: String) throws {
        var text = ""
        for org in [FixtureOrg.clean, .troubled] {
            let arguments = ["migrate", "--path", org.path, "--format", format] + FixtureOrg.asOf
            text += "$ forcelint \(arguments.dropLast(2).joined(separator: " "))\n"
            text += try Program.run(arguments, in: Checkout.root).output + "\n"
        }
        text += "$ forcelint migrate --format \(format)\n"
        text += try MigrationOrg().migrate("--format", format).output
        #expect(try Snapshot.problem(text, "migrate-\(format).txt") == nil)
    }

    // MARK: Strangers' names

    private static let hostile = Hostile.texts.filter { !$0.contains("\0") && $0.utf8.count < 200 }

    /// An org in which a username, the name of the user, an integration, a set and an object are hostile.
    private static func hostileOrg(_ name: String) throws -> MigrationOrg {
        let org = try MigrationOrg()
        let quoted = "\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\""
        let xml = name.unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0xFFFE }.map(String.init).joined()
            .replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
        try org.write(".forcelint.yml", "version: 1\n")
        try org.org.set("ERP", "x\(xml)x", "class x\(xml)x")
        try org.records(
            "User", "Id,Username,Name,IsActive,Profile.Name,Profile.UserLicense.Name",
            [
                "005000000000000AAA,\(quoted),\(quoted),true,\(MigrationOrg.profile),Salesforce"
            ])
        try org.records(
            "PermissionSetAssignment", "Id,AssigneeId,PermissionSet.Name,PermissionSet.IsOwnedByProfile",
            ["0Pa000000000000AAA,005000000000000AAA,ERP,false"])
        return org
    }

    @Test("are shown and do nothing", arguments: hostile)
    func hostileNames(_ name: String) throws {
        let org = try Self.hostileOrg(name)
        for format in ["text", "markdown", "json"] {
            let outcome = try org.migrate("--format", format, "-o", "sets", "--force")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(Hostile.commands(in: outcome.output) == [] && Hostile.commands(in: outcome.errors) == [])
        }
        let (_, user) = try org.plan()
        let set = try #require(user["permissionSets"]?.items?.first?["name"]?.string)
        #expect(set.wholeMatch(of: /[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*/) != nil && set.utf8.count <= 80)
        let label = try #require(user["permissionSets"]?.items?.first?["label"]?.string)
        #expect(label.count <= 80)
    }

    @Test("a shell gives the CLI names as they are", arguments: hostile)
    func quoting(_ name: String) throws {
        let org = try Self.hostileOrg(name)
        let (_, user) = try org.plan()
        let username = try #require(user["user"]?["name"]?.string)
        let commands = MigrationOrg.commands(user)
        let folder = org.org.folder.url
        try org.write(
            "bin/sf", "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\0' \"$word\"; done >> \"$LOG\"\necho x\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: folder.appending(path: "bin/sf").path)
        try org.write("run.sh", "set -eu\n" + commands.map { "\($0)\n" }.joined())
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["run.sh"]
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": "\(folder.path)/bin:/usr/bin:/bin", "ORG": "my org", "CONSUMER_KEY": "key",
            "LOG": folder.appending(path: "words").path,
        ]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let words = try org.text("words").split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        #expect(words.filter { Array($0.utf8) == Array(username.utf8) }.count == 4)
        #expect(words.filter { $0 == "my org" }.count == 6)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(left == [".forcelint.yml", "bin", "force-app", "org-records", "run.sh", "sfdx-project.json", "words"])
    }
}
