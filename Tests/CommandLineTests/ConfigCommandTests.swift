import Foundation
import TestSupport
import Testing

@Suite("The configuration that holds")
struct ConfigCommandTests {
    private struct Shown: Decodable {
        struct Source: Decodable, Hashable {
            let kind: String
            let path: String?
            let line: Int?
            let option: String?
        }

        struct Setting: Decodable {
            let key: String
            let value: JSONValue
            let source: Source
            let remark: String?
        }

        struct File: Decodable {
            let path: String?
            let source: String
        }

        let configuration: File
        let settings: [Setting]

        init(_ outcome: Program.Outcome) throws {
            self = try JSONDecoder().decode(Shown.self, from: Data(outcome.output.utf8))
        }

        /// The value and its origin in a word: `"regular" default`, `7 .forcelint.yml:3`, `"note" --persona`.
        subscript(key: String) -> String? {
            settings.first { $0.key == key }.map { setting in
                let value =
                    switch setting.value {
                    case .string(let text): text
                    case .integer(let number): String(number)
                    case .boolean(let truth): String(truth)
                    case .array(let items): items.isEmpty ? "[]" : "a list"
                    default: "null"
                    }
                let source = setting.source
                return "\(value) \(source.option ?? source.path.map { "\($0):\(source.line ?? 0)" } ?? source.kind)"
            }
        }
    }

    private static func show(_ org: TestOrg, _ arguments: String..., variable: String? = nil) throws -> Shown {
        let environment = variable.map { ["FORCELINT_CONFIG": $0] } ?? [:]
        let outcome = try Program.run(
            ["config", "show", "--format", "json"] + arguments, in: org.folder.url, environment: environment)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.isEmpty)
        return try Shown(outcome)
    }

    private static let config = """
        version: 1
        persona: pedantic
        records: [org-records]
        edition: enterprise
        integrations:
          - name: 360
            user: a@b.example
            apps:
              - "ERP: old"
        naming:
          user: "[System] Integration"
        rules:
          app-naming: off
          app-scope-full: note
          integration-view-all-data: { severity: error, ignorable: false }
          integration-license-over-free-allotment:
            free-seats: 7
        exceptions:
          - rule: app-ip-relaxation
            target: ConnectedApp:CI_CD
            reason: 'yes'
            owner:
            expires: 2027-03-31
        prices: { Salesforce: 1980, currency: USD }

        """

    @Test func everyValueHasItsPlace() throws {
        let shown = try Self.show(TestOrg(config: Self.config))
        #expect(shown.configuration.path == ".forcelint.yml")
        let expected = [
            "version": "1 .forcelint.yml:1", "persona": "pedantic .forcelint.yml:2", "fail-on": "error default",
            "records[0]": "org-records .forcelint.yml:3", "edition": "enterprise .forcelint.yml:4",
            "max-file-size": "256 default",
            "integrations[0].name": "360 .forcelint.yml:6", "integrations[0].user": "a@b.example .forcelint.yml:7",
            "integrations[0].apps[0]": "ERP: old .forcelint.yml:9", "base-permission-sets": "[] default",
            "naming.user": "[System] Integration .forcelint.yml:11", "naming.app": "null default",
            "rules.app-naming": "off .forcelint.yml:13", "rules.app-scope-full.severity": "note .forcelint.yml:14",
            "rules.integration-view-all-data.severity": "error .forcelint.yml:15",
            "rules.integration-view-all-data.ignorable": "false .forcelint.yml:15",
            "rules.integration-license-over-free-allotment.severity": "warning default",
            "rules.integration-license-over-free-allotment.free-seats": "7 .forcelint.yml:17",
            "rules.app-ip-relaxation.severity": "warning default",
            "rules.input-not-well-formed.ignorable": "false default",
            "exceptions[0].reason": "yes .forcelint.yml:21", "exceptions[0].owner": "null .forcelint.yml:22",
            "exceptions[0].expires": "2027-03-31 .forcelint.yml:23",
            "prices.Salesforce": "1980 .forcelint.yml:24", "prices.currency": "USD .forcelint.yml:24",
        ]
        for (key, value) in expected { #expect(shown[key] == value, "\(key)") }
    }

    @Test func theCommandLineGoesBeforeTheFile() throws {
        let org = try TestOrg(config: Self.config)
        let shown = try Self.show(
            org, "--persona", "auditor", "--fail-on", "note", "--records", "exports", "--select", "app,health",
            "--select", "app-naming", "--ignore", "app-scope-full")
        #expect(shown["persona"] == "auditor --persona")
        #expect(shown["fail-on"] == "note --fail-on")
        #expect(shown["records[0]"] == "exports --records")
        #expect(shown["records[1]"] == "org-records .forcelint.yml:3")
        #expect(shown["baseline"] == "null default")
        #expect(try Self.show(org, "--baseline", "known.json")["baseline"] == "known.json --baseline")
        let named = try TestOrg(config: "version: 1\nbaseline: quality/known.json\n")
        #expect(try Self.show(named)["baseline"] == "quality/known.json .forcelint.yml:2")
        #expect(try Self.show(named, "--baseline", "known.json")["baseline"] == "known.json --baseline")
        #expect(shown["rules.app-scope-full"] == "off --ignore")
        #expect(shown["rules.integration-view-all-data"] == "off --select")
        #expect(shown["rules.app-naming.severity"]?.hasSuffix("default") == true)
        #expect(shown.settings.first { $0.key == "rules.app-naming.severity" }?.remark == "turned on by --select")
    }

    @Test func everyRuleIsThereAndSaysWhoSeesIt() throws {
        let shown = try Self.show(TestOrg())
        #expect(shown.configuration.path == nil && shown.configuration.source == "none is found")
        for rule in try JSONRules.all() { #expect(shown["rules.\(rule.rule).severity"] != nil, "\(rule.rule)") }
        let later = shown.settings.filter { $0.remark?.hasPrefix("runs for the persona ") == true }
        #expect(!later.isEmpty)
        #expect(try Self.show(TestOrg(), "--persona", "auditor").settings.allSatisfy { $0.remark == nil })
        #expect(shown.settings.allSatisfy { $0.source.kind == "default" })
    }

    /// What `config show` writes is a configuration that holds in the same way.
    @Test("reads back as the same configuration", arguments: ["", Self.config])
    func readsBack(config: String) throws {
        let org = try TestOrg(config: config.isEmpty ? nil : config)
        try org.folder.write("Username\nerp@acme.example\n", to: "org-records/User.csv")
        let yaml = try org.run("config", "show")
        #expect(yaml.status == 0)
        #expect(yaml.output.contains("fail-on: error  # default\n"))
        if !config.isEmpty {
            #expect(yaml.output.hasPrefix("# .forcelint.yml: found by its name\nversion: 1  # .forcelint.yml:1\n"))
        }
        try org.folder.write(yaml.output, to: "shown.yml")
        let (before, after) = (try Self.show(org), try Self.show(org, "--config", "shown.yml"))
        #expect(after.configuration.source == "named by --config")
        let values = { (shown: Shown) in
            Dictionary(uniqueKeysWithValues: shown.settings.filter { $0.value != .null }.map { ($0.key, $0.value) })
        }
        #expect(values(after).filter { $0.key != "exceptions[0].owner" } == values(before))
        let report = try org.run("check", "--format", "json", "--as-of", "2026-11-21")
        let again = try org.run("check", "--format", "json", "--as-of", "2026-11-21", "--config", "shown.yml")
        #expect(try JSONReport(again).rules == JSONReport(report).rules)
    }

    @Test func mistakesAreToldAsEverywhere() throws {
        let org = try TestOrg(config: "version: 1\npersona: regualr\n")
        let outcome = try org.run("config", "show")
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("error: .forcelint.yml:2:10: "))
        #expect(outcome.errors.hasSuffix("did you mean 'regular'?\n"))
        #expect(try org.run("config", "show", "--no-config").status == 0)
        #expect(try org.run("config", "show", "--select", "app-scope-ful").status == 2)
        #expect(try org.run("config", "shwo").status == 2)
    }

    // MARK: The environment

    @Test func theEnvironmentNamesTheFile() throws {
        let org = try TestOrg(config: "version: 1\npersona: pedantic\n")
        try org.folder.write("version: 1\npersona: auditor\nfail-on: warning\n", to: "ci/lint.yml")
        try org.folder.write("version: 1\nfail-on: note\n", to: "other.yml")
        let found = try Self.show(org, variable: "ci/lint.yml")
        #expect(found["persona"] == "auditor ci/lint.yml:2")
        #expect(found.configuration.source == "named by FORCELINT_CONFIG")
        #expect(try Self.show(org, variable: "")["persona"] == "pedantic .forcelint.yml:2")
        #expect(try Self.show(org, "--config", "other.yml", variable: "ci/lint.yml")["persona"] == "regular default")
        #expect(try Self.show(org, "--no-config", variable: "ci/lint.yml")["persona"] == "regular default")

        let variable = ["FORCELINT_CONFIG": "ci/lint.yml"]
        #expect(try org.run(environment: variable).status == 1)
        #expect(try org.run("--no-config", environment: variable).status == 0)
        #expect(try org.run("--config", ".forcelint.yml", environment: variable).status == 0)
    }

    @Test func theEnvironmentIsNamedWhereItsFileIsNotThere() throws {
        let org = try TestOrg()
        let outcome = try org.run(environment: ["FORCELINT_CONFIG": "none.yml"])
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.errors == "error: the configuration 'none.yml', which FORCELINT_CONFIG names, does not exist\n")
        try org.folder.write("version: 1\nrulez: {}\n", to: "wrong.yml")
        let wrong = try org.run(environment: ["FORCELINT_CONFIG": "wrong.yml"])
        #expect(wrong.errors == "error: wrong.yml:2:1: unknown key 'rulez'; did you mean 'rules'?\n")
    }

    @Test func helpNamesTheCommandsAndTheVariable() throws {
        let folder = try TemporaryFolder()
        let program = try Program.run(["--help"], in: folder.url).output
        #expect(program.contains("\n  init ") && program.contains("\n  config "))
        let config = try Program.run(["config"], in: folder.url)
        #expect(config.status == 0)
        #expect(config.output.contains("\n  show ") && config.output.contains("\n  schema "))
        for command in ["check", "config show", "baseline create", "baseline prune", "diff"] {
            let help = try Program.run(command.split(separator: " ").map(String.init) + ["--help"], in: folder.url)
            let words = help.output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(words.contains("(default: what FORCELINT_CONFIG names"), "\(command)")
            #expect(words.contains("Read no configuration, whatever FORCELINT_CONFIG names."), "\(command)")
        }
    }

    // MARK: The schema

    @Test func theSchemaIsTheOneOfTheRepository() throws {
        let outcome = try Program.run(["config", "schema"], in: Checkout.root)
        #expect(outcome.status == 0)
        let file = Checkout.root.appending(path: "docs/forcelint.schema.json")
        #expect(try outcome.output == String(contentsOf: file, encoding: .utf8))
    }
}
