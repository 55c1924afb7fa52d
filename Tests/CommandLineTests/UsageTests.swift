import Foundation
import TestSupport
import Testing

/// `--usage`, from the outside.
@Suite("Use by event logs")
struct UsageTests {
    private static let readWrite = "Account:allowRead,allowEdit"

    @Test(
        "a window of 3 days is a note, one of 120 days a warning",
        arguments: [(3, "note", "low"), (120, "warning", "medium")])
    func windows(_ days: Int, _ severity: String, _ confidence: String) throws {
        let org = try UsageOrg(Self.readWrite, "Lead:allowRead")
        try org.log(UsageOrg.days(days).map { UsageOrg.row($0, "read Account") })
        let report = try org.report()
        let write = try #require(report.findings.first { $0.rule == "integration-unused-write-access" })
        #expect(write.severity == severity && write.confidence == confidence)
        #expect(
            write.message.contains(
                "in the \(days) days with logs between \(UsageOrg.days(days).last ?? "") and 2026-11-20."))
        let object = try #require(report.findings.first { $0.rule == "integration-unused-object-access" })
        #expect(object.severity == "note" && object.confidence == confidence)
        #expect(object.subject.element == "objectPermissions:Lead")
        #expect(report.rules == ["integration-unused-write-access", "integration-unused-object-access"])
        #expect(report.coverage.inputs["EventLogFile"] == days)
    }

    @Test func daysWithoutALogAreSaid() throws {
        let org = try UsageOrg(Self.readWrite)
        let days = UsageOrg.days(120).filter { !$0.hasPrefix("2026-10-1") }
        for day in days { try org.log([UsageOrg.row(day, "read Account")], to: "\(day)_ApiTotalUsage.csv") }
        let message = try #require(try org.report().findings.first).message
        #expect(
            message.contains(
                "in the 110 days with logs between 2026-07-24 and 2026-11-20, 10 days without one in between (2026-10-10 to 2026-10-19)."
            ))
    }

    @Test("what the logs hide is not claimed", arguments: ["composite", "edit Account"])
    func hidden(_ call: String) throws {
        let org = try UsageOrg(Self.readWrite, "Lead:allowRead")
        try org.log(UsageOrg.days(100).map { UsageOrg.row($0, "read Account") } + [UsageOrg.row("2026-11-20", call)])
        let report = try org.report()
        #expect(!report.rules.contains("integration-unused-write-access"))
        #expect(report.rules.contains("integration-unused-object-access") == (call != "composite"))
        let coverage = try #require(report.coverage.rules.first { $0.rule == "integration-unused-object-access" })
        #expect(coverage.status == (call == "composite" ? "partial" : "evaluated"))
        #expect(coverage.missing == (call == "composite" ? ["EventLogFile.ENTITY_NAME"] : []))
    }

    @Test func withoutLogsTheRulesAreNotEvaluated() throws {
        let org = try UsageOrg(Self.readWrite)
        let outcome = try org.org.run("check", "--format", "json", "--select", "usage", "--persona", "auditor")
        #expect(outcome.status == 0)
        let rules = try JSONReport(outcome).coverage.rules
        #expect(
            rules.count == 4 && rules.allSatisfy { $0.status == "not-evaluated" && $0.missing.contains("EventLogFile") }
        )
        let missing = try org.org.run("check", "--usage", "nowhere")
        #expect(missing.status == 4 && missing.errors.contains("nowhere"))
    }

    @Test func theConfigurationNamesLogs() throws {
        let org = try UsageOrg(Self.readWrite)
        try org.log(UsageOrg.days(2).map { UsageOrg.row($0, "read Account") })
        try org.org.folder.write("version: 1\nusage: [logs]\n", to: ".forcelint.yml")
        let report = try JSONReport(org.org.run("check", "--format", "json"))
        #expect(report.rules.contains("integration-unused-write-access"))
        let shown = try Program.run(["config", "show", "--usage", "more"], in: org.org.folder.url).output
        #expect(shown.contains("logs") && shown.contains("more"))
    }

    @Test func idsOfBothLengthsAndUsersOfNoExport() throws {
        let org = try UsageOrg(Self.readWrite)
        try org.log([
            UsageOrg.row("2026-11-18", "read Account", id: UsageOrg.id + "AAA"),
            UsageOrg.row("2026-11-19", "edit Account", id: "005000000009999"),
            UsageOrg.row("2026-11-20", "read Account"),
        ])
        let report = try org.report()
        #expect(report.rules == ["integration-unused-write-access"])
        #expect(report.findings.allSatisfy { !$0.message.contains("9999") })
    }

    @Test func damagedRowsAreFindingsAndTheRunGoesOn() throws {
        let org = try UsageOrg(Self.readWrite)
        let good = UsageOrg.days(100).map { UsageOrg.row($0, "read Account") }
        try org.log(good.prefix(3) + ["ApiTotalUsage,2026"] + good.dropFirst(3))
        let outcome = try org.check()
        #expect(outcome.status == 1)
        let report = try JSONReport(outcome)
        let broken = try #require(report.findings.first { $0.rule == "input-not-well-formed" })
        #expect(broken.location.path == "logs/log.csv" && broken.location.line == 5)
        let write = try #require(report.findings.first { $0.rule == "integration-unused-write-access" })
        #expect(write.confidence == "low" && write.message.contains("; 1 row cannot be read"))
        let strict = try org.check("--strict-inputs")
        #expect(strict.status == 4)
    }

    @Test func namesOfStrangersAreOnlyTexts() throws {
        let org = try UsageOrg(Self.readWrite)
        let rows = Hostile.texts.filter { !$0.contains("\0") }.flatMap { text -> [String] in
            let quoted = "\"" + text.replacing("\"", with: "\"\"") + "\""
            return [
                "ApiTotalUsage,20261120070000.1,\(UsageOrg.id),REST,\(quoted),\(quoted),\(quoted),\(quoted)",
                "\(quoted),20261120070000.1,\(quoted),,,,,", "API,\(quoted),,,,,,",
            ]
        }
        try org.log(rows + [UsageOrg.row("2026-11-19", "read Account")])
        for format in ["text", "markdown"] {
            let outcome = try Program.run(
                ["check", "--usage", "logs", "--format", format, "--persona", "auditor", "-v"] + FixtureOrg.asOf,
                in: org.org.folder.url)
            #expect(Hostile.commands(in: outcome.output) == [] && Hostile.commands(in: outcome.errors) == [])
        }
        let proposed = try org.org.run("access", "user", UsageOrg.user, "--proposed", "--usage", "logs")
        #expect(proposed.status == 0 && Hostile.commands(in: proposed.output) == [])
    }

    @Test func aDeployIsJudgedWithTheLogs() throws {
        let org = try UsageOrg("Account:allowRead")
        try org.log(UsageOrg.days(5).map { UsageOrg.row($0, "read Account") })
        let wider = try UsageOrg("Account:allowRead", "Lead:allowRead")
        let outcome = try Program.run(
            [
                "check", "\(wider.org.folder.url.path)/force-app", "--org", ".", "--usage", "logs", "--select", "usage",
                "--format", "json",
            ]
                + FixtureOrg.asOf, in: org.org.folder.url)
        let findings = try JSONReport(outcome).findings
        #expect(findings.map(\.subject.element) == ["objectPermissions:Lead"])
    }

    @Test(
        "of logins only what an export says is said",
        arguments: [
            (",2026-10-02T08:00:00.000+0000", false, "and does not log in"),
            (nil, true, "The login history shows no login of these days."),
            (nil, false, "Whether it logs in is not known"),
        ] as [(String?, Bool, String)])
    func logins(_ lastLogin: String?, _ hasHistory: Bool, _ words: String) throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let user =
            "005000000000001AAA,erp@acme.example,true,Minimum Access - API Only Integrations,Salesforce Integration"
        let header = "Id,Username,IsActive,Profile.Name,Profile.UserLicense.Name"
        let column = lastLogin == nil ? "" : ",LastLoginDate"
        _ = try folder.write("\(header)\(column)\n\(user)\(lastLogin ?? "")\n", to: "User.csv")
        let history = "UserId,LoginTime,Status\n005000000000001AAA,2026-11-01T09:00:00.000+0000,Success\n"
        if hasHistory { _ = try folder.write(history, to: "LoginHistory.csv") }
        _ = try folder.write(
            "EVENT_TYPE,TIMESTAMP,USER_ID\nApiTotalUsage,20261118070000.100,005000000000002\n", to: "logs/a.csv")
        let outcome = try Program.run(
            [
                "check", ".", "--usage", "logs", "--persona", "pedantic", "--select", "integration-user-unused",
                "--format", "json",
            ] + FixtureOrg.asOf, in: folder.url)
        let findings = try JSONReport(outcome).findings
        #expect(findings.count == 1 && findings[0].message.contains(words), "\(findings.map(\.message))")
    }
}
