import Foundation
import TestSupport
import Testing

@Suite("The orgs of Fixtures/")
struct FixtureOrgTests {
    @Test func noRuleSpeaksInTheCleanOrg() throws {
        let outcome = try FixtureOrg.clean.check("--persona", "auditor", "--format", "json", "--require-coverage")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try JSONReport(outcome)
        #expect(report.claims == [])
        #expect(report.coverage.rules.filter { $0.status != "evaluated" }.map(\.rule) == [])
        #expect(report.coverage.rules.map(\.rule) == (try JSONRules.all().map(\.rule)))
    }

    @Test func theCleanOrgIsOneThatATeamCouldHave() throws {
        let org = FixtureOrg.clean.url
        let paths = try FileManager.default.subpathsOfDirectory(atPath: org.path)
        let contents = paths.compactMap { FileManager.default.contents(atPath: org.appending(path: $0).path) }
        #expect(contents.count >= 200)
        #expect(paths.count { $0.hasPrefix("org-records/") } == 13)
        let users = try String(contentsOf: org.appending(path: "org-records/User.csv"), encoding: .utf8)
        let register = try String(contentsOf: org.appending(path: ".forcelint.yml"), encoding: .utf8)
        let integrations = register.split(separator: "\n").compactMap { line in
            line.hasPrefix("    user: ") ? line.dropFirst("    user: ".count) : nil
        }
        #expect(integrations.count == 6)
        #expect(integrations.allSatisfy { users.contains(",\($0),") })
    }

    @Test func whatTheCleanOrgIgnoresHoldsASecret() throws {
        let org = try FixtureOrg.clean.copy()
        try FileManager.default.removeItem(at: org.url.appending(path: ".forceignore"))
        let report = try JSONReport(FixtureOrg.check(org.url, "--format", "json"))
        #expect(report.rules == ["app-secret-in-source", "external-client-app-global-settings-in-source"])
    }

    @Test func everyRuleSpeaksInTheTroubledOrg() throws {
        let outcome = try FixtureOrg.troubled.check("--format", "json", "--persona", "auditor")
        #expect(outcome.status == 1)
        let withRecords = try JSONReport(outcome).rules
        let folder = try FixtureOrg.troubled.copy()
        try FileManager.default.removeItem(at: folder.url.appending(path: "org-records"))
        let without = try FixtureOrg.check(folder.url, "--format", "json")
        #expect(without.status == 1)
        let bySetsAlone = "health-object-in-integration-permission-set"
        #expect(!withRecords.contains(bySetsAlone))
        #expect(try JSONReport(without).rules.contains(bySetsAlone))
        let silent = Set(try JSONRules.all().map(\.rule)).subtracting(withRecords).subtracting([bySetsAlone])
        #expect(silent.sorted() == [])
    }

    @Test(
        "has the four situations, each at its line",
        arguments: [
            (
                "permission-set-license-blocks-integration", "PermissionSet:INT_MuleSoft",
                "force-app/main/default/permissionsets/INT_MuleSoft.permissionset-meta.xml",
                "<license>Salesforce</license>", "mulesoft.integration@acme.com"
            ),
            (
                "health-psl-on-integration-user", "User:hospital.integration@acme.com",
                "org-records/PermissionSetLicenseAssign.csv",
                "2LAAb000000NCr7OAG,005Ab000000EJGRIA4,0PLAb00000053ISOAY", "Health Cloud Starter"
            ),
            (
                "app-not-admin-approved", "ConnectedApp:Warehouse",
                "force-app/main/default/connectedApps/Warehouse.connectedApp-meta.xml",
                "<isAdminApproved>false</isAdminApproved>", "every user of the org may authorise it"
            ),
            (
                "integration-license-over-free-allotment", "UserLicense:Salesforce Integration",
                "org-records/UserLicense.csv",
                "100Ab0000000NWHIA2,Salesforce Integration,SALESFORCE_INTEGRATION_USER,Active,5,6",
                "6 active users"
            ),
        ]
    )
    func situations(rule: String, subject: String, path: String, element: String, words: String) throws {
        let report = try JSONReport(FixtureOrg.acme.check("--format", "json"))
        let findings = report.findings.filter { $0.rule == rule }
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect("\(finding.subject.type):\(finding.subject.name)" == subject)
        #expect(finding.message.contains(words))
        #expect(finding.location.path == "\(FixtureOrg.acme.path)/\(path)")
        let text = String(decoding: try Data(contentsOf: FixtureOrg.acme.url.appending(path: path)), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = lines[finding.location.line - 1]
        #expect(line.trimmingCharacters(in: .whitespaces) == element)
        #expect(finding.location.endLine == finding.location.line)
        #expect(line.dropFirst(finding.location.column - 1) == element)
        #expect(finding.location.endColumn == finding.location.column + element.count)
    }

    @Test func tenRulesSpeakInTheOrgThatTheReadmeShows() throws {
        let outcome = try FixtureOrg.acme.check("--format", "json")
        #expect(outcome.status == 1)
        #expect(try JSONReport(outcome).rules.count >= 10)
    }

    @Test func theReadmeShowsWhatTheProgramSays() throws {
        let text = String(decoding: try Data(contentsOf: Checkout.root.appending(path: "README.md")), as: UTF8.self)
        let block = try #require(text.split(separator: "```\n").first { $0.hasPrefix("error[") })
        let parts = block.split(separator: "…\n")
        #expect(parts.count == 2)
        let output = try FixtureOrg.acme.check().output
        for part in parts {
            #expect(output.contains(part.trimmingCharacters(in: .newlines)))
        }
    }

    @Test func oneBrokenFileLeavesTheOthersJudged() throws {
        let whole = try JSONReport(FixtureOrg.acme.check("--format", "json"))
        let folder = try FixtureOrg.acme.copy()
        let sets = "force-app/main/default/permissionsets"
        try folder.write("<PermissionSet xmlns=\"http://soap.sforce.com/20", to: "\(sets)/Cut.permissionset-meta.xml")
        try folder.write([0x00, 0x50, 0x4B, 0xFF], to: "\(sets)/Archive.permissionset-meta.xml")
        try folder.write("", to: "\(sets)/Empty.permissionset-meta.xml")
        let report = try JSONReport(FixtureOrg.check(folder.url, "--format", "json"))
        let broken = report.findings.filter { $0.rule == "input-not-well-formed" }
        let paths = ["Archive", "Cut", "Empty"].map { "\(sets)/\($0).permissionset-meta.xml" }
        #expect(broken.map(\.location.path).sorted() == paths)
        #expect(report.claims.filter { !$0.hasPrefix("input-not-well-formed") } == whole.claims)
    }
}
