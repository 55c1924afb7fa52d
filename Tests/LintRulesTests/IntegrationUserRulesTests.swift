import FoundationEssentials
import LintEngine
import OrgModel
import OrgReader
import RuleCatalogue
import TestSupport
import Testing

@testable import LintRules

/// What the examples of the pages about integration users cannot say: messages, related places and commands.
@Suite struct IntegrationUserRulesTests {
    static let users = """
        Id,Username,IsActive,Profile.Name,Profile.UserLicense.Name
        005000000000001AAA,erp@acme.example,true,Minimum Access - API Only Integrations,Salesforce Integration
        005000000000002AAA,billing@acme.example,true,Minimum Access - Salesforce,Salesforce

        """

    /// The findings of one rule over files that are written to a folder of their own; `billing@acme.example` is declared.
    static func findings(_ rule: any Rule, _ files: [String: String]) throws -> [Finding] {
        let folder = try TemporaryFolder()
        for (path, text) in files { try folder.write(Array(text.utf8), to: path) }
        let path = Array(folder.url.path.utf8)
        let reading = try InputReader(paths: [path], currentDirectory: path).read()
        let org = Org(
            reading.parts,
            register: IntegrationRegister(entries: [.init(name: "Billing", user: "billing@acme.example")]),
            facts: .builtIn,
            asOf: try #require(Timestamp("2026-11-21"))
        )
        return Linter(rules: [rule], options: LintOptions(persona: .auditor)).lint(org).results.map(\.finding)
    }

    static func set(_ license: String, _ content: String = "") -> String {
        """
        <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
            <label>A</label>
            <license>\(license)</license>
            \(content)
        </PermissionSet>
        """
    }

    @Test func whatMayStandInTheWayOfAnotherLicenceIsNamed() throws {
        let care = """
            <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit>
            <allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>CareProgram</object>
            <viewAllRecords>false</viewAllRecords></objectPermissions>
            """
        let finding = try #require(
            try Self.findings(
                IntegrationUserFullLicense(),
                [
                    "permissionsets/Invoices.permissionset-meta.xml": Self.set("Salesforce"),
                    "permissionsets/Care.permissionset-meta.xml": Self.set("SalesforceAPIIntegrationPsl", care),
                    "org-records/User.csv": Self.users,
                    "org-records/PermissionSetAssignment.csv": """
                    AssigneeId,PermissionSet.Name,PermissionSet.NamespacePrefix,PermissionSet.IsOwnedByProfile
                    005000000000002AAA,Invoices,,false
                    005000000000002AAA,Care,,false
                    005000000000002AAA,Sync,acme,false
                    005000000000002AAA,Base,force,false

                    """,
                    "org-records/PermissionSetLicenseAssign.csv": """
                    AssigneeId,PermissionSetLicense.DeveloperName,PermissionSetLicense.MasterLabel
                    005000000000002AAA,FSCInsurancePsl,Insurance
                    005000000000002AAA,SalesforceAPIIntegrationPsl,Salesforce API Integration

                    """,
                ]
            ).first
        )
        #expect(
            finding.related.map(\.message) == [
                "the permission set license 'Insurance'", "the license 'Salesforce' of the set 'Invoices'",
                "access to 'CareProgram' by the set 'Care'", "the managed set 'acme__Sync'",
            ]
        )
        #expect(
            finding.message.text.hasSuffix(
                "; in the way may be the permission set license 'Insurance', the license 'Salesforce' of the set "
                    + "'Invoices', access to 'CareProgram' by the set 'Care', 1 more."
            )
        )
    }

    @Test func failedLoginsAreCountedByTheirStatus() throws {
        let statuses = ["Invalid Password", "Restricted IP", "Invalid Password", "A", "B", "invalid password"]
        let rows = statuses.enumerated().map { "005000000000001AAA,2026-11-0\($0 + 1)T01:00:00Z,\($1),192.0.2.\($0)" }
        let finding = try #require(
            try Self.findings(
                IntegrationUserFailedLogins(),
                [
                    "org-records/User.csv": Self.users,
                    "org-records/LoginHistory.csv": "UserId,LoginTime,Status,SourceIp\n"
                        + rows.joined(separator: "\n") + "\n",
                ]
            ).first
        )
        #expect(
            finding.message.text
                == "Logins of the integration user 'erp@acme.example' failed 6 times between 2026-11-01 and "
                + "2026-11-06: 'Invalid Password' (3), 'Restricted IP' (1), 'A' (1) and others."
        )
        // Five of the other rows, and the user.
        #expect(finding.related.count == 6)
        #expect(finding.related.first?.message == "another one on 2026-11-02 from 192.0.2.1")
    }

    @Test func theWaysOfPasswordLoginsAreTold() throws {
        let finding = try #require(
            try Self.findings(
                IntegrationUserPasswordLogin(),
                [
                    "org-records/User.csv": Self.users,
                    "org-records/LoginHistory.csv": """
                    UserId,LoginTime,LoginType,LoginSubType,Status
                    005000000000001AAA,2026-11-01T01:00:00Z,Other Apex API,,Success
                    005000000000001AAA,2026-11-02T01:00:00Z,Remote Access 2.0,oauthpassword,Success
                    005000000000001AAA,2026-11-03T01:00:00Z,Remote Access 2.0,OAuth Username-Password,Success

                    """,
                ]
            ).first
        )
        #expect(
            finding.message.text.contains(
                "3 successful logins, 2 as 'OAuth Username-Password' and 1 as 'Other Apex API', the last one on 2026-11-03"
            )
        )
    }

    @Test func rowsWithoutIdsAreTakenAwayByNames() throws {
        let finding = try #require(
            try Self.findings(
                IntegrationUserInactiveAssignments(),
                [
                    "org-records/User.csv": Self.users.replacing("acme.example,true", with: "acme.example,false"),
                    "org-records/PermissionSetAssignment.csv": """
                    Assignee.Username,PermissionSet.Name,PermissionSet.IsOwnedByProfile
                    erp@acme.example,INT_ERP,false

                    """,
                    "org-records/PermissionSetLicenseAssign.csv": """
                    AssigneeId,PermissionSetLicense.DeveloperName
                    005000000000001AAA,SalesforceAPIIntegrationPsl

                    """,
                ]
            ).first
        )
        #expect(
            finding.fix?.commands == [
                "sf data delete record --sobject PermissionSetAssignment --where "
                    + "'Assignee.Username=erp@acme.example PermissionSet.Name=INT_ERP'",
                "sf data delete record --sobject PermissionSetLicenseAssign --where 'Assignee.Username=erp@acme.example "
                    + "PermissionSetLicense.DeveloperName=SalesforceAPIIntegrationPsl'",
            ]
        )
    }

    @Test(arguments: [
        ("a@acme.com.invalid", "a@acme.com"), ("a=acme.com@example.com", "a@acme.com"),
        ("a=b=acme.com@example.com", "a=b@acme.com"), ("a@acme.com", "a@acme.com"), ("a@example.com", "a@example.com"),
        ("a=@example.com", "a=@example.com"), ("a@.invalid", "a@.invalid"),
    ])
    func whatASandboxDidToAnAddressIsUndone(_ text: String, _ expected: String) throws {
        let address = try #require(EmailAddress(text)).withoutSandboxChange
        #expect("\(address.localPart)@\(address.domain)" == expected)
    }

    @Test func aManyDaysLimitIsNeverPassed() throws {
        let (early, late) = (try #require(Timestamp("2026-01-01")), try #require(Timestamp("2026-01-02")))
        #expect(late.isLater(than: early, byDays: 0))
        #expect(!late.isLater(than: early, byDays: 1))
        #expect(!early.isLater(than: late, byDays: 0))
        #expect(!late.isLater(than: early, byDays: .max))
    }
}
