import Foundation
import LintEngine
import OrgModel
import OrgReader
import Reporting
import TestSupport
import Testing

/// `forcelint access user NAME --proposed`, from the outside and as a property.
@Suite("The access that use leaves")
struct ProposedAccessTests {
    private func org() throws -> UsageOrg {
        let org = try UsageOrg(
            "Account:allowRead,allowEdit,viewAllRecords", "Lead:allowRead,allowCreate", "Order:allowRead,allowEdit",
            "Account.Industry:readable,editable", "Lead.Email:readable", "ViewSetup", "class Orders")
        try org.log(
            UsageOrg.days(100).map { UsageOrg.row($0, "read Account") } + [
                UsageOrg.row("2026-11-20", "read Order"), UsageOrg.row("2026-11-19", "edit Order"),
            ])
        return org
    }

    @Test func textSaysWhatIsTakenAndWhy() throws {
        let org = try org()
        let outcome = try org.org.run("access", "user", UsageOrg.user, "--proposed", "--usage", "logs")
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        let text = outcome.output
        #expect(text.contains("\nJudged by the calls\n  in the 100 days with logs between 2026-08-13 and 2026-11-20\n"))
        #expect(text.contains("\nTaken away: 4\n"))
        #expect(
            text.contains(
                "  Account: edit – every call that names the object reads, last on 2026-11-20 (logs/log.csv:2)\n"))
        #expect(text.contains("  Lead: create, read – no call names the object\n"))
        #expect(text.contains("  Account.Industry: edit – every call"))
        #expect(text.contains("  Lead.Email: read – its object is taken away\n"))
        #expect(text.contains("  Order: read, edit – called, last on 2026-11-20 (logs/log.csv:102)\n"))
        #expect(text.contains("Kept, because use cannot tell"))
        #expect(text.contains("  User permissions: ApiEnabled, ApiUserOnly, ViewSetup\n"))
        #expect(text.contains("  Apex classes: Orders\n"))
    }

    @Test func jsonHasTheFormOfItsSchema() throws {
        let org = try org()
        let file = Checkout.root.appending(path: "docs/access.schema.json")
        let schema = JSONSchema(try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))).closed
        let value = try org.org.json("user", UsageOrg.user, "--proposed", "--usage", "logs")
        #expect(schema.problems(of: value) == [])
        let taken = value["proposed"]?["taken"]?.items ?? []
        #expect(
            taken.compactMap { $0["name"]?.string }.sorted() == ["Account", "Account.Industry", "Lead", "Lead.Email"])
        let account = try #require(taken.first { $0["name"]?.string == "Account" })
        #expect(account["reason"]?.string == "only-read")
        #expect(account["lastUse"]?["location"]?["path"]?.string == "logs/log.csv")
        let markdown = try org.org.run(
            "access", "user", UsageOrg.user, "--proposed", "--usage", "logs", "--format", "markdown")
        #expect(markdown.output.contains("### Taken away: 4\n") && markdown.output.contains("- Lead: create, read"))
    }

    @Test func theSetIsWrittenAndNeverOverWhatIsThere() throws {
        let org = try org()
        let file = "INT_ERP_Used.permissionset-meta.xml"
        func run(_ arguments: String...) throws -> Program.Outcome {
            try Program.run(
                ["access", "user", UsageOrg.user, "--proposed", "--usage", "logs"] + arguments + FixtureOrg.asOf,
                in: org.org.folder.url)
        }
        #expect(try run("-o", file).status == 0)
        let url = org.org.folder.url.appending(path: file)
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(
            text.contains("<object>Order</object>") && !text.contains("Lead") && text.contains("<name>ViewSetup</name>")
        )
        try org.org.folder.write("mine", to: file)
        let again = try run("-o", file)
        #expect(again.status == 2 && again.errors.contains("--force replaces it"))
        #expect(try String(contentsOf: url, encoding: .utf8) == "mine")
        #expect(try run("-o", file, "--force").status == 0)
        #expect(try String(contentsOf: url, encoding: .utf8) == text)
        #expect(try run("-o", ".").status == 0)
        #expect(
            FileManager.default.fileExists(
                atPath: org.org.folder.url.appending(path: "erp_Used.permissionset-meta.xml").path))
        for wrong in ["set.xml", "a b.permissionset-meta.xml", "__x.permissionset-meta.xml"] {
            #expect(try run("-o", wrong).status == 2)
        }
        #expect(try org.org.run("access", "object", "Account", "--proposed").status == 2)
        #expect(try org.org.run("access", "user", UsageOrg.user, "-o", file).status == 2)
    }

    @Test func withoutLogsNothingIsKnown() throws {
        let org = try org()
        let outcome = try org.org.run("access", "user", UsageOrg.user, "--proposed")
        #expect(outcome.status == 4 && outcome.errors.contains("EventLogFile is missing; name the logs with --usage"))
    }

    @Test func aCallThatNamesNoObjectKeepsEverything() throws {
        let org = try org()
        try org.log([UsageOrg.row("2026-11-20", "composite")])
        let text = try org.org.run("access", "user", UsageOrg.user, "--proposed", "--usage", "logs").output
        #expect(text.contains("\nTaken away: 0\n  nothing\n"))
        #expect(
            text.contains(
                "  1 event that may read or write and that no object is named of, last on 2026-11-20 (logs/log.csv:2)"))
    }

    // MARK: As a property

    /// A set with the entry's requirements, so that it could be deployed.
    private static func object(_ name: String, _ random: inout GeneratedOrg.Layout) -> String {
        let sets = [
            "allowRead", "allowRead,allowEdit", "allowRead,allowCreate", "allowRead,allowEdit,allowDelete,allowCreate",
            "allowRead,viewAllRecords", "allowRead,viewAllFields",
            "allowRead,allowEdit,allowDelete,viewAllRecords,modifyAllRecords",
        ]
        return "\(name):\(sets[random.next(below: sets.count)])"
    }

    @Test("the set read again gives exactly what is left", arguments: 1...30)
    func roundTrip(_ seed: Int) throws {
        var random = GeneratedOrg.Layout(seed)
        let names = ["Account", "Contact", "Order__c", "Lead", "ns__Thing__c", "Case"]
        let org = try AccessOrg()
        func entries() -> [String] {
            var entries = ["ViewSetup", "class Orders"].filter { _ in random.next(below: 2) == 0 }
            for name in names where random.next(below: 2) == 0 {
                entries.append(Self.object(name, &random))
                entries.append("\(name).Field__c:\(["readable", "readable,editable"][random.next(below: 2)])")
            }
            return entries
        }
        for set in ["A", "B", "C", "D"] {
            try org.folder.write(
                "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n<label>\(set)</label>\n"
                    + (set == "D" ? "<hasActivationRequired>true</hasActivationRequired>\n" : "")
                    + AccessOrg.entries(entries()) + "</PermissionSet>\n",
                to: "force-app/main/default/permissionsets/\(set).permissionset-meta.xml")
        }
        try org.muting("M", Self.object(names[random.next(below: names.count)], &random))
        try org.group("G", of: ["B", "C"], muting: ["M"])
        try org.users()
        try org.assignments(["\(AccessOrg.user) A", "\(AccessOrg.user) group G", "\(AccessOrg.user) D"])
        let calls = ["read", "read", "read", "edit", "create", "delete"]
        var rows: [String] = []
        for day in UsageOrg.days(20) where random.next(below: 3) > 0 {
            let call = random.next(below: 40) == 0 ? "composite" : calls[random.next(below: calls.count)]
            rows.append(
                UsageOrg.row(day, "\(call) \(call == "composite" ? "" : names[random.next(below: names.count)])"))
        }
        try org.folder.write(([UsageOrg.header] + rows).joined(separator: "\n") + "\n", to: "logs/log.csv")

        let before = try Self.read(org.folder, usage: ["logs"])
        let answer = before.proposedAccess(ofUser: 0, inSet: "Used")
        let proposal = try #require(answer.proposal)
        let folder = try AccessOrg()
        try folder.folder.write(
            PermissionSetXML.text(proposal.content),
            to: "force-app/main/default/permissionsets/\(PermissionSetXML.fileName(proposal.content))")
        try folder.users()
        try folder.assignments(["\(AccessOrg.user) Used"])
        let after = try Self.read(folder.folder, usage: [])
        #expect(after.problems.map(\.message) == [])

        let given = Self.rights(before)
        let left = Self.rights(after)
        #expect(left == Self.reduced(given, rows), "\(rows)")
        #expect(left.isSubset(of: given))
    }

    private static func read(_ folder: TemporaryFolder, usage: [String]) throws -> Org {
        let path = Array(folder.url.path.utf8)
        let reading = try InputReader(
            paths: [path], usage: usage.map { path + Array("/\($0)".utf8) }, currentDirectory: path
        ).read()
        return Org(
            reading.parts, register: IntegrationRegister(), facts: .builtIn,
            asOf: Timestamp("2026-11-21") ?? Timestamp(seconds: 0))
    }

    /// `objectPermissions Account allowRead`, for what is not conditional.
    private static func rights(_ org: Org) -> Set<String> {
        Set(PlainAccess.rights(ofUser: 0, in: org).filter { !$0.value }.keys)
    }

    /// What use leaves, worked out from the rows by themselves.
    private static func reduced(_ given: Set<String>, _ rows: [String]) -> Set<String> {
        let calls = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let used = Set(calls.map { $0[6] })
        let written = Set(calls.filter { $0[5] != "GET" }.map { $0[6] })
        if calls.isEmpty || used.contains("") { return made(coherent: given) }
        let writes = ["allowCreate", "allowEdit", "allowDelete", "modifyAllRecords", "editable"]
        return made(
            coherent: given.filter { right in
                let words = right.split(separator: " ").map(String.init)
                guard ["objectPermissions", "fieldPermissions"].contains(words[0]) else { return true }
                let object = String(words[1].prefix { $0 != "." })
                // A field of an object that nothing grants is nothing that use speaks of.
                guard given.contains(where: { $0.hasPrefix("objectPermissions \(object) ") }) else { return true }
                if !used.contains(object) { return false }
                return written.contains(object) || !writes.contains(words.last ?? "")
            })
    }

    /// Without the flags whose requirements muting took away.
    private static func made(coherent rights: Set<String>) -> Set<String> {
        var rights = rights
        while let bad = rights.first(where: { right in
            let words = right.split(separator: " ").map(String.init)
            guard words.count == 3 else { return false }
            if words[0] == "fieldPermissions" {
                return words[2] == "editable" && !rights.contains("fieldPermissions \(words[1]) readable")
            }
            guard let access = ObjectAccess.allCases.first(where: { "\($0)" == words[2] }) else { return false }
            return !access.requirements.allSatisfy { rights.contains("objectPermissions \(words[1]) \($0)") }
        }) {
            rights.remove(bad)
        }
        return rights
    }
}
