import Foundation
import TestSupport
import Testing

@Suite("Exceptions")
struct ExceptionTests {
    private static let rule = "app-not-admin-approved"

    /// An org whose app everybody may authorise, which one rule finds, and what the configuration says of it.
    private static func org(_ exception: String = "", rules: String = "") throws -> TestOrg {
        let exceptions = exception.isEmpty ? "" : "exceptions:\n  - rule: \(rule)\n\(exception)\n"
        let org = try TestOrg(config: "version: 1\n\(rules)\(exceptions)")
        try org.writeApp()
        return org
    }

    /// The org with the line of the file that names the finding written anew.
    private static func org(line: String, rules: String = "") throws -> TestOrg {
        let org = try Self.org(rules: rules)
        let text = try org.text(TestOrg.app)
        let old = "        <isAdminApproved>false</isAdminApproved>\n"
        try #require(text.contains(old))
        try org.folder.write(text.replacingOccurrences(of: old, with: line), to: TestOrg.app)
        return org
    }

    private static func check(_ org: TestOrg, _ arguments: String...) throws -> Program.Outcome {
        let day = arguments.contains("--as-of") ? [] : ["--as-of", "2026-11-21"]
        return try Program.run(
            ["check", "--select", "\(rule),exception-"] + day + arguments, in: org.folder.url)
    }

    private struct Finding: Decodable, Equatable {
        struct Subject: Decodable, Equatable {
            let type: String
            let name: String
            let element: String
        }

        struct Location: Decodable, Equatable {
            let path: String
            let line: Int
        }

        struct Suppression: Decodable, Equatable {
            let kind: String
            let reason: String
            let owner: String?
            let expires: String?
            let location: Location?
        }

        let rule: String
        let severity: String
        let message: String
        let subject: Subject
        let location: Location
        let suppressed: Suppression?
    }

    private struct Report: Decodable {
        let summary: [String: Int]
        let findings: [Finding]

        init(_ outcome: Program.Outcome) throws {
            self = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
        }

        var rules: [String] { findings.map(\.rule) }
    }

    private static func report(_ org: TestOrg, _ arguments: String...) throws -> Report {
        try Report(
            Program.run(
                ["check", "--select", "\(rule),exception-", "--as-of", "2026-11-21", "--format", "json"] + arguments,
                in: org.folder.url))
    }

    @Test func withoutOneTheFindingCounts() throws {
        let org = try Self.org()
        #expect(try Self.check(org).status == 1)
        let report = try Self.report(org)
        #expect(report.rules == [Self.rule])
        #expect(report.findings.first?.suppressed == nil)
        #expect(report.summary["suppressed"] == 0)
    }

    // MARK: The configuration

    @Test(
        "hide what they name, in any case, whole or by its element",
        arguments: ["ConnectedApp:ERP", "connectedapp:erp", "ConnectedApp:ERP#isAdminApproved"])
    func hideTheirTarget(target: String) throws {
        let org = try Self.org("    target: \(target)\n    reason: replaced in spring")
        let outcome = try Self.check(org)
        #expect(outcome.status == 0)
        #expect(!outcome.output.contains(Self.rule))
        #expect(outcome.output.hasPrefix("No findings. 1 finding suppressed by exceptions; --no-ignores shows them.\n"))
        let report = try Self.report(org)
        #expect(report.findings.isEmpty)
        #expect(report.summary == ["errors": 0, "warnings": 0, "notes": 0, "suppressed": 1, "baseline": 0])
        let summary = try Self.check(org, "--format", "summary")
        #expect(summary.output.contains("1 finding suppressed by exceptions; --no-ignores shows them."))
    }

    @Test(
        "hide nothing else, and are findings then",
        arguments: ["ConnectedApp:ERP2", "PermissionSet:ERP", "ConnectedApp:ERP#label", "ConnectedApp:ERP#"])
    func hideNothingElse(target: String) throws {
        let org = try Self.org("    target: '\(target)'\n    reason: replaced in spring")
        let report = try Self.report(org)
        #expect(report.rules == [Self.rule, "exception-unused"])
        let unused = try #require(report.findings.last)
        #expect(unused.location.path == ".forcelint.yml" && unused.location.line == 3)
        #expect(unused.message.contains("'\(target)' hides nothing"))
        #expect(unused.subject.name == "\(Self.rule) \(target)")
        #expect(report.summary["suppressed"] == 0)
        #expect(try Self.check(org).status == 1)
    }

    @Test func doNotCountAsUnusedWhereTheirRuleDoesNotRun() throws {
        let org = try Self.org("    target: ConnectedApp:Other\n    reason: replaced in spring")
        let outcome = try org.run("check", "--ignore", Self.rule, "--format", "json")
        #expect(try !Report(outcome).rules.contains("exception-unused"))
    }

    @Test func holdUntilTheEndOfTheirLastDay() throws {
        let org = try Self.org(
            "    target: ConnectedApp:ERP\n    reason: replaced in spring\n    owner: security@acme.example\n"
                + "    expires: 2027-03-31")
        #expect(try Self.check(org, "--as-of", "2027-03-31").status == 0)
        let later = try Self.check(org, "--as-of", "2027-04-01", "--format", "json")
        #expect(later.status == 1)
        let report = try Report(later)
        #expect(report.rules == [Self.rule, "exception-expired"])
        #expect(report.findings.first?.suppressed == nil)
        let expired = try #require(report.findings.last)
        #expect(expired.message.contains("2027-03-31") && expired.message.contains("security@acme.example"))
        #expect(expired.location == Finding.Location(path: ".forcelint.yml", line: 3))
    }

    @Test("are not applied without a reason", arguments: ["", "    reason:\n", "    reason: '  '\n"])
    func wantAReason(reason: String) throws {
        let org = try Self.org("    target: ConnectedApp:ERP\n\(reason)")
        let outcome = try Self.check(org)
        #expect(outcome.status == 1)
        let report = try Self.report(org)
        #expect(report.rules == [Self.rule, "exception-without-reason"])
        #expect(report.summary["suppressed"] == 0)
        #expect(report.findings.last?.location == Finding.Location(path: ".forcelint.yml", line: 3))
    }

    @Test func ofARuleThatDoesNotExistAreMistakes() throws {
        let org = try TestOrg(
            config: "version: 1\nexceptions:\n  - rule: app-not-admin-aproved\n    target: ConnectedApp:ERP\n")
        let outcome = try org.run()
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == "error: .forcelint.yml:3:11: unknown rule 'app-not-admin-aproved' in 'exceptions'; "
                + "did you mean 'app-not-admin-approved'?\n")
    }

    // MARK: Comments

    @Test(
        "stand above the line or on it",
        arguments: [
            "        <!-- forcelint-ignore app-not-admin-approved: replaced in spring -->\n"
                + "        <isAdminApproved>false</isAdminApproved>\n",
            "        <isAdminApproved>false</isAdminApproved> <!-- forcelint-ignore app-not-admin-approved: replaced in spring -->\n",
            "        <!--forcelint-ignore app-scope-full , app-not-admin-approved : replaced in spring-->\r\n"
                + "        <isAdminApproved>false</isAdminApproved>\r\n",
        ])
    func comments(line: String) throws {
        let org = try Self.org(line: line)
        let outcome = try Self.check(org)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("No findings. 1 finding suppressed by exceptions; --no-ignores shows them."))
        let finding = try #require(try Self.report(org, "--no-ignores").findings.first)
        #expect(finding.suppressed?.kind == "inline")
        #expect(finding.suppressed?.reason == "replaced in spring")
        #expect(finding.suppressed?.location == Finding.Location(path: TestOrg.app, line: 7))
    }

    @Test func twoLinesAboveIsTooFar() throws {
        let org = try Self.org(
            line: "        <!-- forcelint-ignore app-not-admin-approved: replaced in spring -->\n\n"
                + "        <isAdminApproved>false</isAdminApproved>\n")
        let report = try Self.report(org)
        #expect(report.rules == [Self.rule, "exception-unused"])
        #expect(report.findings.last?.location == Finding.Location(path: TestOrg.app, line: 7))
    }

    @Test("without a reason are not applied", arguments: ["", ":", ":   "])
    func commentsWantAReason(reason: String) throws {
        let org = try Self.org(
            line: "        <!-- forcelint-ignore app-not-admin-approved\(reason) -->\n"
                + "        <isAdminApproved>false</isAdminApproved>\n")
        let report = try Self.report(org)
        #expect(report.rules == [Self.rule, "exception-without-reason"])
        #expect(try Self.check(org).status == 1)
    }

    @Test func ofNoRuleAreUnused() throws {
        let org = try Self.org(
            line: "        <!-- forcelint-ignore app-not-admin-aproved: replaced in spring -->\n"
                + "        <isAdminApproved>false</isAdminApproved>\n")
        let report = try Self.report(org)
        #expect(report.rules == [Self.rule, "exception-unused"])
        #expect(report.findings.last?.message.contains("does not exist") == true)
    }

    // MARK: What is shown of them

    @Test func areShownInTheTextWhereAsked() throws {
        let org = try Self.org(
            "    target: ConnectedApp:ERP\n    reason: replaced in spring\n    owner: security@acme.example\n"
                + "    expires: 2027-03-31")
        let outcome = try Self.check(org, "--no-ignores")
        #expect(outcome.status == 0, "what is shown still does not fail the run")
        #expect(outcome.output.hasPrefix("error[\(Self.rule)] (suppressed): "))
        #expect(
            outcome.output.contains(
                "note: an exception at .forcelint.yml:3 hides it, until 2027-03-31, security@acme.example answers for "
                    + "it: replaced in spring"))
        #expect(outcome.output.contains("\nNo findings. 1 finding suppressed by exceptions.\n"))
        #expect(try Self.check(org, "--no-ignores", "--fail-on", "note").status == 0)
    }

    @Test func areAnObjectInJSON() throws {
        let org = try Self.org(
            "    target: ConnectedApp:ERP\n    reason: replaced in spring\n    owner: security@acme.example\n"
                + "    expires: 2027-03-31")
        let report = try Self.report(org, "--no-ignores")
        #expect(report.summary == ["errors": 0, "warnings": 0, "notes": 0, "suppressed": 1, "baseline": 0])
        #expect(report.rules == [Self.rule])
        #expect(
            report.findings.first?.suppressed
                == Finding.Suppression(
                    kind: "exception", reason: "replaced in spring", owner: "security@acme.example",
                    expires: "2027-03-31", location: Finding.Location(path: ".forcelint.yml", line: 3)))
    }

    private struct Log: Decodable {
        struct Suppression: Decodable {
            let kind: String
            let status: String
            let justification: String
        }

        struct Result: Decodable {
            let ruleId: String
            let suppressions: [Suppression]?
        }

        struct Run: Decodable {
            let results: [Result]
        }

        let runs: [Run]

        init(_ outcome: Program.Outcome) throws {
            self = try JSONDecoder().decode(Log.self, from: Data(outcome.output.utf8))
        }

        var results: [Result] { runs.flatMap(\.results) }
    }

    @Test func areSuppressionsInSARIF() throws {
        let org = try Self.org(
            "    target: ConnectedApp:ERP\n    reason: replaced in spring\n    owner: it@acme.example")
        let more = ["--select", "\(Self.rule),app-preauthorization-ignored", "--format", "sarif"]
        let hidden = try Log(Program.run(["check"] + more, in: org.folder.url))
        #expect(hidden.results.map(\.ruleId) == ["app-preauthorization-ignored"])
        #expect(hidden.results.first?.suppressions == nil)
        let outcome = try Program.run(["check", "--no-ignores"] + more, in: org.folder.url)
        #expect(outcome.status == 1, "the other finding counts")
        let shown = try Log(outcome)
        let suppressed = try #require(shown.results.first { $0.ruleId == Self.rule }?.suppressions)
        #expect(suppressed.map(\.kind) == ["external"])
        #expect(suppressed.map(\.status) == ["accepted"])
        #expect(suppressed.first?.justification.hasPrefix("replaced in spring") == true)
        // Where one result says whether it is suppressed, all of them have to.
        #expect(shown.results.first { $0.ruleId != Self.rule }?.suppressions?.isEmpty == true)
    }

    @Test func ofCommentsAreInSourceInSARIF() throws {
        let org = try Self.org(
            line: "        <!-- forcelint-ignore app-not-admin-approved: replaced in spring -->\n"
                + "        <isAdminApproved>false</isAdminApproved>\n")
        let log = try Log(Self.check(org, "--no-ignores", "--format", "sarif"))
        #expect(log.results.first?.suppressions?.map(\.kind) == ["inSource"])
    }

    @Test func areCountedBesideWhatCounts() throws {
        let org = try Self.org("    target: ConnectedApp:ERP\n    reason: replaced in spring")
        let outcome = try org.run("check", "--select", "\(Self.rule),app-preauthorization-ignored")
        #expect(outcome.status == 1)
        #expect(
            outcome.output.contains(
                "Found 1 error. 1 finding suppressed by exceptions; --no-ignores shows them."))
    }

    // MARK: Rules that cannot be ignored

    @Test func ofARuleThatMayNotBeIgnoredAreMistakes() throws {
        let org = try Self.org(
            "    target: ConnectedApp:ERP\n    reason: replaced in spring",
            rules: "rules:\n  \(Self.rule): { ignorable: false }\n")
        let outcome = try org.run()
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors == "error: .forcelint.yml:5:11: the rule '\(Self.rule)' cannot be ignored\n")
    }

    @Test func inCommentsOfSuchARuleHideNothing() throws {
        let org = try Self.org(
            line: "        <!-- forcelint-ignore app-not-admin-approved: replaced in spring -->\n"
                + "        <isAdminApproved>false</isAdminApproved>\n",
            rules: "rules:\n  \(Self.rule): { ignorable: false }\n")
        let report = try Self.report(org)
        #expect(report.rules == [Self.rule, "exception-unused"])
        #expect(report.findings.last?.message.contains("cannot be ignored") == true)
        #expect(try Self.check(org).status == 1)
    }

    @Test func ofInputsThatCannotBeReadAreRefused() throws {
        let org = try TestOrg(
            config: "version: 1\nexceptions:\n  - rule: input-not-well-formed\n    target: File:x\n    reason: later\n")
        let outcome = try org.run()
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(".forcelint.yml:3:11: the rule 'input-not-well-formed' cannot be ignored"))
    }
}
