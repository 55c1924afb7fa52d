import Foundation
import TestSupport
import Testing

@Suite("The first configuration")
struct InitTests {
    private static let file = ".forcelint.yml"

    private static func text(_ folder: TemporaryFolder, _ path: String = file) throws -> String {
        try String(contentsOf: folder.url.appending(path: path), encoding: .utf8)
    }

    /// Every setting that is off is turned on.
    private static func turnedOn(_ text: String) -> String {
        text.replacing(#/(?m)^( *)#(?=[^ ])/#) { String($0.output.1) }
    }

    @Test func namesTheIntegrationsAndWhatTheyRestOn() throws {
        let org = try FixtureOrg.acme.copy()
        let outcome = try Program.run(["init"], in: org.url)
        #expect(outcome.status == 0)
        #expect(outcome.errors == ".forcelint.yml: integrations: 6 declared, 0 suggested\n")
        let text = try Self.text(org)
        for part in [
            "\nversion: 1\n",
            """

              - name: MuleSoft
                user: mulesoft.integration@acme.com  # has the licence 'Salesforce Integration': org-records/User.csv:2
                apps:
                  - MuleSoft  # runs as this user: force-app/main/default/extlClntAppOauthPolicies/MuleSoft_oauthPlcy.ecaOauthPlcy-meta.xml:3
                permission-sets:
                  - INT_MuleSoft  # is assigned to this user: org-records/PermissionSetAssignment.csv:10

            """,
            """
                #apps:
                  #- Warehouse  # has the name of the integration: force-app/main/default/connectedApps/Warehouse.connectedApp-meta.xml:2

            """,
            "\n#base-permission-sets:\n  #- INT_Warehouse  # is assigned to 2 of these users: ",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        for name in ["anna.berg", "old.crm", "Sales_Team"] { #expect(!text.contains(name), "\(name)") }
    }

    @Test("can be used at once and loses no finding", arguments: FixtureOrg.allCases)
    func canBeUsed(fixture: FixtureOrg) throws {
        let org = try fixture.copy()
        try? FileManager.default.removeItem(at: org.url.appending(path: Self.file))
        let before = try FixtureOrg.check(org.url, "--format", "json")
        #expect(try Program.run(["init"], in: org.url).status == 0)
        let after = try FixtureOrg.check(org.url, "--format", "json")
        #expect(after.status == before.status && after.errors.isEmpty)
        let claims = { (outcome: Program.Outcome) in
            Set(try JSONReport(outcome).findings.map { "\($0.rule) \($0.subject.type):\($0.subject.name)" })
        }
        #expect(try claims(before).subtracting(claims(after)) == [])
        if fixture != .troubled { #expect(try claims(after) == claims(before)) }

        let shown = try Program.run(["config", "show", "--format", "json"], in: org.url)
        #expect(shown.status == 0)
        try org.write(Self.turnedOn(Self.text(org)), to: "all.yml")
        let all = try Program.run(["config", "show", "--config", "all.yml"], in: org.url)
        #expect(all.status == 0, "\(all.errors)")
        let keys = [
            "persona", "fail-on", "baseline", "max-file-size", "edition", "prices", "base-permission-sets", "naming",
            "exceptions",
        ]
        for key in keys {
            #expect(all.output.contains("\n\(key): ") || all.output.contains("\n\(key):\n"), "\(key)")
        }
    }

    @Test func withoutRecordsLicencesFlowsAndNamesSuggest() throws {
        let org = try TestOrg()
        try org.writeApp()
        try org.folder.write(
            """
            <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
                <label>Orders</label>
                <license>Salesforce Integration</license>
            </PermissionSet>
            """, to: "force-app/Orders.permissionset-meta.xml")
        try org.folder.write(
            """
            <ConnectedApp xmlns="http://soap.sforce.com/2006/04/metadata">
                <label>Billing: "new" # \u{202E}</label>
                <oauthConfig>
                    <isClientCredentialEnabled>true</isClientCredentialEnabled>
                    <oauthClientCredentialUser>billing@acme.example</oauthClientCredentialUser>
                </oauthConfig>
            </ConnectedApp>
            """, to: "force-app/Billing.connectedApp-meta.xml")
        let outcome = try org.run("init")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let text = try Self.text(org.folder)
        for part in [
            "\n  - name: billing\n    user: billing@acme.example  # is the run-as user of app 'Billing': "
                + "force-app/Billing.connectedApp-meta.xml:5\n    apps:\n      - Billing  # runs as this user: ",
            "\n  - name: ERP\n    apps:\n      - ERP  # pre-authorises what only integrations have: \(TestOrg.app):10\n"
                + "    #permission-sets:\n      #- INT_ERP  # is named like one of an integration: \(TestOrg.set):2\n",
            "\n  #- name: Orders\n    #permission-sets:\n      #- Orders  # has the licence 'Salesforce Integration': "
                + "force-app/Orders.permissionset-meta.xml:3\n",
        ] {
            #expect(text.contains(part), "\(part)\n\(text)")
        }
        #expect(try org.run("check", "--fail-on", "never").status == 0)
    }

    @Test func usersWhoAreOnlyNamedLikeOneAreSuggested() throws {
        let org = try TestOrg()
        try org.folder.write(
            "Id,Username,Name,IsActive,Profile.Name,Profile.UserLicense.Name\n"
                + "005000000000001AAA,erp@acme.example,ERP Integration,true,Standard User,Salesforce\n"
                + "005000000000002AAA,anna@acme.example,Anna Berg,true,Standard User,Salesforce\n"
                + "005000000000003AAA,old@acme.example,Old Integration,false,Standard User,Salesforce\n",
            to: "org-records/User.csv")
        try org.folder.write(
            "AssigneeId,PermissionSet.Name,PermissionSet.IsOwnedByProfile\n"
                + "005000000000001AAA,INT_ERP,false\n005000000000001AAA,Sales,false\n005000000000002AAA,Sales,false\n",
            to: "org-records/PermissionSetAssignment.csv")
        let outcome = try org.run("init")
        #expect(outcome.errors == ".forcelint.yml: integrations: 0 declared, 1 suggested\n")
        let text = try Self.text(org.folder)
        #expect(
            text.contains(
                "\n#integrations:\n  #- name: ERP\n    #user: erp@acme.example  # is named like an integration, on the "
                    + "licence 'Salesforce': org-records/User.csv:2\n    #permission-sets:\n"
                    + "      #- INT_ERP  # is assigned to this user: org-records/PermissionSetAssignment.csv:2\n\n"),
            "\(text)")
        for name in ["anna", "old@", "Sales"] {
            #expect(!text.contains("- \(name)") && !text.contains("user: \(name)"))
        }
        // The example of a folder of records is not there.
        // What they name is not there.
        let turnedOn = ["records: [exports]\n", "baseline: .forcelint-baseline.json\n"].reduce(Self.turnedOn(text)) {
            $0.replacing($1, with: "")
        }
        try org.folder.write(turnedOn, to: Self.file)
        let check = try org.run("check", "--fail-on", "never")
        #expect(check.status == 0, "\(check.errors)")
    }

    @Test func aStrangersNamesAreOnlyTexts() throws {
        let org = try TestOrg()
        try org.folder.write(
            "Username,Name,IsActive,Profile.UserLicense.Name\n"
                + "\"a: b\n- c@x\",\"# \"\"x\"\"\nrules: {}\",true,Salesforce Integration\n"
                + "yes,Integration,true,Salesforce Integration\nno,Integration,true,Salesforce Integration\n"
                + "::set-output@x,##[error]\u{1B}[31m\u{2028}x,true,Salesforce Integration\n",
            to: "org-records/User.csv")
        let outcome = try org.run("init")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let text = try Self.text(org.folder)
        #expect(!text.contains("\u{1B}") && !text.contains("\u{2028}") && !text.contains("##["))
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("rules") })
        #expect(text.contains("- name: Integration\n    user: \"yes\"  #"))
        #expect(text.contains("- name: \"Integration 2\"\n    user: \"no\"  #"))
        let shown = try org.run("config", "show")
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(shown.output.contains("user: \"a: b\\u000A- c@x\"  # .forcelint.yml:"))
    }

    @Test func nothingIsFoundInAnEmptyProject() throws {
        let folder = try TemporaryFolder()
        try folder.write(TestOrg.project, to: "sfdx-project.json")
        try folder.write("", to: "force-app/readme.txt")
        #expect(try Program.run(["init"], in: folder.url).status == 0)
        let text = try Self.text(folder)
        #expect(text.contains("\n#integrations:\n"))
        #expect(try Program.run(["config", "show"], in: folder.url).status == 0)
        try folder.write(Self.turnedOn(text), to: Self.file)
        #expect(try Program.run(["config", "show"], in: folder.url).status == 0)
    }

    // MARK: Where it is written

    @Test func liesBesideTheProjectFromWhereverItIsAskedFor() throws {
        let org = try TestOrg()
        try org.folder.write(
            "Username,Name,IsActive,Profile.UserLicense.Name\nerp@acme.example,ERP,true,Salesforce Integration\n",
            to: "exports/User.csv")
        let deep = org.folder.url.appending(path: "force-app/main")
        let outcome = try Program.run(
            ["init", "default", "--records", "../../exports/User.csv"], in: deep)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.hasPrefix("../../.forcelint.yml: integrations: 1 declared, 0 suggested\n"))
        let text = try Self.text(org.folder)
        #expect(text.contains("\nrecords: [exports/User.csv]\n"))
        #expect(text.contains("has the licence 'Salesforce Integration': exports/User.csv:2\n"))
        #expect(text.contains("force-app/main/default/permissionsets/INT_ERP"))
        let report = try org.run("check", "--format", "json", "--select", "integration-user-custom-profile")
        #expect(try JSONReport(report).coverage.rules.map(\.status) == ["evaluated"])
    }

    @Test func liesInTheFolderWhereThereIsNoProject() throws {
        let org = try TestOrg()
        try FileManager.default.removeItem(at: org.folder.url.appending(path: "sfdx-project.json"))
        #expect(try org.run("init", "force-app").status == 0)
        #expect(try Self.text(org.folder, "force-app/.forcelint.yml").contains("\nversion: 1\n"))
        #expect(!FileManager.default.fileExists(atPath: org.folder.url.appending(path: Self.file).path))
        let missing = try org.run("init", "nowhere")
        #expect(missing.status == 4)
        #expect(missing.errors == "error: 'nowhere' does not exist\n")
    }

    @Test func replacesNothingUnlessForced() throws {
        let org = try TestOrg(config: "version: 1 # mine\n")
        let refused = try org.run("init")
        #expect(refused.status == 2)
        #expect(refused.errors == "error: '.forcelint.yml' is there already; --force replaces it\n")
        #expect(try Self.text(org.folder) == "version: 1 # mine\n")
        #expect(try org.run("init", "--force").status == 0)
        #expect(try Self.text(org.folder).contains("# What forcelint is told of this project."))
        let left = try FileManager.default.contentsOfDirectory(atPath: org.folder.url.path)
        #expect(left.sorted() == [".forcelint.yml", "force-app", "sfdx-project.json"])
    }

    @Test func leavesLinksAlone() throws {
        let org = try TestOrg()
        try org.folder.write("secret", to: "elsewhere")
        for target in ["elsewhere", "nowhere"] {
            let link = org.folder.url.appending(path: Self.file).path
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
            #expect(try org.run("init").status == 2)
            let forced = try org.run("init", "--force")
            #expect(forced.status == 2)
            #expect(forced.errors.contains("no regular file"))
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
            try FileManager.default.removeItem(atPath: link)
        }
        #expect(try org.text("elsewhere") == "secret")
    }
}
