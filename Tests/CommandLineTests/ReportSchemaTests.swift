import Foundation
import Reporting
import TestSupport
import Testing

@Suite("The schema of json-v1")
struct ReportSchemaTests {
    @Test func liesInTheRepositoryAsItIs() throws {
        let outcome = try Program.run(["config", "schema", "report"], in: Checkout.root)
        #expect(outcome.status == 0)
        let file = Checkout.root.appending(path: "docs/\(ReportSchema.fileName)")
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            try Data(outcome.output.utf8).write(to: file)
            Issue.record("docs/\(ReportSchema.fileName) was written; run again without UPDATE_SNAPSHOTS")
        }
        #expect(try outcome.output == String(contentsOf: file, encoding: .utf8), "UPDATE_SNAPSHOTS=1 writes it")
    }

    /// Reports of every kind that the program writes.
    private static func reports() throws -> [(name: String, text: String)] {
        var reports: [(String, String)] = []
        for org in FixtureOrg.allCases {
            for options in [[], ["--no-ignores", "--persona", "auditor"], ["--redact"]] {
                let arguments = ["check", org.path, "--format", "json"] + FixtureOrg.asOf + options
                let outcome = try Program.run(arguments, in: Checkout.root)
                reports.append(("\(org.rawValue) \(options)", outcome.output))
            }
        }
        let folder = try FixtureOrg.troubled.copy()
        defer { withExtendedLifetime(folder) {} }
        #expect(try Program.run(["baseline", "create"] + FixtureOrg.asOf, in: folder.url).status == 0)
        let known = try FixtureOrg.check(
            folder.url, "--format", "json", "--no-ignores", "--baseline", ".forcelint-baseline.json")
        reports.append(("baseline", known.output))
        let excepted = try FixtureOrg.acme.copy()
        defer { withExtendedLifetime(excepted) {} }
        let exception = """
            version: 1
            exceptions:
              - { rule: app-scope-full, target: "ConnectedApp:Warehouse", reason: r, owner: o, expires: 2027-03-31 }
            """
        try excepted.write(exception, to: ".forcelint.yml")
        reports.append(("exception", try FixtureOrg.check(excepted.url, "--format", "json", "--no-ignores").output))
        let set = "force-app/main/default/permissionsets/INT_Base.permissionset-meta.xml"
        let changes = try TemporaryFolder()
        defer { withExtendedLifetime(changes) {} }
        let text = try String(contentsOf: FixtureOrg.acme.url.appending(path: set), encoding: .utf8)
        try changes.write(text.replacingOccurrences(of: "ModifyAllData", with: "ViewAllData"), to: set)
        let deploy = try FixtureOrg.check(changes.url, "--format", "json", "--org", FixtureOrg.acme.url.path)
        reports.append(("deploy", deploy.output))
        return reports
    }

    private static func value(_ text: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    @Test func describesEveryReportAndEveryKey() throws {
        let schema = JSONSchema(try Self.value(ReportSchema.text())).closed
        let reports = try Self.reports()
        #expect(reports.contains { $0.text.contains("\"access\"") })
        #expect(reports.contains { $0.text.contains("\"expires\"") && $0.text.contains("\"owner\"") })
        #expect(reports.contains { $0.text.contains("\"baselineStale\"") })
        for (name, text) in reports {
            #expect(schema.problems(of: try Self.value(text)) == [], "\(name)")
        }
    }

    @Test(
        "refuses what is none",
        arguments: [
            ("\"version\": \"json-v1\"", "\"version\": \"json-v2\""), ("\"line\": 12", "\"line\": 0"),
            ("\"severity\": \"error\"", "\"severity\": \"fatal\""), ("\"status\": \"partial\"", "\"status\": \"half\""),
            ("\"suppressed\": null", "\"suppressed\": false"), ("\"findings\"", "\"findingz\""),
        ])
    func refuses(right: String, wrong: String) throws {
        let text = try FixtureOrg.acme.check("--format", "json").output
        #expect(text.contains(right))
        let schema = JSONSchema(try Self.value(ReportSchema.text()))
        let value = try Self.value(text.replacingOccurrences(of: right, with: wrong))
        #expect(!schema.problems(of: value).isEmpty)
    }

    @Test func anotherReaderOfSchemasAgrees() throws {
        guard try Python.has("jsonschema") else {
            print("python3 or its package jsonschema is absent: the schema is read by the tests' own reader alone.")
            return
        }
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let schema = try folder.write(ReportSchema.text(), to: "schema.json")
        let files = try Self.reports().enumerated().map { try folder.write($1.text, to: "\($0).json") }
        let script = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            problems = [e.message for f in sys.argv[2:] for e in validator.iter_errors(json.load(open(f)))]
            print(problems[:5])
            sys.exit(bool(problems))
            """
        let outcome = try #require(try Python.run(["-c", script, schema.path] + files.map(\.path)))
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
