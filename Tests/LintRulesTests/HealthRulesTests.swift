import FoundationEssentials
import LintEngine
import OrgModel
import OrgReader
import RuleCatalogue
import TestSupport
import Testing

@testable import LintRules

/// What the examples of the health pages cannot say: messages, related places, and how a finding is mended.
@Suite struct HealthRulesTests {
    static let users = """
        Id,Username,IsActive,Profile.Name,Profile.UserLicense.Name
        005000000000001AAA,ehr@acme.example,true,Minimum Access - API Only Integrations,Salesforce Integration
        005000000000002AAA,erp@acme.example,true,Minimum Access - API Only Integrations,Salesforce Integration

        """
    static let assignments = """
        Id,AssigneeId,PermissionSet.Name,PermissionSet.IsOwnedByProfile,PermissionSetGroupId,PermissionSetGroup.DeveloperName
        0Pa000000000001AAA,005000000000001AAA,Care,false,,
        0Pa000000000002AAA,005000000000002AAA,Care,false,,
        0Pa000000000003AAA,005000000000001AAA,,,0PG000000000001AAA,Care_Group

        """
    static let group = """
        <PermissionSetGroup xmlns="http://soap.sforce.com/2006/04/metadata">
            <label>Care group</label>
            <permissionSets>Care</permissionSets>
        </PermissionSetGroup>
        """

    static func set(license: String? = nil, activation: Bool = false, _ content: String) -> String {
        """
        <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
            <hasActivationRequired>\(activation)</hasActivationRequired>
            <label>Care</label>
            \(license.map { "<license>\($0)</license>" } ?? "")
            \(content)
        </PermissionSet>
        """
    }

    static let objects = """
        <fieldPermissions><editable>true</editable><field>CareProgram.Status</field><readable>true</readable></fieldPermissions>
        <fieldPermissions><editable>false</editable><field>CareProgram.Name</field><readable>true</readable></fieldPermissions>
        <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit>
        <allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>CareProgram</object>
        <viewAllRecords>false</viewAllRecords></objectPermissions>
        """

    /// The findings of one rule over files that are written to a folder of their own.
    static func findings(_ rule: any Rule, _ files: [String: String]) throws -> [Finding] {
        let folder = try TemporaryFolder()
        for (path, text) in files { try folder.write(Array(text.utf8), to: path) }
        let path = Array(folder.url.path.utf8)
        let reading = try InputReader(paths: [path], currentDirectory: path).read()
        let org = Org(
            reading.parts,
            register: IntegrationRegister(),
            facts: .builtIn,
            asOf: try #require(Timestamp("2026-11-21"))
        )
        return Linter(rules: [rule], options: LintOptions(persona: .auditor)).lint(org).results.map(\.finding)
    }

    static func files(_ set: String) -> [String: String] {
        [
            "permissionsets/Care.permissionset-meta.xml": set,
            "permissionsetgroups/Care_Group.permissionsetgroup-meta.xml": group,
            "org-records/User.csv": users,
            "org-records/PermissionSetAssignment.csv": assignments,
        ]
    }

    @Test func theMessageQuotesThePlatformAndNamesTheSupportedWay() throws {
        let found = try Self.findings(
            HealthPslOnIntegrationUser(),
            [
                "org-records/User.csv": Self.users,
                "org-records/PermissionSetLicenseAssign.csv": """
                Id,AssigneeId,PermissionSetLicenseId,PermissionSetLicense.DeveloperName,PermissionSetLicense.MasterLabel
                2LA000000000001AAA,005000000000001AAA,0PL000000000001AAA,HealthCloudStarter,Health Cloud Starter
                2LA000000000001AAA,005000000000001AAA,0PL000000000001AAA,healthcloudstarter,Health Cloud Starter

                """,
            ]
        )
        let finding = try #require(found.first)
        #expect(found.count == 1)
        let message = finding.message.text
        #expect(
            message.contains(
                "can't be assigned the Health Cloud Starter permission set license, because ehr@acme.example's user "
                    + "license doesn't support it"
            )
        )
        #expect(message.contains("Spring '26"))
        #expect(message.contains("an API-only user on a user license that supports it"))
        #expect(
            finding.fix?.commands == [
                "sf data delete record --sobject PermissionSetLicenseAssign --record-id 2LA000000000001"
            ]
        )
    }

    @Test func aLicenceWithoutIdsIsTakenAwayByNames() throws {
        let found = try Self.findings(
            HealthPslOnIntegrationUser(),
            [
                "org-records/User.csv": Self.users,
                "org-records/PermissionSetLicenseAssign.csv": """
                Assignee.Username,PermissionSetLicense.DeveloperName
                ehr@acme.example,HealthCloudStarter

                """,
            ]
        )
        // The developer name alone is exported; the table knows its label.
        #expect(found.first?.message.text.contains("the Health Cloud Starter permission set license") == true)
        #expect(
            found.first?.fix?.commands == [
                "sf data delete record --sobject PermissionSetLicenseAssign --where "
                    + "'Assignee.Username=ehr@acme.example PermissionSetLicense.DeveloperName=HealthCloudStarter'"
            ]
        )
    }

    @Test func oneFindingASetAndObjectHoweverManyFieldsUsersAndWays() throws {
        let found = try Self.findings(HealthObjectOnIntegrationUser(), Self.files(Self.set(Self.objects)))
        let finding = try #require(found.first)
        #expect(found.count == 1)
        #expect(finding.element == "objectPermissions:CareProgram")
        #expect(finding.paths.count == 3)
        let related = finding.related.map(\.message)
        #expect(related.contains("grants 'allowEdit'"))
        #expect(related.contains("grants the field 'CareProgram.Status'"))
        #expect(related.filter { $0.contains("reaches") }.count == 2)
        // Two flags of the object, and three of its fields.
        #expect(finding.fix?.edits.count == 5)
        #expect(finding.fix?.safety == .unsafe)
    }

    @Test func aSetWithAHealthLicenceSpeaksForWhatItGrants() throws {
        let permissions = ["HealthCloudStarter", "ManageHealthCloud"].map { name in
            "<userPermissions><enabled>true</enabled><name>\(name)</name></userPermissions>"
        }
        let files = Self.files(Self.set(license: "HealthCloudStarter", Self.objects + permissions.joined()))
        let found = try Self.findings(HealthPermissionSetOnIntegrationUser(), files)
        let finding = try #require(found.first)
        #expect(found.count == 1)
        let related = finding.related.map(\.message)
        #expect(related.contains("grants access to 'CareProgram'"))
        #expect(related.contains("grants the permission 'HealthCloudStarter'"))
        #expect(finding.fix?.commands.count == 2)
        #expect(
            finding.fix?.commands.first
                == "sf data delete record --sobject PermissionSetAssignment --record-id 0Pa000000000001"
        )
        #expect(finding.fix?.description.contains("'Care_Group'") == true)
        #expect(try Self.findings(HealthObjectOnIntegrationUser(), files).isEmpty)
        #expect(try Self.findings(HealthPermissionOnIntegrationUser(), files).isEmpty)
        #expect(try Self.findings(ManageHealthCloudOnIntegrationUser(), files).count == 1)
    }

    @Test func aSetThatWantsActivationIsFoundAndSaysSo() throws {
        var files = Self.files(Self.set(activation: true, Self.objects))
        func message() throws -> String? {
            try Self.findings(HealthObjectOnIntegrationUser(), files).first?.message.text
        }
        // Through the group the set needs no activation.
        #expect(try message()?.contains("once it is activated") == false)
        files["permissionsetgroups/Care_Group.permissionsetgroup-meta.xml"] = nil
        #expect(try message()?.contains("once it is activated") == true)
    }

    @Test func aGroupsMemberWithoutFileIsKnownByItsRecord() throws {
        var files = Self.files(Self.set(""))
        files["org-records/PermissionSetAssignment.csv"] = """
            Id,AssigneeId,PermissionSetGroupId,PermissionSetGroup.DeveloperName
            0Pa000000000003AAA,005000000000001AAA,0PG000000000001AAA,Care_Group

            """
        files["permissionsetgroups/Care_Group.permissionsetgroup-meta.xml"] = Self.group.replacing(
            "<permissionSets>Care</permissionSets>",
            with: "<permissionSets>HealthCloudFoundation</permissionSets>"
        )
        files["org-records/PermissionSet.csv"] = """
            Id,Name,IsOwnedByProfile,LicenseId
            0PS000000000001AAA,HealthCloudFoundation,false,0PL000000000001AAA

            """
        files["org-records/PermissionSetLicense.csv"] = """
            Id,DeveloperName,MasterLabel
            0PL000000000001,HealthCloudStarter,Health Cloud Starter

            """
        let finding = try #require(try Self.findings(HealthPermissionSetOnIntegrationUser(), files).first)
        #expect(finding.subject == ComponentID(type: "PermissionSet", name: "HealthCloudFoundation"))
        #expect(finding.message.text.contains("'HealthCloudStarter'"))
    }

    @Test func permissionSetLicensesOfOtherIndustriesAreNoHealthLicences() throws {
        let files = [
            "org-records/User.csv": Self.users,
            "org-records/PermissionSetLicenseAssign.csv": """
            Id,AssigneeId,PermissionSetLicense.DeveloperName
            2LA000000000001AAA,005000000000001AAA,FSCInsurancePsl

            """,
        ]
        #expect(try Self.findings(HealthPslOnIntegrationUser(), files).isEmpty)
        let finding = try #require(try Self.findings(IndustryPslOnIntegrationUser(), files).first)
        #expect(finding.message.text.contains("Financial Services"))
    }

    @Test func aManagedSetIsJoinedWithItsNamespace() throws {
        var files = Self.files(Self.set(""))
        files["permissionsets/acme__Care.permissionset-meta.xml"] = Self.set(license: "HealthCloudStarter", "")
        files["org-records/PermissionSetAssignment.csv"] = """
            Id,AssigneeId,PermissionSet.Name,PermissionSet.NamespacePrefix,PermissionSet.IsOwnedByProfile
            0Pa000000000001AAA,005000000000001AAA,Care,acme,false

            """
        let found = try Self.findings(HealthPermissionSetOnIntegrationUser(), files)
        #expect(found.map(\.subject.name) == ["acme__Care"])
    }

    @Test func theAssignmentRowTellsTheLicenceToo() throws {
        var files = Self.files(Self.set(""))
        files["org-records/PermissionSetAssignment.csv"] = """
            Id,AssigneeId,PermissionSet.Name,PermissionSet.License.Name,PermissionSet.IsOwnedByProfile
            0Pa000000000001AAA,005000000000001AAA,HealthCloudFoundation,Health Cloud Starter,false

            """
        let found = try Self.findings(HealthPermissionSetOnIntegrationUser(), files)
        #expect(found.map(\.subject.name) == ["HealthCloudFoundation"])
    }
}
