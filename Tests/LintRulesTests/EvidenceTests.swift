import FoundationEssentials
import LintEngine
import OrgModel
import OrgReader
import RuleCatalogue
import TestSupport
import Testing

@testable import LintRules

/// A finding that only comes because something belongs to an integration says what tells so, and is as sure as that is.
@Suite struct EvidenceTests {
    private typealias Facts = OneFindingPerFactTests

    // MARK: Permission sets

    /// A set that gives every rule about integration sets something to say.
    private static func set(label: String, license: String? = nil) -> String {
        let permissions = ["ModifyAllData", "ViewAllData", "ManageUsers", "ViewEncryptedData", "PasswordNeverExpires"]
        let everything = Facts.everything.union(["viewAllFields"])
        let content =
            "<hasActivationRequired>true</hasActivationRequired>" + Facts.object("Case", everything)
            + Facts.object("Order", ["allowRead", "viewAllRecords"]) + Facts.object("CareProgram")
            + Facts.field("Contact.SSN__c") + permissions.map(Facts.permission).joined()
            + "<tabSettings><tab>standard-Order</tab><visibility>Visible</visibility></tabSettings>"
        return Facts.set(content, license: license, label: label)
    }

    private static func files(_ name: String, label: String, license: String? = nil) -> [String: String] {
        [
            "permissionsets/\(name).permissionset-meta.xml": set(label: label, license: license),
            "permissionsetgroups/Night.permissionsetgroup-meta.xml": """
            <PermissionSetGroup xmlns="http://soap.sforce.com/2006/04/metadata">
                <hasActivationRequired>true</hasActivationRequired>
                <label>Night</label>
                <mutingPermissionSets>Quiet</mutingPermissionSets>
                <permissionSets>\(name)</permissionSets>
            </PermissionSetGroup>
            """,
            "mutingpermissionsets/Quiet.mutingpermissionset-meta.xml": """
            <MutingPermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
                <label>Quiet</label>
                <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>
            </MutingPermissionSet>
            """,
            "networks/Shop.network-meta.xml": """
            <Network xmlns="http://soap.sforce.com/2006/04/metadata">
                <networkMemberGroups><permissionSet>\(name)</permissionSet></networkMemberGroups>
            </Network>
            """,
        ]
    }

    /// What all rules say of the one org and not of the other.
    private static func difference(
        _ files: [String: String],
        _ register: IntegrationRegister = .init(),
        from others: [String: String]
    ) throws -> [LintResult] {
        let known = Set(try Facts.results(others).map(\.rule.id))
        return try Facts.results(files, register: register).filter { !known.contains($0.rule.id) }
    }

    private static func words(of result: LintResult) -> String {
        ([result.finding.message.text] + result.finding.related.map(\.message)).joined(separator: "\n")
    }

    private static let setRules: Set = [
        "health-object-in-integration-permission-set", "integration-modify-all-data", "integration-modify-all-records",
        "integration-profile-in-experience-site", "integration-risky-permission", "integration-sensitive-field",
        "integration-view-all-data", "integration-view-all-fields",
        "integration-view-all-records", "integration-view-encrypted-data", "muting-removes-api-access",
        "permission-set-activation-required", "permission-set-missing-description", "permission-set-naming",
        "permission-set-ui-access",
    ]

    @Test func aNameIsAGuessAndReadsLikeOne() throws {
        let results = try Self.difference(
            Self.files("INT_Orders", label: "Orders"), from: Self.files("Orders", label: "Orders"))
        #expect(Set(results.map(\.rule.id)) == Self.setRules)
        for result in results {
            #expect(result.confidence == .low, "\(result.rule.id)")
            #expect(Self.words(of: result).contains("name"), "\(result.rule.id): \(Self.words(of: result))")
        }
    }

    @Test func theConfigurationIsNamed() throws {
        let register = IntegrationRegister(entries: [.init(name: "ERP", permissionSets: ["Orders"])])
        let plain = Self.files("Orders", label: "Orders")
        let results = try Self.difference(plain, register, from: plain)
        #expect(Set(results.map(\.rule.id)) == Self.setRules)
        for result in results {
            #expect(
                result.confidence >= .medium || result.rule.id == "integration-sensitive-field", "\(result.rule.id)")
            let words = Self.words(of: result)
            #expect(
                words.contains("configuration") || words.contains("is an integration set"),
                "\(result.rule.id): \(words)")
        }
    }

    @Test func theLicenseIsNamed() throws {
        let results = try Self.difference(
            Self.files("Orders", label: "Orders", license: "SalesforceAPIIntegrationPsl"),
            from: Self.files("Orders", label: "Orders"))
        #expect(Set(results.map(\.rule.id)) == Self.setRules)
        for result in results {
            let words = Self.words(of: result)
            #expect(words.contains("license") || words.contains("is an integration set"), "\(result.rule.id): \(words)")
        }
    }

    @Test func theRecordsAreShown() throws {
        let records = ["org-records/User.csv": Facts.user, "org-records/PermissionSetAssignment.csv": Facts.assignment]
        let plain = Self.files("Orders", label: "Orders")
        let results = try Self.difference(plain.merging(records) { old, _ in old }, from: plain)
        let ids = Set(results.map(\.rule.id))
        #expect(ids.isSuperset(of: ["integration-modify-all-data", "health-object-on-integration-user"]))
        for result in results where result.finding.subject.type != "UserLicense" {
            let words = Self.words(of: result)
            #expect(
                words.contains("user license 'Salesforce Integration'") || words.contains("is an integration set"),
                "\(result.rule.id): \(words)")
        }
    }

    // MARK: Users

    @Test func aDeclaredUserIsToldAsDeclared() throws {
        let files = [
            "profiles/Care.profile-meta.xml": """
            <Profile xmlns="http://soap.sforce.com/2006/04/metadata">
                <userLicense>Salesforce</userLicense>
                <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>
            </Profile>
            """,
            "permissionsets/Orders.permissionset-meta.xml": Facts.set(Facts.permission("ModifyAllData")),
            "org-records/User.csv": """
            Id,Username,IsActive,Profile.Name,Profile.UserLicense.Name,Email,Title,LastLoginDate,CreatedDate
            005000000000001AAA,care@acme.example,true,Care,Salesforce,a@gmail.com,Nurse,,2020-01-01T00:00:00Z
            005000000000002AAA,home@acme.example,true,Care,Salesforce,,,2020-02-01T00:00:00Z,2020-01-01T00:00:00Z
            005000000000003AAA,gone@acme.example,false,Care,Salesforce,,,,

            """,
            "org-records/PermissionSetAssignment.csv": """
            AssigneeId,PermissionSet.Name,PermissionSet.IsOwnedByProfile,ExpirationDate
            005000000000001AAA,Orders,false,2026-11-25T00:00:00Z
            005000000000003AAA,Orders,false,

            """,
            "org-records/LoginHistory.csv": """
            UserId,LoginTime,LoginType,Status,SourceIp,Application
            005000000000001AAA,2026-11-01T01:00:00Z,Application,Success,192.0.2.1,A
            005000000000001AAA,2026-11-02T01:00:00Z,Other Apex API,Success,192.0.2.1,B

            """,
        ]
        let register = IntegrationRegister(entries: [
            .init(name: "Care", user: "care@acme.example"), .init(name: "Home", user: "home@acme.example"),
            .init(name: "Gone", user: "gone@acme.example"),
        ])
        let results = try Self.difference(files, register, from: files)
        let ids = Set(results.map(\.rule.id))
        #expect(
            ids.isSuperset(of: [
                "integration-modify-all-data", "integration-user-email", "integration-user-full-license",
                "integration-user-human-traits", "integration-user-inactive-assignments",
                "integration-user-never-logged-in", "integration-user-not-api-only", "integration-user-password-login",
                "integration-user-shared", "integration-user-stale-login", "integration-user-ui-login",
                "integration-user-without-permission-set", "permission-set-assignment-expiring",
            ]))
        for result in results where result.rule.id != "integration-profile-no-login-ip-ranges" {
            let words = Self.words(of: result)
            #expect(
                words.contains("of the integration") || words.contains("for the integration"),
                "\(result.rule.id): \(words)")
        }
    }

    // MARK: Apps

    private static func app(_ label: String) -> [String: String] {
        [
            "connectedApps/Warehouse.connectedApp-meta.xml": """
            <ConnectedApp xmlns="http://soap.sforce.com/2006/04/metadata">
                <contactEmail>it@acme.example</contactEmail>
                <label>\(label)</label>
                <oauthConfig>
                    <callbackUrl>https://acme.example/callback</callbackUrl>
                    <isAdminApproved>true</isAdminApproved>
                    <isConsumerSecretOptional>true</isConsumerSecretOptional>
                    <isPkceRequired>true</isPkceRequired>
                    <scopes>Web</scopes>
                </oauthConfig>
                <permissionSetName>Orders</permissionSetName>
                <sessionPolicy><sessionTimeout>720</sessionTimeout></sessionPolicy>
            </ConnectedApp>
            """,
            "permissionsets/Orders.permissionset-meta.xml": Facts.set(Facts.object("Order", ["allowRead"])),
        ]
    }

    private static let appRules: Set = [
        "app-missing-description", "app-missing-integration-profile", "app-naming", "app-no-ip-ranges", "app-scope-web",
        "app-secret-optional", "app-session-timeout-long", "connected-app-legacy",
    ]

    @Test func anAppByNameIsAGuess() throws {
        let results = try Self.difference(Self.app("Integration of the warehouse"), from: Self.app("Warehouse"))
        #expect(Set(results.map(\.rule.id)) == Self.appRules)
        for result in results {
            let words = Self.words(of: result)
            #expect(result.confidence == .low && result.severity == .note, "\(result.rule.id)")
            #expect(words.contains("reads like") || words.contains("only its name"), "\(result.rule.id): \(words)")
        }
    }

    @Test func aDeclaredAppIsToldAsDeclared() throws {
        let register = IntegrationRegister(entries: [.init(name: "Warehouse", apps: ["Warehouse"])])
        let results = try Self.difference(Self.app("Warehouse"), register, from: Self.app("Warehouse"))
        #expect(Set(results.map(\.rule.id)) == Self.appRules)
        for result in results {
            #expect(Self.words(of: result).contains("declare"), "\(result.rule.id): \(Self.words(of: result))")
        }
    }

    // MARK: Muting sets without a file

    /// What the missing muting set takes away is unknown, so nothing that comes through its group is sure.
    @Test func aMutingSetWithoutAFileLowersTheConfidence() throws {
        let content =
            ["ModifyAllData", "ManageHealthCloud", "ManageProviderSearch"].map(Facts.permission).joined()
            + Facts.object("Order", Facts.everything) + Facts.object("CareProgram")
            + "<fieldPermissions><editable>false</editable><field>Contact.Code__c</field><readable>true</readable>"
            + "</fieldPermissions>"
        func files(muting: String) -> [String: String] {
            [
                "permissionsets/Orders.permissionset-meta.xml": Facts.set(content),
                "objects/Contact/fields/Code__c.field-meta.xml": """
                <CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
                    <fullName>Code__c</fullName>
                    <label>Code</label>
                    <securityClassification>Restricted</securityClassification>
                    <type>Text</type>
                </CustomField>
                """,
                "permissionsetgroups/Night.permissionsetgroup-meta.xml": """
                <PermissionSetGroup xmlns="http://soap.sforce.com/2006/04/metadata">
                    <label>Night</label>
                    \(muting)
                    <permissionSets>Orders</permissionSets>
                </PermissionSetGroup>
                """,
                "org-records/User.csv": Facts.user,
                "org-records/PermissionSetAssignment.csv": Facts.assignment
                    .replacing("Orders,false,,", with: ",,0PG000000000001AAA,Night"),
            ]
        }
        let rules: Set = [
            "integration-modify-all-data", "integration-modify-all-records", "integration-sensitive-field",
            "health-object-on-integration-user", "health-permission-on-integration-user",
            "manage-health-cloud-on-integration-user",
        ]
        func confidences(_ files: [String: String]) throws -> [String: Confidence] {
            let results = try Facts.results(files).filter { rules.contains($0.rule.id) }
            return Dictionary(results.map { ($0.rule.id, $0.confidence) }, uniquingKeysWith: min)
        }
        let sure = try confidences(files(muting: ""))
        let unsure = try confidences(files(muting: "<mutingPermissionSets>Quiet</mutingPermissionSets>"))
        #expect(Set(sure.keys) == rules)
        #expect(Set(unsure.keys) == rules)
        #expect(unsure.values.allSatisfy { $0 == .medium }, "\(unsure)")
        #expect(
            sure.filter { $0.key != "health-permission-on-integration-user" }.values.allSatisfy { $0 == .high },
            "\(sure)")
    }
}
