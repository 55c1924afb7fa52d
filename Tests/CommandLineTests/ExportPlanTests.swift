import Foundation
import RuleCatalogue
import TestSupport
import Testing

/// `forcelint export-plan`, from the outside.
@Suite("Export plan")
struct ExportPlanTests {
    private struct Plan: Decodable {
        struct Members: Decodable {
            let type: String
            let members: [String]
            let reasons: [String]
        }

        struct Query: Decodable {
            let object: String
            let fields: [String]
            let soql: String
            let bulk: Bool
            let output: String
            let command: String
            let reason: String
            let rules: Int
        }

        struct Given: Decodable {
            let name: String
            let count: Int
        }

        let metadata: [Members]
        let queries: [Query]
        let given: [Given]
        let logs: Logs?
        let next: String

        struct Logs: Decodable {
            let soql: String
            let commands: [String]
            let rules: Int
        }

        func query(_ object: String) -> Query? { queries.first { $0.object == object } }
        func members(_ type: String) -> [String] { metadata.first { $0.type == type }?.members ?? [] }
    }

    private func plan(_ folder: URL, _ arguments: String...) throws -> Plan {
        let outcome = try Program.run(["export-plan", "--format", "json"] + arguments + FixtureOrg.asOf, in: folder)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        return try JSONDecoder().decode(Plan.self, from: Data(outcome.output.utf8))
    }

    /// The rows of the table of members: input, type, member.
    private static var members: [[Substring]] {
        ReferenceTable.retrieveMembers.rows.map { $0["member"].split(separator: " ") }.filter { $0.count == 3 }
    }

    /// The plan of a folder with nothing in it.
    private func planOfNothing(_ arguments: String...) throws -> Plan {
        let folder = try nothing()
        defer { withExtendedLifetime(folder) {} }
        let outcome = try Program.run(
            ["export-plan", "--format", "json"] + arguments + FixtureOrg.asOf, in: folder.url)
        return try JSONDecoder().decode(Plan.self, from: Data(outcome.output.utf8))
    }

    /// A folder with nothing in it.
    private func nothing() throws -> TemporaryFolder { try TemporaryFolder() }

    // MARK: What stands in the tables

    @Test("every field of every query stands in the table, once")
    func fieldsStandInTheTable() throws {
        let known = Set(ReferenceTable.exportFields.rows.map { $0["field"] })
        let queries = try planOfNothing().queries
        #expect(Set(queries.map(\.object)).count == queries.count)
        #expect(
            queries.map(\.object).contains("PermissionSetAssignment") && queries.map(\.object).contains("UserLogin"))
        for query in queries {
            let match = try #require(
                query.soql.wholeMatch(of: /SELECT ([A-Za-z., ]+) FROM ([A-Za-z]+)/), "\(query.soql)")
            let fields = match.1.split(separator: ", ").map(String.init)
            #expect(fields == query.fields && String(match.2) == query.object)
            #expect(Set(fields).count == fields.count)
            #expect(fields.filter { !known.contains("\(query.object).\($0)") } == [])
            #expect(query.command.contains("--query \"\(query.soql)\""))
            #expect(query.output == "org-records/\(query.object).csv")
        }
    }

    @Test("every member stands in the table or in a file of the org")
    func membersStandInTheTable() throws {
        let known = Set(Self.members.map { "\($0[1]):\($0[2])" })
        for metadata in try planOfNothing().metadata {
            #expect(metadata.members.filter { !known.contains("\(metadata.type):\($0)") } == [])
        }
        let acme = try plan(FixtureOrg.acme.url)
        #expect(acme.members("PermissionSet") == ["INT_Archive"])
        // Its file was retrieved without objects.
        #expect(acme.members("Profile") == ["Minimum Access - API Only Integrations", "Standard"])
        #expect(acme.members("CustomObject").contains("CareProgram"), "INT_Care speaks of it")
        for metadata in acme.metadata where !["PermissionSet", "Profile"].contains(metadata.type) {
            let strangers = metadata.members.filter { !known.contains("\(metadata.type):\($0)") }
            #expect(strangers == (metadata.type == "CustomObject" ? ["CareProgram"] : []))
        }
    }

    @Test("the types of the table are those of the registry")
    func typesAreOfTheRegistry() throws {
        guard let list = SharedMaterial.url("reference/metadata-types.tsv") else {
            print("The list of metadata types is absent: the table of members is not compared with it.")
            return
        }
        let official = Set(
            try String(contentsOf: list, encoding: .utf8).split(separator: "\n").compactMap {
                $0.split(separator: "\t").first
            })
        #expect(Self.members.filter { !official.contains($0[1]) } == [])
        #expect(!Self.members.contains { $0[1] == "ExtlClntAppGlobalOauthSettings" })
    }

    @Test("every input that a rule needs can be fetched")
    func everyNeedCanBeFetched() throws {
        let fetched = Set(
            Self.members.map { $0[0] }
                + ReferenceTable.exportFields.rows.compactMap { $0["field"].split(separator: ".").first })
        let needed = Set(
            try JSONRules.all().flatMap(\.needs).flatMap { need in need.split { !$0.isLetter } })
        #expect(needed.subtracting(fetched) == [])
    }

    // MARK: What is there is left out

    @Test func whatIsGivenIsLeftOut() throws {
        let acme = try plan(FixtureOrg.acme.url)
        #expect(acme.query("User") == nil && acme.query("PermissionSetAssignment") == nil)
        #expect(acme.query("LoginHistory")?.reason == "no export is there")
        #expect(acme.given.contains { $0.name == "User" && $0.count == 8 })
        #expect(acme.members("ConnectedApp").isEmpty && acme.members("Certificate") == ["*"])
        #expect(acme.members("Settings").contains("Security") && !acme.members("Settings").contains("OauthOidc"))
        #expect(acme.next == "forcelint check . org-metadata --usage event-logs")
    }

    @Test func whatIsCutOffOldOrLacksFieldsIsFetchedAgain() throws {
        let org = try FixtureOrg.acme.copy()
        let users = org.url.appending(path: "org-records/User.csv")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: users.path)
        try org.write("Id,Name\n00DAb0000000IYdMAM,Acme\n", to: "org-records/Organization.csv")
        try FileManager.default.removeItem(at: org.url.appending(path: "org-records/UserLicense.csv"))
        try org.write(
            #"{"records":[{"Id":"100Ab0000000NWGIA2","Name":"Salesforce"}],"totalSize":2,"done":false}"#,
            to: "org-records/UserLicense.json")
        let again = try plan(org.url)
        #expect(again.query("User")?.reason == "the export is of 2023-11-14")
        #expect(again.query("Organization")?.reason == "the export lacks OrganizationType, IsSandbox")
        #expect(again.query("UserLicense")?.reason == "the export is cut off")
        #expect(again.query("PermissionSetLicense") == nil)
        #expect(try plan(org.url, "--max-age", "2000").query("User") == nil)
    }

    @Test func onlyWhatTheChosenRulesNeed() throws {
        let folder = try nothing()
        let login = try plan(folder.url, "--select", "integration-user-failed-logins")
        #expect(login.queries.map(\.object) == ["User", "LoginHistory"])
        #expect(login.metadata.isEmpty && login.next == "forcelint check .")
        let all = try plan(folder.url)
        #expect(all.queries.count == 10 && all.queries.first { $0.object == "UserLogin" }?.rules == 0)
        #expect(try plan(folder.url, "--ignore", "integration-user").queries.count <= all.queries.count)
    }

    @Test func aProfileIsFetchedWithWhatItSpeaksOf() throws {
        let folder = try nothing()
        let plan = try plan(folder.url)
        #expect(plan.members("Profile") == ["*"])
        #expect(plan.members("CustomObject").contains("Account") && plan.members("CustomObject").first == "*")
        #expect(plan.members("ApexClass") == ["*"])
        try folder.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
                <label>X</label>
                <objectPermissions>
                    <allowRead>true</allowRead>
                    <object>WorkOrder</object>
                </objectPermissions>
            </PermissionSet>

            """, to: "X.permissionset-meta.xml")
        #expect(try self.plan(folder.url).members("CustomObject").contains("WorkOrder"))
    }

    @Test func aLargeOrgIsReadByTheBulkAPI() throws {
        let bulk = try planOfNothing("--bulk")
        #expect(bulk.query("User")?.bulk == true && bulk.query("Organization")?.bulk == false)
        #expect(bulk.query("User")?.command.hasPrefix("sf data export bulk --wait 30 --target-org \"$ORG\" ") == true)
        #expect(try planOfNothing().query("User")?.command.hasPrefix("sf data query --target-org ") == true)
    }

    @Test func eventLogsAreFetchedOneByOne() throws {
        let logs = try #require(try planOfNothing("--select", "usage").logs)
        #expect(
            logs.soql == "SELECT Id, EventType, LogDate, LogFileLength FROM EventLogFile WHERE EventType IN "
                + "('API', 'RestApi', 'BulkApi', 'BulkApi2', 'ApiTotalUsage') AND Interval = 'Daily'")
        #expect(logs.rules == 2 && logs.commands.count == 3)
        #expect(logs.commands[2].contains("sf api request rest \"sobjects/EventLogFile/$id/LogFile\""))
        #expect(try planOfNothing("--select", "integration-user-failed-logins").logs == nil)
        #expect(try plan(FixtureOrg.clean.url).logs == nil)
        #expect(try plan(FixtureOrg.clean.url).given.contains { $0.name == "EventLogFile" && $0.count == 119 })
    }

    // MARK: Formats

    @Test("the script is one for a shell", arguments: [true, false])
    func script(_ isEmpty: Bool) throws {
        let folder = isEmpty ? try nothing() : try FixtureOrg.acme.copy()
        let script = try Program.run(["export-plan", "--format", "sh"] + FixtureOrg.asOf, in: folder.url).output
        let file = try folder.write(script, to: "fetch.sh")
        for (tool, arguments) in [("bash", ["-n"]), ("sh", ["-n"]), ("shellcheck", [])] {
            guard let url = Self.tool(tool) else {
                print("\(tool) is absent: the script is not checked with it.")
                continue
            }
            let process = Process()
            process.executableURL = url
            process.arguments = arguments + [file.path]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(tool): \(String(decoding: data, as: UTF8.self))")
        }
    }

    @Test("the script stops on the first error, and fetches all when there is none")
    func scriptRuns() throws {
        let folder = try nothing()
        try folder.write(TestOrg.project, to: "sfdx-project.json")
        let script = try Program.run(["export-plan", "--format", "sh"] + FixtureOrg.asOf, in: folder.url).output
        try folder.write(script, to: "fetch.sh")
        func run(_ sf: String, _ arguments: [String]) throws -> (status: Int32, calls: [String]) {
            let program = try folder.write("#!/bin/sh\necho \"$*\" >> calls\n\(sf)\n", to: "bin/sf")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
            try folder.write("", to: "calls")
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["fetch.sh"] + arguments
            process.currentDirectoryURL = folder.url
            process.environment = ["PATH": "\(folder.url.appending(path: "bin").path):/usr/bin:/bin"]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            let calls = String(decoding: try Data(contentsOf: folder.url.appending(path: "calls")), as: UTF8.self)
            return (process.terminationStatus, calls.split(separator: "\n").map(String.init))
        }
        let all = try run("exit 0", ["acme"])
        #expect(all.status == 0 && all.calls.count == 12)
        #expect(
            all.calls[0]
                == "project retrieve start --target-org acme --manifest org-package.xml --output-dir org-metadata")
        #expect(
            all.calls[1].hasPrefix(
                "data query --target-org acme --result-format csv --output-file org-records/User.csv"))
        let manifest = String(
            decoding: try Data(contentsOf: folder.url.appending(path: "org-package.xml")), as: UTF8.self)
        #expect(
            manifest
                == (try Program.run(["export-plan", "--format", "package"] + FixtureOrg.asOf, in: folder.url).output))
        let stopped = try run("exit 1", ["acme"])
        #expect(stopped.status == 1 && stopped.calls.count == 1)
        #expect(try run("exit 0", []).status == 2)
    }

    @Test func jsonHasTheFormOfItsSchema() throws {
        let file = Checkout.root.appending(path: "docs/export-plan.schema.json")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(try Program.run(["export-plan", "--schema"], in: Checkout.root).output == text)
        let schema = JSONSchema(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)))
        let empty = try nothing()
        for folder in [FixtureOrg.acme.url, FixtureOrg.clean.url, empty.url] {
            let output = try Program.run(["export-plan", "--format", "json"] + FixtureOrg.asOf, in: folder).output
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8))
            #expect(schema.problems(of: value) == [])
        }
    }

    @Test("stays as it is", arguments: ["text", "markdown", "package"])
    func snapshots(_ format: String) throws {
        let text = try Program.run(["export-plan", "--format", format] + FixtureOrg.asOf, in: FixtureOrg.acme.url)
            .output
        #expect(try Snapshot.problem(text, "export-plan-\(format).txt") == nil)
    }

    @Test func namesOfStrangersStayInTheManifest() throws {
        let org = try AccessOrg()
        try org.set("A", "ViewSetup")
        try org.users()
        try org.assignments(["\(AccessOrg.user) X<&'\"$(id)`", "\(AccessOrg.user) A"])
        let manifest = try org.run("export-plan", "--format", "package").output
        #expect(manifest.contains("<members>X&lt;&amp;'\"$(id)`</members>"))
        let script = try org.run("export-plan", "--format", "sh").output
        // Between the marks of a quoted here-document nothing is expanded.
        let parts = script.components(separatedBy: "END_OF_MANIFEST")
        #expect(
            parts.count == 3 && parts[1].contains("$(id)") && !parts[0].contains("$(id)") && !parts[2].contains("$(id)")
        )
    }

    private static func tool(_ name: String) -> URL? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    @Test func theNextCommandNamesTheInputsThatWereNamed() throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        _ = try folder.write("EVENT_TYPE,TIMESTAMP_DERIVED,USER_ID,ENTITY_NAME\n", to: "my logs/a.csv")
        _ = try folder.write("Id,Username\n", to: "exports/User.csv")
        let next = try plan(folder.url, "--usage", "my logs", "--records", "exports").next
        #expect(next == "forcelint check . org-metadata --records exports --usage 'my logs'")
    }

    @Test("says what .forceignore hides, since a retrieve does not bring it")
    func whatIsHidden() throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let profile = "force-app/profiles/Admin.profile-meta.xml"
        _ = try folder.write(#"{ "packageDirectories": [ { "path": "force-app" } ] }"#, to: "sfdx-project.json")
        _ = try folder.write("<Profile xmlns=\"http://soap.sforce.com/2006/04/metadata\"/>\n", to: profile)
        let sentence = "Hidden by .forceignore: "
        for (format, path) in [("text", profile), ("markdown", "")] {
            let before = try Program.run(["export-plan", "--format", format] + FixtureOrg.asOf, in: folder.url)
            #expect(!before.output.contains(sentence))
            _ = try folder.write("**/profiles/*\n", to: ".forceignore")
            let after = try Program.run(["export-plan", "--format", format] + FixtureOrg.asOf, in: folder.url)
            #expect(after.output.contains(sentence + path), "\(after.output)")
            try FileManager.default.removeItem(at: folder.url.appending(path: ".forceignore"))
        }
    }
}
