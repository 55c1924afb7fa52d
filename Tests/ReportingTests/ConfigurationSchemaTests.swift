import Foundation
import LintEngine
import Reporting
import RuleCatalogue
import TestSupport
import Testing
import YAML

@Suite("The schema of the configuration")
struct ConfigurationSchemaTests {
    private static let text = ConfigurationSchema.text(RuleFile.all)

    private static func schema() throws -> JSONSchema {
        JSONSchema(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)))
    }

    private static func value(_ yaml: String) throws -> JSONValue {
        try YAMLReader.read(yaml).map(JSONValue.init) ?? .object([:])
    }

    private static func isRead(_ yaml: String) -> Bool {
        (try? Configuration(text: yaml, path: ".forcelint.yml", pages: RuleFile.all)) != nil
    }

    // MARK: The file

    @Test func liesInTheRepositoryAsItIs() throws {
        let file = Checkout.root.appending(path: "docs/\(ConfigurationSchema.fileName)")
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            try Data(Self.text.utf8).write(to: file)
            Issue.record("docs/\(ConfigurationSchema.fileName) was written; run again without UPDATE_SNAPSHOTS")
        }
        let written = FileManager.default.contents(atPath: file.path).map { String(decoding: $0, as: UTF8.self) }
        #expect(written == Self.text, "UPDATE_SNAPSHOTS=1 writes it")
    }

    // MARK: What is right

    private static let right = [
        "version: 1",
        "version: 1\npersona: auditor\nfail-on: never\nrecords: [a, \"b c\"]\nedition: enterprise",
        "version: 1\nmax-file-size: 1", "version: 1\nmax-file-size: 1024",
        "version: 1\nedition: Enterprise Edition", "version: 1\nedition: Partner Developer",
        "version: 1\nprices: { Salesforce: 1980, Salesforce Integration: 0, currency: USD }",
        "version: 1\nprices: { currency: EUR }",
        """
        version: 1
        integrations:
          - name: 360
            user: a@b.example
            apps: [A]
            permission-sets: [B]
            allow: { permissions: [ViewAllData], objects: [] }
          - name: Other
        base-permission-sets: [INT_Base]
        naming: { user: "[System]", permission-set: "^INT_.+", app: "[System]" }
        """,
        """
        version: 1
        rules:
          app-naming: off
          app-scope-full: note
          integration-view-all-data: { severity: error, ignorable: false }
          integration-license-over-free-allotment: { free-seats: 7 }
          ip-range-too-wide: { ipv4-prefix: 24, ipv6-prefix: 64 }
        """,
        """
        version: 1
        exceptions:
          - rule: app-ip-relaxation
            target: ConnectedApp:CI_CD#ipRelaxation
            reason: cloud runners have no fixed addresses
            owner: security@acme.example
            expires: 2027-03-31
        """,
    ]

    @Test("takes what the program takes", arguments: right)
    func takes(yaml: String) throws {
        #expect(try Self.schema().problems(of: Self.value(yaml)) == [])
        #expect(Self.isRead(yaml))
    }

    @Test func takesEveryParameterOfEveryRule() throws {
        let schema = try Self.schema()
        for page in RuleFile.all {
            for parameter in page.parameters {
                let value =
                    switch parameter.defaultValue {
                    case .integer(let number): String(number)
                    case .boolean(let truth): String(truth)
                    case .string(let text): "'\(text)'"
                    case .strings(let texts): "[\(texts.map { "'\($0)'" }.joined(separator: ", "))]"
                    }
                let yaml = "version: 1\nrules: { \(page.id): { \(parameter.name): \(value) } }"
                #expect(try schema.problems(of: Self.value(yaml)) == [], "\(page.id)")
                let written = schema.root["properties"]?["rules"]?["properties"]?[page.id]?["anyOf"]?.items?.last?[
                    "properties"]?[parameter.name]
                #expect(try written?["default"] == Self.value("x: \(value)")["x"])
                #expect(written?["description"]?.string == parameter.description)
            }
            let severity = try Self.value("version: 1\nrules: { \(page.id): \(page.severity.rawValue) }")
            #expect(schema.problems(of: severity) == [], "\(page.id)")
        }
    }

    // MARK: What is wrong

    private static let wrong = [
        "version: 1\nmax-file-size: 0", "version: 1\nmax-file-size: 1025", "version: 1\nmax-file-size: '200'",
        "persona: regular", "version: 2", "version: '1'", "version: 1\npersonna: regular",
        "version: 1\npersona: regualr", "version: 1\nfail-on: [error]", "version: 1\nrecords: exports",
        "version: 1\nrecords: ['']", "version: 1\nrecords: [[a]]", "version: 1\nedition: enterprize",
        "version: 1\nintegrations: [{ user: a@b.example }]", "version: 1\nintegrations: [{ name: A, usr: b }]",
        "version: 1\nintegrations: { name: A }", "version: 1\nintegrations: [{ name: A, allow: { permission: [X] } }]",
        "version: 1\nprices: { Salesforce: 1980 }", "version: 1\nprices: { Salesforce: 1980.5, currency: USD }",
        "version: 1\nprices: { Salesforce: -1, currency: USD }",
        "version: 1\nprices: { Salesforce: 1, currency: dollars }",
        "version: 1\nprices: { Platform: 1, currency: USD }", "version: 1\nprices: 1980",
        "version: 1\nprices: { Salesforce: 1000001, currency: USD }",
        "version: 1\nnaming: { set: '[A]' }", "version: 1\nbase-permission-sets: INT_Base",
        "version: 1\nrules: { no-such-rule: off }", "version: 1\nrules: { app-naming: of }",
        "version: 1\nrules: { app-naming: { severity: off } }", "version: 1\nrules: { app-naming: { days: 5 } }",
        "version: 1\nrules: { app-naming: { ignorable: maybe } }",
        "version: 1\nrules: { integration-license-over-free-allotment: { free-seats: many } }",
        "version: 1\nrules: { integration-license-over-free-allotment: { free-seats: '5' } }",
        "version: 1\nexceptions: {}", "version: 1\nexceptions: [{ rule: app-naming, reason: r }]",
        "version: 1\nexceptions: [{ rule: app-namin, target: 'ConnectedApp:A', reason: r }]",
        "version: 1\nexceptions: [{ rule: app-naming, target: A, reason: r }]",
        "version: 1\nexceptions: [{ rule: app-naming, target: 'ConnectedApp:A', reason: r, until: 2027-01-01 }]",
        "version: 1\nexceptions: [{ rule: app-naming, target: 'ConnectedApp:A', reason: r, expires: tomorrow }]",
        "version: 1\nexceptions: [{ rule: input-not-well-formed, target: 'File:a', reason: r }]", "- version",
    ]

    @Test("refuses what the program refuses", arguments: wrong)
    func refuses(yaml: String) throws {
        #expect(try !Self.schema().problems(of: Self.value(yaml)).isEmpty)
        #expect(!Self.isRead(yaml))
    }

    /// The program says of each place what keys there are; the schema knows the same.
    @Test(
        "has the keys of the program",
        arguments: [
            ("version: 1\nzzzzzz: 1", ["properties"]),
            ("version: 1\nintegrations: [{ zzzzzz: 1 }]", ["properties", "integrations", "items", "properties"]),
            (
                "version: 1\nintegrations: [{ name: A, allow: { zzzzzz: 1 } }]",
                ["properties", "integrations", "items", "properties", "allow", "properties"]
            ),
            ("version: 1\nnaming: { zzzzzz: 1 }", ["properties", "naming", "properties"]),
            ("version: 1\nexceptions: [{ zzzzzz: 1 }]", ["properties", "exceptions", "items", "properties"]),
        ])
    func keys(yaml: String, path: [String]) throws {
        let written = path.reduce(Optional(try Self.schema().root)) { $0?[$1] }
        var message = ""
        do {
            _ = try Configuration(text: yaml, path: "c", pages: RuleFile.all)
        } catch {
            message = error.message
        }
        let list = try #require(message.components(separatedBy: "; known are ").last)
        let known = Set(list.components(separatedBy: ", "))
        #expect(known.count > 1)
        #expect(Set(try #require(written?.members).keys) == known.union(path.count == 1 ? ["baseline"] : []))
    }

    // MARK: Fixtures/

    private static func configurations() throws -> [(name: String, text: String)] {
        let fixtures = Checkout.root.appending(path: "Fixtures")
        return try FileManager.default.contentsOfDirectory(atPath: fixtures.path).sorted().compactMap { name in
            FileManager.default.contents(atPath: fixtures.appending(path: "\(name)/.forcelint.yml").path)
                .map { (name, String(decoding: $0, as: UTF8.self)) }
        }
    }

    /// One of them has an exception without a reason, which the program takes and reports as a finding.
    @Test func takesTheConfigurationsOfTheFixtures() throws {
        let configurations = try Self.configurations()
        #expect(configurations.count >= 2)
        for (name, text) in configurations {
            let problems = try Self.schema().problems(of: Self.value(text))
            #expect(problems == (name == "troubled-org" ? [".exceptions[2]: has no 'reason'"] : []), "\(name)")
        }
    }

    @Test func takesTheExampleOfTheReadme() throws {
        let readme = try String(contentsOf: Checkout.root.appending(path: "README.md"), encoding: .utf8)
        let start = try #require(readme.range(of: "```yaml\nversion: 1\n"))
        let end = try #require(readme.range(of: "\n```", range: start.upperBound..<readme.endIndex))
        let yaml = "version: 1\n" + readme[start.upperBound..<end.lowerBound]
        #expect(try Self.schema().problems(of: Self.value(yaml)) == [])
        #expect(Self.isRead(yaml))
    }

    // MARK: Another reader of schemas

    @Test func anotherReaderOfSchemasAgrees() throws {
        guard try Python.has("jsonschema") else {
            print("python3 or its package jsonschema is absent: the schema is read by the tests' own reader alone.")
            return
        }
        let right = try Self.right.map(Self.value)
        let wrong = try (Self.wrong.map(Self.value))
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let schema = try folder.write(Self.text, to: "schema.json")
        let values = try folder.write(Array(JSONEncoder().encode([right, wrong])), to: "values.json")
        let script = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            right, wrong = json.load(open(sys.argv[2]))
            refused = [value for value in right if not validator.is_valid(value)]
            taken = [value for value in wrong if validator.is_valid(value)]
            if refused or taken:
                print("refused", refused, "taken", taken)
                sys.exit(1)
            """
        let outcome = try #require(try Python.run(["-c", script, schema.path, values.path]))
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}

extension JSONValue {
    /// As the core schema of YAML 1.2 reads plain values.
    fileprivate init(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let text, let isPlain):
            if isPlain, ["", "~", "null"].contains(text) {
                self = .null
            } else if isPlain, let number = Int(text) {
                self = .integer(number)
            } else if isPlain, let truth = Bool(text) {
                self = .boolean(truth)
            } else {
                self = .string(text)
            }
        case .sequence(let items): self = .array(items.map { JSONValue($0) })
        case .mapping(let pairs):
            self = .object(
                Dictionary(
                    pairs.map { ($0.key.scalar ?? "", JSONValue($0.value)) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}
