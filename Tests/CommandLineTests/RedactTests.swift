import Foundation
import TestSupport
import Testing

@Suite("--redact")
struct RedactTests {
    private static let formats = [
        "text", "summary", "json", "sarif", "code-analyzer", "github", "gitlab", "azure", "junit", "rdjson", "markdown",
        "csv",
    ]

    /// Usernames, addresses and names of several words of an org's export; a name of one word is a word as well.
    private static func people(_ org: FixtureOrg) throws -> Set<String> {
        let file = org.url.appending(path: "org-records/User.csv")
        let table = try RecordCSV(String(decoding: try Data(contentsOf: file), as: UTF8.self))
        let wanted = table.header.indices.filter { ["Username", "Name", "Email"].contains(table.header[$0]) }
        let values = table.rows.flatMap { row in wanted.map { row[$0] } }
        return Set(values.filter { $0.contains(" ") || $0.contains("@") })
    }

    /// What a report says beside the pages of the rules, which name people of their own examples.
    private static func said(_ output: String, _ format: String) throws -> String {
        if format == "markdown" {
            return output.replacingOccurrences(of: "&#64;", with: "@").replacingOccurrences(of: "\\", with: "")
        }
        guard format == "json" || format == "sarif" else { return output }
        func stripped(_ value: Any) -> Any {
            if let members = value as? [String: Any] {
                return members.filter { !["help", "rules"].contains($0.key) || $0.value is [[String: [String]]] }
                    .mapValues(stripped)
            }
            return (value as? [Any])?.map(stripped) ?? value
        }
        let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
        return String(decoding: try JSONSerialization.data(withJSONObject: stripped(value)), as: UTF8.self)
    }

    @Test("hides people in every format", arguments: [FixtureOrg.acme, .troubled], formats)
    func hides(org: FixtureOrg, format: String) throws {
        let people = try Self.people(org)
        #expect(people.count > 5)
        let arguments = ["check", org.path, "--persona", "auditor", "--no-ignores", "-v", "--format", format]
        let shown = try Program.run(arguments + FixtureOrg.asOf, in: Checkout.root)
        let hidden = try Program.run(arguments + FixtureOrg.asOf + ["--redact"], in: Checkout.root)
        #expect(hidden.status == shown.status)
        let before = try Self.said(shown.output, format)
        #expect(people.contains { before.contains($0) })
        let after = try Self.said(hidden.output + hidden.errors, format)
        #expect(people.filter { after.contains($0) } == [])
        #expect(after.contains("redacted"))
    }

    @Test func hidesPeopleInTheDiffOfFixes() throws {
        let folder = try FixtureOrg.troubled.copy()
        let people = try Self.people(.troubled)
        for arguments in [["--diff", "--fix=all"], ["--fix=all"]] {
            let outcome = try Program.run(
                ["check", "--redact", "--persona", "auditor"] + arguments + FixtureOrg.asOf, in: folder.url)
            let said = outcome.output + outcome.errors
            #expect(people.filter { said.contains($0) } == [])
        }
    }

    @Test func hidesPeopleInWhatADeployChanges() throws {
        let folder = try FixtureOrg.acme.copy()
        let set = "force-app/main/default/permissionsets/INT_Base.permissionset-meta.xml"
        let text = String(decoding: try Data(contentsOf: folder.url.appending(path: set)), as: UTF8.self)
        let changed = text.replacingOccurrences(of: "ModifyAllData", with: "ViewAllData")
        try folder.write(changed, to: set)
        let people = try Self.people(.acme)
        let records = FixtureOrg.acme.url.appending(path: "org-records").path
        for format in ["text", "json", "markdown"] {
            let arguments = ["diff", FixtureOrg.acme.path, folder.url.path, "--records", records, "--format", format]
            let shown = try Program.run(arguments + FixtureOrg.asOf, in: Checkout.root)
            #expect(people.contains { shown.output.contains($0) })
            let hidden = try Program.run(arguments + FixtureOrg.asOf + ["--redact"], in: Checkout.root)
            #expect(people.filter { (hidden.output + hidden.errors).contains($0) } == [])
            #expect(hidden.output.contains("redacted"))
        }
    }

    @Test func hidesPeopleOnStandardError() throws {
        let folder = try TemporaryFolder()
        try folder.write("version: 1\nrules: { jane.doe@acme.example: off }\n", to: ".forcelint.yml")
        try folder.write("{ \"packageDirectories\": [] }", to: "sfdx-project.json")
        let wrong = try Program.run(["check", "--redact"], in: folder.url)
        #expect(wrong.status == 2 && wrong.errors.contains("email-1@redacted") && !wrong.errors.contains("jane"))
        try folder.write("{ \"packageDirectories\": [{ \"path\": \"app\" }] }", to: "sfdx-project.json")
        let missing = try Program.run(["check", "--redact", "--no-config", "jane.doe@acme.example"], in: folder.url)
        #expect(missing.status == 4 && missing.errors.contains("email-1@redacted") && !missing.errors.contains("jane"))
    }
}
