import Foundation
import TestSupport
import Testing

@Suite("The command check")
struct CheckTests {
    private func rules(_ outcome: Program.Outcome) throws -> [String] {
        let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let findings = try #require(json["findings"] as? [[String: Any]])
        return findings.compactMap { $0["rule"] as? String }
    }

    private func coverage(_ outcome: Program.Outcome) throws -> [String: String] {
        let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let coverage = try #require(json["coverage"] as? [String: Any])
        let rules = try #require(coverage["rules"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: rules.compactMap { rule in
                (rule["rule"] as? String).flatMap { id in (rule["status"] as? String).map { (id, $0) } }
            })
    }

    private static let license = "permission-set-license-blocks-integration"

    @Test("says the same bytes however many threads read", arguments: ["text", "summary", "json", "sarif"])
    func isTheSameOnEveryRun(format: String) throws {
        let org = try TestOrg()
        try org.writeApp()
        for number in 0..<40 {
            try org.folder.write(
                "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>x</label>\n"
                    + "<license>Salesforce</license></PermissionSet>",
                to: "force-app/more/INT_\(number).permissionset-meta.xml")
        }
        let first = try org.run("--format", format, "--jobs", "1")
        #expect(first.output.contains("INT_1"))
        #expect(try org.run("--format", format, "--jobs", "1").output == first.output)
        #expect(try org.run("--format", format, "--jobs", "2").output == first.output)
        #expect(
            try org.run("--format", format, environment: ["LANG": "de_DE.UTF-8", "TZ": "Asia/Tokyo"]).output
                == first.output)
    }

    @Test func standardOutputCarriesTheReportAlone() throws {
        let org = try TestOrg()
        let outcome = try org.run("--format", "json", "--require-coverage")
        #expect(outcome.status == 4)
        #expect(try rules(outcome) == [CheckTests.license])
        #expect(outcome.errors.hasPrefix("error: --require-coverage"))
        #expect(try org.run("--format", "json").errors.isEmpty)
    }

    @Test func timingsNameEveryPhaseAndRuleAndLeaveTheReportAlone() throws {
        let org = try TestOrg()
        let plain = try org.run("--format", "json")
        let timed = try org.run("--format", "json", "--timings")
        #expect(timed.status == plain.status)
        #expect(timed.output == plain.output)
        let lines = timed.errors.split(separator: "\n").map(String.init)
        for name in ["walk", "read and parse", "join", "rule \(CheckTests.license)", "write the report"] {
            #expect(lines.contains { $0.hasSuffix(" %  " + name) }, "\(name)")
        }
        let times = lines.dropFirst().compactMap { $0.split(separator: " ").first.flatMap { Double($0) } }
        #expect(times.count == lines.count - 1)
        #expect(times == times.sorted(by: >))
    }

    @Test func aReaderThatLeavesIsNoFailure() throws {
        let org = try TestOrg()
        let outcome = try org.run(output: .closedPipe)
        #expect(!outcome.isSignal)
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        #expect(try org.run("--fail-on", "warning", output: .closedPipe).status == 1)
        #expect(try org.run("explain", "--all", output: .closedPipe).status == 0)
        #expect(try org.run("--help", output: .closedPipe).status == 0)
    }

    @Test func rulesAreChosenByIDBeginningAndTag() throws {
        let org = try TestOrg()
        try org.writeApp()
        #expect(try rules(org.run("--format", "json")).contains("app-not-admin-approved"))
        #expect(
            try Set(coverage(org.run("--format", "json", "--select", CheckTests.license)).keys) == [CheckTests.license])
        let apps = try coverage(org.run("--format", "json", "--select", "app-"))
        #expect(apps.count > 5 && apps.keys.allSatisfy { $0.hasPrefix("app-") })
        let some = try coverage(
            org.run("--format", "json", "--select", "app-,health-psl-", "--ignore", "app-scope-full"))
        #expect(some["app-scope-full"] == nil && some["app-ip-relaxation"] != nil)
        #expect(some["health-psl-on-integration-user"] != nil && some["integration-user-shared"] == nil)
        let tagged = try coverage(org.run("--format", "json", "--select", "secret"))
        #expect(tagged["app-secret-in-source"] != nil && tagged["app-scope-full"] == nil)
    }

    @Test func findingsAreFilteredBySeverityAndConfidence() throws {
        let org = try TestOrg()
        #expect(try rules(org.run("--format", "json")) == [CheckTests.license])
        #expect(try rules(org.run("--format", "json", "--min-severity", "error")).isEmpty)
        #expect(try rules(org.run("--format", "json", "--min-confidence", "medium")).isEmpty)
    }

    @Test func theConfigurationIsFoundBesideTheProject() throws {
        let org = try TestOrg(config: "version: 1\nfail-on: warning\n")
        #expect(try org.run("force-app/main").status == 1)
        #expect(try org.run("force-app/main", "--fail-on", "error").status == 0)
        #expect(try org.run("--no-config").status == 0)
        let deep = org.folder.url.appending(path: "force-app/main/default")
        #expect(try Program.run(["permissionsets"], in: deep).status == 1)
        try org.folder.write("version: 1\nrules: { \(CheckTests.license): error }\n", to: "strict.yml")
        #expect(try org.run("--config", "strict.yml").status == 1)
        try org.folder.write("version: 1\nrules: { \(CheckTests.license): off }\n", to: "off.yml")
        #expect(try rules(org.run("--config", "off.yml", "--format", "json")).isEmpty)
        #expect(
            try rules(org.run("--config", "off.yml", "--format", "json", "--select", CheckTests.license))
                == [CheckTests.license])
    }

    @Test func theConfigurationOfAPlainFolderLiesInItOrHere() throws {
        let org = try TestOrg()
        try org.folder.write("version: 1\nfail-on: warning\n", to: "plain/.forcelint.yml")
        try FileManager.default.moveItem(
            at: org.folder.url.appending(path: "force-app"), to: org.folder.url.appending(path: "plain/sets"))
        try FileManager.default.removeItem(at: org.folder.url.appending(path: "sfdx-project.json"))
        #expect(try org.run("plain").status == 1)
        #expect(try org.run("plain/sets").status == 0)
        try org.folder.write("version: 1\nfail-on: warning\n", to: ".forcelint.yml")
        #expect(try org.run("plain/sets").status == 1)
    }

    @Test func theRegisterAndTheRecordsOfTheConfigurationCount() throws {
        let org = try TestOrg(
            config: """
                version: 1
                records: [exports/users]
                integrations: [{ name: Billing, permission-sets: [Billing] }]
                """)
        try org.folder.write(
            "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>Bills</label>\n"
                + "<license>Salesforce</license></PermissionSet>",
            to: "force-app/Billing.permissionset-meta.xml")
        try org.folder.write(
            "Id,Username,IsActive,Profile.Name,Profile.UserLicense.Name\n"
                + "005000000000001AAA,erp@acme.example,true,Minimum Access - API Only Integrations,Salesforce Integration\n",
            to: "exports/users/User.csv")
        let outcome = try org.run(
            "force-app", "--format", "json", "--select", "\(CheckTests.license),integration-user-custom-profile")
        #expect(try rules(outcome) == [CheckTests.license, CheckTests.license])
        #expect(try coverage(outcome)["integration-user-custom-profile"] == "evaluated")
        let without = try org.run("--no-config", "--format", "json", "--select", "integration-user-custom-profile")
        #expect(try coverage(without)["integration-user-custom-profile"] == "not-evaluated")
        let named = try org.run(
            "--no-config", "--format", "json", "--select", "integration-user-custom-profile", "--records",
            "exports/users",
            "--records", "exports/users/User.csv")
        #expect(try coverage(named)["integration-user-custom-profile"] == "evaluated")
    }

    @Test func filesAreWrittenByExtensionOrFormat() throws {
        let org = try TestOrg()
        let outcome = try org.run("-o", "report.json", "-o", "report.sarif", "-o", "summary:figures")
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("report.json: 0 errors, 1 warning"))
        #expect(try org.text("report.json") == org.run("--format", "json").output)
        #expect(try org.text("report.sarif") == org.run("--format", "sarif").output)
        #expect(try org.text("figures") == org.run("--format", "summary").output)
        let both = try org.run("-q", "-o", "report.json", "--format", "json")
        #expect(try both.output == org.text("report.json"))
        #expect(both.errors.isEmpty)
    }

    @Test func aFileIsReplacedWholeAndDevicesStay() throws {
        let org = try TestOrg()
        try org.folder.write(String(repeating: "old ", count: 100_000), to: "real/report.json")
        try FileManager.default.createSymbolicLink(
            atPath: org.folder.url.appending(path: "link.json").path, withDestinationPath: "real/report.json")
        #expect(try org.run("-o", "link.json").status == 0)
        #expect(try org.text("real/report.json") == org.run("--format", "json").output)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: org.folder.url.appending(path: "real").path) == [
                "report.json"
            ])
        #expect(try org.run("-o", "json:/dev/null").status == 0)
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        #expect(type == .typeCharacterSpecial)
    }

    @Test func coloursFollowTheOption() throws {
        let org = try TestOrg()
        #expect(try !org.run().output.contains("\u{1B}["))
        #expect(try org.run("--color", "always").output.contains("\u{1B}["))
        #expect(try org.run(environment: ["CLICOLOR_FORCE": "1"]).output.contains("\u{1B}["))
        #expect(try !org.run("--color", "never", environment: ["CLICOLOR_FORCE": "1"]).output.contains("\u{1B}["))
    }

    @Test func quietAndVerboseChangeTheText() throws {
        let org = try TestOrg()
        let normal = try org.run().output
        #expect(try org.run("-q").output.count < normal.count)
        #expect(try org.run("-v").output.count > normal.count)
    }

    @Test func whatGoesToStandardErrorCannotStartACommand() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(["no\u{1B}[31m"], in: folder.url)
        #expect(outcome.status == 4)
        #expect(!outcome.errors.contains("\u{1B}"))
    }
}

@Suite("The commands about rules")
struct RuleCommandTests {
    @Test func versionAndHelpSucceed() throws {
        let folder = try TemporaryFolder()
        for arguments in [["--version"], ["--help"], ["check", "--help"], ["help", "explain"]] {
            let outcome = try Program.run(arguments, in: folder.url)
            #expect(outcome.status == 0)
            #expect(!outcome.output.isEmpty && outcome.errors.isEmpty)
        }
    }

    @Test func rulesListsEveryRule() throws {
        let folder = try TemporaryFolder()
        let text = try Program.run(["rules"], in: folder.url)
        #expect(text.status == 0)
        let outcome = try Program.run(["rules", "--format", "json"], in: folder.url)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let rules = try #require(json["rules"] as? [[String: Any]])
        let ids = rules.compactMap { $0["rule"] as? String }
        #expect(ids.count >= 40 && ids == ids.sorted())
        for rule in rules {
            let id = try #require(rule["rule"] as? String)
            #expect(text.output.contains(id))
            #expect(["error", "warning", "note"].contains(rule["severity"] as? String))
            #expect(["safe", "unsafe", "command", "advice"].contains(rule["fix"] as? String))
            #expect(rule["needs"] is [String])
        }
    }

    @Test func helpMentionsEveryOption() throws {
        let folder = try TemporaryFolder()
        let program = try Program.run(["--help"], in: folder.url).output
        for word in ["check (default)", "rules", "explain", "baseline", "--version", "--help", "Exit codes"] {
            #expect(program.contains(word), "\(word)")
        }
        let check = try Program.run(["check", "--help"], in: folder.url).output
        for option in [
            "<path>", "--records", "--allow-empty", "--strict-inputs", "--require-coverage", "--select", "--ignore",
            "--persona", "--min-severity", "--min-confidence", "--fail-on", "--format", "-o, --output", "--color",
            "-q, --quiet", "-v, --verbose", "--config", "--no-config", "--jobs", "--timings", "--as-of", "--version",
            "-h, --help",
            "--baseline", "--changed-since", "--changed-files", "--no-ignores",
        ] {
            #expect(check.contains("  \(option)"), "\(option)")
        }
        for value in ["regular, pedantic, auditor", "error, warning, note, never", "text, summary, json, sarif"] {
            let words = check.split { $0.isWhitespace }.joined(separator: " ")
            #expect(words.contains(value), "\(value)")
        }
    }

    @Test func everyRuleIsExplained() throws {
        let rules = try JSONRules.all()
        let text = try Program.run(["explain"] + rules.map(\.rule), in: Checkout.root)
        #expect(text.status == 0)
        for rule in rules {
            let one = try Program.run(["explain", rule.rule], in: Checkout.root)
            #expect(one.status == 0, "\(rule.rule)")
            #expect(one.output.contains(rule.rule) && one.output.contains("\nWhy\n"), "\(rule.rule)")
            #expect(text.output.contains(one.output), "\(rule.rule)")
        }
    }

    @Test func explainShowsThePage() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(["explain", "integration-license-over-free-allotment"], in: folder.url)
        #expect(outcome.status == 0)
        for part in [
            "\nWhy\n", "\nBad\n", "\nGood\n", "in Setup\n", "by a command\n", "free-seats (integer, default 5)",
            "https://",
        ] {
            #expect(outcome.output.contains(part), "\(part)")
        }
        #expect(!outcome.output.contains("expect:"))
        let all = try Program.run(["explain", "--all"], in: folder.url)
        #expect(all.output.contains(outcome.output))
    }
}
