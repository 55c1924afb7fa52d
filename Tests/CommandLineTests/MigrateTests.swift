import Foundation
import TestSupport
import Testing

/// `forcelint migrate`, from the outside.
@Suite("Migrate")
struct MigrateTests {
    private static let user = MigrationOrg.user
    private static let set = "INT_ERP_Access"

    // MARK: Verdicts

    @Test("ready: commands in their order, seats and saving")
    func ready() throws {
        let org = try MigrationOrg()
        let (plan, user) = try org.plan()
        #expect(user["verdict"]?.string == "ready")
        #expect(MigrationOrg.reasons(user, "step") == [] && MigrationOrg.reasons(user, "blocker") == [])
        let row = "sf data delete record --sobject PermissionSetAssignment --record-id 0Pa000000000000"
        let target = "--target-org \"$ORG\""
        #expect(
            MigrationOrg.commands(user) == [
                "sf project deploy start \(target) --source-dir migration/\(Self.set).permissionset-meta.xml",
                "\(row) \(target)",
                "PROFILE=$(sf data query \(target) --result-format csv --query \"SELECT Id FROM Profile WHERE Name = "
                    + "'\(AccessOrg.profile)'\" | tail -n 1)",
                "sf data update record \(target) --sobject User --record-id 005000000000000 "
                    + "--values \"ProfileId=$PROFILE\"",
                "sf org assign permsetlicense \(target) --name SalesforceAPIIntegrationPsl --on-behalf-of \(Self.user)",
                "sf org assign permset \(target) --name \(Self.set) --on-behalf-of \(Self.user)",
                "sf org login jwt --username \(Self.user) --jwt-key-file server.key --client-id \"$CONSUMER_KEY\"",
                "sf data query --target-org \(Self.user) --query \"SELECT Id FROM Account LIMIT 1\"",
            ])
        let seats = try #require(plan["seats"]?.items)
        #expect(seats.map { $0["freeAfterwards"] } == [.integer(2), .integer(2), .integer(3)])
        #expect(seats.allSatisfy { $0["location"]?["path"]?.string?.hasPrefix("org-records/") == true })
        #expect(plan["saving"]?["sum"] == .integer(1980))
        #expect(plan["saving"]?["source"]?.string == ".forcelint.yml:2")
        #expect(try org.migrate().status == 0)
        #expect(try org.migrate(Self.user).status == 0)
    }

    @Test("what the profile and a licensed set grant is carried, each with its way")
    func carried() throws {
        let (_, user) = try MigrationOrg().plan()
        let items = try #require(user["carried"]?.items)
        func flags(_ name: String) -> [String]? {
            items.first { $0["name"]?.string == name }?["flags"]?.items?.compactMap(\.string)
        }
        #expect(flags("Account") == ["read", "edit"] && flags("Contact") == ["create", "read"])
        #expect(flags("Account.Industry") == ["read", "edit"] && flags("ViewSetup") == [] && flags("Invoices") == [])
        #expect(items.count == 5)
        for item in items {
            let path = try #require(item["paths"]?.items?.first?.items)
            #expect(path.first?["type"]?.string == "User")
            #expect(path.last?["name"] == item["name"])
        }
        let left = (user["notCarried"]?.items ?? []).compactMap { $0["name"]?.string }
        #expect(left == ["ApiEnabled", "ApiUserOnly"])
        #expect(user["complete"] == .boolean(false))
        let notes = MigrationOrg.reasons(user, "note")
        #expect(notes.contains { $0.contains("'ERP' is for users of the license 'Salesforce' only") })
        #expect(notes.contains { $0.contains("leaves the profile 'Integration'; 3 things that it grants go") })
    }

    @Test("steps come first", arguments: 0..<MigrationCases.steps.count)
    func steps(_ number: Int) throws {
        let test = MigrationCases.steps[number]
        let org = try MigrationOrg()
        try test.change(org)
        let (_, user) = try org.plan(Self.user)
        #expect(user["verdict"]?.string == "steps", "\(test.message)")
        let steps = MigrationOrg.reasons(user, "step")
        #expect(steps.contains { $0.contains(test.message) }, "\(test.message): \(steps)")
        #expect(steps.count == 1, "\(steps)")
        #expect(!MigrationOrg.commands(user).isEmpty)
        let outcome = try org.migrate(Self.user)
        #expect(outcome.status == 0 && outcome.output.contains("'\(Self.user)' (User 0): ready after 1 step\n"))
        #expect(outcome.output.contains("    1. ") && outcome.output.contains(test.message))
    }

    @Test("blocked: no commands, no file, 1 where the user is named", arguments: 0..<MigrationCases.blockers.count)
    func blocked(_ number: Int) throws {
        let test = MigrationCases.blockers[number]
        let org = try MigrationOrg()
        try test.change(org)
        let (plan, user) = try org.plan()
        #expect(user["verdict"]?.string == "blocked", "\(test.message)")
        let blockers = MigrationOrg.reasons(user, "blocker")
        #expect(blockers.count == 1 && blockers[0].contains(test.message), "\(test.message): \(blockers)")
        let proof = (user["reasons"]?.items ?? []).first?["paths"]?.items?.first?.items?.last
        #expect(proof?["location"]?["line"] != nil)
        #expect(user["commands"]?.items == [] && user["permissionSets"]?.items == [])
        #expect(plan["saving"]?["sum"] == .integer(0))
        #expect(try org.migrate().status == 0)
        let outcome = try org.migrate(Self.user, "-o", "sets")
        #expect(outcome.status == 1 && outcome.errors.contains("no permission set was written"))
        #expect(!FileManager.default.fileExists(atPath: org.org.folder.url.appending(path: "sets").path))
    }

    @Test("not known for lack of an input: 4", arguments: 0..<MigrationCases.unknowns.count)
    func unknown(_ number: Int) throws {
        let test = MigrationCases.unknowns[number]
        let org = try MigrationOrg()
        try test.change(org)
        let (_, user) = try org.plan()
        #expect(user["verdict"]?.string == "unknown", "\(test.message)")
        #expect(user["commands"]?.items == [] && user["permissionSets"]?.items == [])
        let outcome = try org.migrate()
        #expect(outcome.status == 4 && outcome.output.contains("(User 0): not known\n"), "\(outcome.output)")
        #expect(outcome.output.contains("  Not known, because\n") && outcome.output.contains(test.message))
    }

    @Test func aBlockerIsKnownWhateverElseIsMissing() throws {
        let org = try MigrationOrg()
        try org.org.set("ERP", "ManageHealthCloud")
        try org.remove("org-records/PermissionSetLicenseAssign.csv")
        #expect(try org.plan().user["verdict"]?.string == "blocked")
        #expect(try org.migrate(Self.user).status == 1)
    }

    @Test func whatAMutingSetWithoutFileMayTakeIsNotCarried() throws {
        let org = try MigrationOrg()
        try MigrationCases.unknowns[4].change(org)
        let (_, user) = try org.plan()
        let carried = (user["carried"]?.items ?? []).compactMap { $0["name"]?.string }
        #expect(carried == ["ViewSetup", "Account", "Account.Industry"])
        let left = (user["notCarried"]?.items ?? []).filter {
            $0["reason"]?.string?.hasPrefix("it is not certain") == true
        }
        #expect(left.compactMap { $0["name"]?.string } == ["Contact", "Invoices"])
    }

    @Test func whoIsThereAlreadyIsDone() throws {
        let org = try MigrationOrg()
        try org.org.users(["\(Self.user);\(AccessOrg.profile);Salesforce Integration"])
        let outcome = try org.migrate(Self.user)
        #expect(outcome.status == 0 && outcome.output.contains("(User 0): done\n"))
        let all = try org.migrate()
        #expect(all.status == 0)
        #expect(all.output.hasPrefix("No active integration user is known to be on a full license.\n"))
    }

    @Test func aPersonWhoIsNamedIsNoIntegration() throws {
        let org = try MigrationOrg()
        try org.org.profile("Standard User", license: "Salesforce", "ApiEnabled", "Account:allowRead")
        let (plan, user) = try org.plan("jo@acme.example")
        #expect(user["verdict"]?.string == "steps" && plan["users"]?.items?.count == 1)
        #expect(MigrationOrg.reasons(user, "step").contains { $0.hasPrefix("Nothing says that this user belongs to") })
    }

    // MARK: Seats and the bill

    @Test func seatsThatAreShortHaveToBeBought() throws {
        let org = try MigrationOrg()
        try org.records(
            "UserLicense", "Id,Name,Status,TotalLicenses,UsedLicenses",
            [
                "100000000000002AAA,Salesforce Integration,Active,2,2"
            ])
        let (plan, _) = try org.plan()
        #expect(plan["saving"]?["sum"] == .integer(1860) && plan["saving"]?["seatsToBuy"] == .integer(1))
        try org.write(
            ".forcelint.yml", MigrationOrg.config.replacingOccurrences(of: " Salesforce Integration: 120,", with: ""))
        let text = try org.migrate().output
        #expect(text.contains("User license 'Salesforce Integration': 0 free today (2 of 2 are used, "))
        #expect(text.contains(", -1 afterwards: 1 too few\n"))
        #expect(text.contains("Saving: 1980 USD a year: 1 user at 1980 USD (.forcelint.yml:2), less what 1 seat of"))
    }

    @Test func withoutAPriceThereIsNoSum() throws {
        let org = try MigrationOrg()
        try org.write(".forcelint.yml", "version: 1\nintegrations: [{ name: ERP, user: \(Self.user) }]\n")
        #expect(try org.plan().plan["saving"] == .null)
        let text = try org.migrate().output
        #expect(
            text.contains("Saving: not known, because the configuration gives no price; 'prices: { Salesforce: 1980,"))
        #expect(text.contains("1 user would leave it.\n"))
    }

    @Test("free seats come from the licence, else from the edition, else they are not known")
    func freeSeats() throws {
        let org = try MigrationOrg()
        try org.remove("org-records/UserLicense.csv")
        #expect(try org.plan().plan["seats"]?.items?.first?["free"] == .null)
        try org.records("Organization", "Id,OrganizationType", ["00D000000000001AAA,Enterprise Edition"])
        try org.org.users([
            "\(Self.user);\(MigrationOrg.profile);Salesforce",
            "a@acme.example;\(AccessOrg.profile);Salesforce Integration",
        ])
        #expect(try org.plan().plan["seats"]?.items?.first?["free"] == .integer(4))
        #expect(
            try org.migrate().output.contains("4 free today (the edition may come with 5, and 1 active users have one"))
        try org.records("Organization", "Id,OrganizationType", ["00D000000000001AAA,Developer Edition"])
        #expect(try org.plan().plan["seats"]?.items?.first?["free"] == .integer(0))
        let rule = "rules: { integration-license-over-free-allotment: { free-seats: 9 } }\n"
        try org.write(".forcelint.yml", MigrationOrg.config + rule)
        #expect(try org.plan().plan["seats"]?.items?.first?["free"] == .integer(8))
    }
}
