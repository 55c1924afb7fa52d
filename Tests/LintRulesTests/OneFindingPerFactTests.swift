import FoundationEssentials
import LintEngine
import OrgModel
import OrgReader
import RuleCatalogue
import TestSupport
import Testing

@testable import LintRules

/// Where two rules could speak of one thing the more specific one speaks alone, unless both have something of their own
/// to say: each org here is judged by all rules, and exactly these findings come out.
@Suite struct OneFindingPerFactTests {
    struct Fact: Sendable, CustomTestStringConvertible {
        let name: String
        let files: [String: String]
        var register = IntegrationRegister()
        /// Rule and element, in any order; what else the org gives rise to is not listed.
        let expected: [String]
        /// The rules that are looked at.
        let rules: Set<String>
        var testDescription: String { name }
    }

    // MARK: Files

    static let user = """
        Id,Username,IsActive,Profile.Name,Profile.UserLicense.Name
        005000000000001AAA,erp@acme.example,true,Minimum Access - API Only Integrations,Salesforce Integration

        """

    static let assignment = """
        Id,AssigneeId,PermissionSet.Name,PermissionSet.IsOwnedByProfile,PermissionSetGroupId,PermissionSetGroup.DeveloperName
        0Pa000000000001AAA,005000000000001AAA,Orders,false,,

        """

    static func set(_ content: String, license: String? = nil, label: String = "Orders") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
            <label>\(label)</label>
            \(license.map { "<license>\($0)</license>" } ?? "")
            \(content)
        </PermissionSet>
        """
    }

    static func profile(_ content: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Profile xmlns="http://soap.sforce.com/2006/04/metadata">
            \(content)
            <userLicense>Salesforce Integration</userLicense>
        </Profile>
        """
    }

    static func permission(_ name: String) -> String {
        "<userPermissions><enabled>true</enabled><name>\(name)</name></userPermissions>"
    }

    static func object(_ name: String, _ granted: Set<String> = ["allowRead"]) -> String {
        let flags = [
            "allowCreate", "allowDelete", "allowEdit", "allowRead", "modifyAllRecords", "viewAllFields",
            "viewAllRecords",
        ]
        let elements = flags.map { "<\($0)>\(granted.contains($0))</\($0)>" }.joined()
        return "<objectPermissions>\(elements)<object>\(name)</object></objectPermissions>"
    }

    static let everything: Set = [
        "allowCreate", "allowDelete", "allowEdit", "allowRead", "modifyAllRecords", "viewAllRecords",
    ]

    static func field(_ name: String) -> String {
        "<fieldPermissions><editable>false</editable><field>\(name)</field><readable>true</readable></fieldPermissions>"
    }

    /// A set that the one integration user has directly.
    static func assigned(_ content: String, license: String? = nil) -> [String: String] {
        [
            "permissionsets/Orders.permissionset-meta.xml": set(content, license: license),
            "org-records/User.csv": user,
            "org-records/PermissionSetAssignment.csv": assignment,
        ]
    }

    /// What the one integration user has by its API-only profile alone.
    static func byProfile(_ content: String) -> [String: String] {
        [
            "profiles/Minimum Access - API Only Integrations.profile-meta.xml": profile(content),
            "org-records/User.csv": user,
            "org-records/PermissionSetAssignment.csv": assignment.replacing("Orders,false", with: "Orders,true"),
        ]
    }

    // MARK: Facts

    static let healthRules: Set = [
        "health-object-on-integration-user", "health-object-in-integration-permission-set",
        "health-permission-set-on-integration-user", "health-permission-on-integration-user",
        "manage-health-cloud-on-integration-user", "permission-set-license-blocks-integration",
        "permission-set-unknown-license", "integration-risky-permission", "integration-sensitive-field",
        "integration-modify-all-records", "integration-view-all-records", "integration-view-all-fields",
        "permission-set-managed-on-integration-user",
    ]

    static let permissionRules: Set = [
        "integration-modify-all-data", "integration-view-all-data", "integration-risky-permission",
        "integration-view-encrypted-data", "integration-user-password-never-expires",
        "integration-profile-grants-access", "manage-health-cloud-on-integration-user",
        "health-permission-on-integration-user", "health-object-on-integration-user",
    ]

    static let appRules = Set(
        RuleFile.all.filter { $0.area == "apps" && $0.severity > .note }.map(\.id) + [
            "integration-user-not-api-only", "certificate-weak-or-expired",
        ])

    static let facts: [Fact] =
        healthFacts + permissionFacts + entryFacts + appFacts + [
            Fact(
                name: "a call to Salesforce with a password: what is sent, and what is not used",
                files: [
                    "namedCredentials/Hub.namedCredential-meta.xml": """
                    <NamedCredential xmlns="http://soap.sforce.com/2006/04/metadata">
                        <endpoint>https://acme.my.salesforce.com</endpoint>
                        <label>Hub</label>
                        <principalType>NamedUser</principalType>
                        <protocol>Password</protocol>
                    </NamedCredential>
                    """
                ],
                expected: ["named-credential-password protocol", "named-credential-salesforce-not-oauth protocol"],
                rules: Set(RuleFile.all.filter { $0.area == "credentials" && $0.severity > .note }.map(\.id))
            ),
            Fact(
                name: "a clone of the profile: the profile, and the user who is on it",
                files: [
                    "profiles/ERP.profile-meta.xml": profile(permission("ApiEnabled")),
                    "org-records/User.csv": user.replacing("Minimum Access - API Only Integrations", with: "ERP"),
                ],
                expected: ["integration-profile-cloned userLicense", "integration-user-custom-profile profile"],
                rules: [
                    "integration-profile-cloned", "integration-user-custom-profile",
                    "integration-user-deprecated-profile", "integration-profile-grants-access",
                ]
            ),
        ]

    static let healthFacts = [
        Fact(
            name: "a gated object and permission in a set of a Health Cloud license: the set",
            files: assigned(
                object("CareProgram", everything) + field("CareProgram.SSN__c") + permission("ManageProviderSearch"),
                license: "HealthCloudStarter"),
            expected: ["health-permission-set-on-integration-user license"],
            rules: healthRules
        ),
        Fact(
            name: "Manage Health Cloud in a set of a Health Cloud license: the permission is refused by its own",
            files: assigned(permission("ManageHealthCloud"), license: "HealthCloudStarter"),
            expected: [
                "health-permission-set-on-integration-user license",
                "manage-health-cloud-on-integration-user userPermissions:ManageHealthCloud",
            ],
            rules: healthRules
        ),
        Fact(
            name: "a gated object with its fields: the object",
            files: assigned(object("CareProgram") + field("CareProgram.SSN__c") + field("CareProgram.Status")),
            expected: ["health-object-on-integration-user objectPermissions:CareProgram"],
            rules: healthRules
        ),
        Fact(
            name: "a sensitive field of a gated object without the object",
            files: assigned(field("CareProgram.SSN__c")),
            expected: ["health-object-on-integration-user fieldPermissions:CareProgram"],
            rules: healthRules
        ),
        Fact(
            name: "every record of a gated object",
            files: assigned(object("CareProgram", everything.union(["viewAllFields"]))),
            expected: ["health-object-on-integration-user objectPermissions:CareProgram"],
            rules: healthRules
        ),
        Fact(
            name: "every record of a gated object that the configuration allows for one user, and another has it too",
            files: assigned(object("CareProgram", everything)).merging(
                [
                    "org-records/User.csv": user + """
                        005000000000002AAA,care@acme.example,true,Minimum Access - Salesforce,Salesforce

                        """,
                    "org-records/PermissionSetAssignment.csv": assignment + """
                        0Pa000000000002AAA,005000000000002AAA,Orders,false,,

                        """,
                ],
                uniquingKeysWith: { _, new in new }),
            register: IntegrationRegister(entries: [.init(name: "Care", user: "care@acme.example")]),
            expected: [
                "health-object-on-integration-user objectPermissions:CareProgram",
                "integration-modify-all-records objectPermissions:CareProgram",
            ],
            rules: healthRules
        ),
        Fact(
            name: "a gated object in a set of which no export says who has it",
            files: [
                "permissionsets/INT_Care.permissionset-meta.xml": set(
                    object("CareProgram", everything) + field("CareProgram.SSN__c"),
                    license: "SalesforceAPIIntegrationPsl")
            ],
            expected: ["health-object-in-integration-permission-set objectPermissions:CareProgram"],
            rules: healthRules
        ),
        Fact(
            name: "a set of the managed package of Health Cloud",
            files: [
                "permissionsets/Orders.permissionset-meta.xml": set(object("Order")),
                "org-records/User.csv": user,
                "org-records/PermissionSetAssignment.csv": assignment.replacing(
                    "Orders,false", with: "HealthCloudGA__HealthCloudApi,false"),
            ],
            expected: ["health-permission-set-on-integration-user namespace"],
            rules: healthRules
        ),
    ]

    static let permissionFacts = [
        Fact(
            name: "Modify All Data directly and through a group: one entry grants it",
            files: assigned(permission("ModifyAllData")).merging(
                [
                    "permissionsetgroups/Both.permissionsetgroup-meta.xml": """
                    <PermissionSetGroup xmlns="http://soap.sforce.com/2006/04/metadata">
                        <label>Both</label>
                        <permissionSets>Orders</permissionSets>
                    </PermissionSetGroup>
                    """,
                    "org-records/PermissionSetAssignment.csv": assignment + """
                        0Pa000000000002AAA,005000000000001AAA,,,0PG000000000001AAA,Both

                        """,
                ],
                uniquingKeysWith: { _, new in new }),
            expected: ["integration-modify-all-data userPermissions:ModifyAllData"],
            rules: permissionRules
        ),
        Fact(
            name: "the permissions with rules of their own are no risky ones besides",
            files: assigned(
                ["ModifyAllData", "ViewAllData", "ViewEncryptedData", "PasswordNeverExpires", "ManageUsers"]
                    .map(permission).joined()),
            expected: [
                "integration-modify-all-data userPermissions:ModifyAllData",
                "integration-view-all-data userPermissions:ViewAllData",
                "integration-view-encrypted-data userPermissions:ViewEncryptedData",
                "integration-user-password-never-expires userPermissions:PasswordNeverExpires",
                "integration-risky-permission userPermissions:ManageUsers",
            ],
            rules: permissionRules
        ),
        Fact(
            name: "permissions of the profile: what they reach, and that the profile grants them",
            files: byProfile(permission("ModifyAllData") + permission("ManageUsers") + object("CareProgram")),
            expected: [
                "integration-modify-all-data userPermissions:ModifyAllData",
                "integration-profile-grants-access objectPermissions:CareProgram",
                "integration-profile-grants-access userPermissions:ManageUsers",
                "integration-profile-grants-access userPermissions:ModifyAllData",
                "integration-risky-permission userPermissions:ManageUsers",
                "health-object-on-integration-user objectPermissions:CareProgram",
            ],
            rules: permissionRules
        ),
        Fact(
            name: "Manage Health Cloud is no risky and no other Health permission",
            files: assigned(permission("ManageHealthCloud")),
            expected: ["manage-health-cloud-on-integration-user userPermissions:ManageHealthCloud"],
            rules: permissionRules
        ),
    ]

    static let entryFacts = [
        Fact(
            name: "every record may be changed: that they may be read follows",
            files: assigned(object("Order", everything)),
            expected: ["integration-modify-all-records objectPermissions:Order"],
            rules: healthRules
        ),
        Fact(
            name: "the same incoherent entry twice: the entry is wrong, and it is there twice",
            files: assigned(object("Order", ["allowEdit"]) + object("Order", ["allowEdit"])),
            expected: [
                "object-permission-incoherent objectPermissions:Order",
                "permission-set-duplicate-entry objectPermissions:Order",
            ],
            rules: [
                "object-permission-incoherent", "permission-set-duplicate-entry", "input-missing-element",
                "input-duplicate-component",
            ]
        ),
        Fact(
            name: "a standard object in a set of the license of integrations: the license is no blocking one",
            files: assigned(object("Order"), license: "Salesforce Integration"),
            expected: ["permission-set-license-standard-object objectPermissions:Order"],
            rules: [
                "permission-set-license-standard-object", "permission-set-license-blocks-integration",
                "permission-set-unknown-license",
            ]
        ),
        Fact(
            name: "a member that a group lacks is no reference that a set lacks",
            files: [
                "permissionsets/Orders.permissionset-meta.xml": set(object("Order")),
                "permissionsetgroups/Both.permissionsetgroup-meta.xml": """
                <PermissionSetGroup xmlns="http://soap.sforce.com/2006/04/metadata">
                    <label>Both</label>
                    <permissionSets>Invoices</permissionSets>
                </PermissionSetGroup>
                """,
            ],
            expected: ["permission-set-group-missing-member permissionSets:Invoices"],
            rules: ["permission-set-group-missing-member", "permission-set-unresolved-reference"]
        ),
    ]

    static func connectedApp(_ content: String, beside: String = "") -> [String: String] {
        [
            "connectedApps/Warehouse.connectedApp-meta.xml": """
            <ConnectedApp xmlns="http://soap.sforce.com/2006/04/metadata">
                <contactEmail>it@acme.example</contactEmail>
                <label>Warehouse</label>
                <oauthConfig>
                    <callbackUrl>https://acme.example/callback</callbackUrl>
                    \(content)
                    <scopes>Api</scopes>
                </oauthConfig>
                <oauthPolicy>
                    <ipRelaxation>ENFORCE</ipRelaxation>
                    <refreshTokenPolicy>zero</refreshTokenPolicy>
                </oauthPolicy>
                \(beside)
            </ConnectedApp>
            """
        ]
    }

    static let clientCredentials = """
        <isAdminApproved>true</isAdminApproved>
        <isClientCredentialEnabled>true</isClientCredentialEnabled>
        <oauthClientCredentialUser>care@acme.example</oauthClientCredentialUser>
        """

    static let listed = "<profileName>Minimum Access - API Only Integrations</profileName>"

    static let appFacts = [
        Fact(
            name: "a list that counts for nothing: who may authorise the app, and that the list is ignored",
            files: connectedApp("<isAdminApproved>false</isAdminApproved>", beside: listed),
            expected: [
                "app-not-admin-approved isAdminApproved", "app-preauthorization-ignored preauthorization",
            ],
            rules: appRules
        ),
        Fact(
            name: "approved for nobody",
            files: connectedApp("<isAdminApproved>true</isAdminApproved>"),
            expected: ["app-admin-approved-for-nobody isAdminApproved"],
            rules: appRules
        ),
        Fact(
            name: "a run-as user whom no export holds: neither its license nor what it may do is told",
            files: connectedApp(clientCredentials, beside: listed).merging(
                ["org-records/User.csv": user], uniquingKeysWith: { _, new in new }),
            expected: ["app-run-as-user-unknown oauthClientCredentialUser"],
            rules: appRules
        ),
        Fact(
            name: "a declared run-as user who may log in: the token is refused, and the door is open",
            files: connectedApp(clientCredentials, beside: listed).merging(
                [
                    "profiles/Care.profile-meta.xml": """
                    <Profile xmlns="http://soap.sforce.com/2006/04/metadata">
                        <userLicense>Salesforce</userLicense>
                        <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>
                    </Profile>
                    """,
                    "permissionsets/Orders.permissionset-meta.xml": set(object("Order")),
                    "org-records/User.csv": """
                    Id,Username,IsActive,Profile.Name,Profile.UserLicense.Name
                    005000000000001AAA,care@acme.example,true,Care,Salesforce

                    """,
                    "org-records/PermissionSetAssignment.csv": assignment,
                ],
                uniquingKeysWith: { _, new in new }),
            register: IntegrationRegister(entries: [.init(name: "Care", user: "care@acme.example")]),
            expected: [
                "app-run-as-user-full-license oauthClientCredentialUser",
                "app-run-as-user-not-api-only oauthClientCredentialUser",
                "integration-user-not-api-only userPermissions:ApiUserOnly",
            ],
            rules: appRules
        ),
    ]

    // MARK: Tests

    static func results(_ files: [String: String], register: IntegrationRegister = .init()) throws -> [LintResult] {
        let folder = try TemporaryFolder()
        for (path, text) in files { try folder.write(Array(text.utf8), to: path) }
        let path = Array(folder.url.path.utf8)
        let types = Set(RuleFile.all.flatMap(\.needs).flatMap(\.names))
        let reader = InputReader(paths: [path], currentDirectory: path, wantedTypes: types)
        var reading = try reader.read()
        _ = reader.readFields(nil, into: &reading)
        let org = Org(
            reading.parts, register: register, facts: .builtIn, asOf: try #require(Timestamp("2026-11-21")))
        return Linter(rules: BuiltInRules.all, options: LintOptions(persona: .auditor)).lint(org).results
    }

    @Test(arguments: facts)
    func aFactIsToldOnce(_ fact: Fact) throws {
        let known = Set(RuleFile.all.map(\.id))
        #expect(fact.rules.subtracting(known).isEmpty)
        let found = try Self.results(fact.files, register: fact.register)
            .filter { fact.rules.contains($0.rule.id) }
            .map { "\($0.rule.id) \($0.finding.element)" }
        #expect(found.sorted() == fact.expected.sorted())
    }

    /// The more specific finding carries what the others would have said.
    @Test func relatedPlacesCarryTheRest() throws {
        let finding = try #require(
            try Self.results(
                Self.assigned(Self.object("CareProgram", Self.everything) + Self.field("CareProgram.SSN__c"))
            )
            .first { $0.rule.id == "health-object-on-integration-user" }?.finding)
        let messages = finding.related.map(\.message)
        #expect(messages.contains("grants 'modifyAllRecords'"))
        #expect(messages.contains("grants the field 'CareProgram.SSN__c'"))
    }

    /// Findings are about what grants, not about who gets it.
    @Test func fiveHundredUsersOfOneSetAreOneFinding() throws {
        var users = "Id,Username,IsActive,Profile.Name,Profile.UserLicense.Name\n"
        var assignments = "AssigneeId,PermissionSet.Name,PermissionSet.IsOwnedByProfile\n"
        for number in 100..<600 {
            let id = "005000000000\(number)AAA"
            users +=
                "\(id),u\(number)@acme.example,true,Minimum Access - API Only Integrations,Salesforce Integration\n"
            assignments += "\(id),Orders,false\n"
        }
        let results = try Self.results([
            "permissionsets/Orders.permissionset-meta.xml": Self.set(
                Self.permission("ModifyAllData") + Self.object("Order", Self.everything)),
            "org-records/User.csv": users,
            "org-records/PermissionSetAssignment.csv": assignments,
        ]).filter { $0.finding.subject.type == "PermissionSet" && $0.severity > .note }
        #expect(
            results.map(\.rule.id).sorted() == [
                "integration-modify-all-data", "integration-modify-all-records",
                "permission-set-shared-by-integrations",
            ])
        #expect(results.allSatisfy { $0.finding.subject.name == "Orders" })
    }

    @Test func fiveHundredBadGrantsAreFindingsBySetAndElement() throws {
        let objects = (0..<250).map { Self.object("Thing\($0)__c", Self.everything) }.joined()
        let assignments = Self.assignment + "0Pa000000000002AAA,005000000000001AAA,Invoices,false,,\n"
        let results = try Self.results([
            "permissionsets/Orders.permissionset-meta.xml": Self.set(objects),
            "permissionsets/Invoices.permissionset-meta.xml": Self.set(objects, label: "Invoices"),
            "org-records/User.csv": Self.user,
            "org-records/PermissionSetAssignment.csv": assignments,
        ]).filter { $0.rule.id == "integration-modify-all-records" }
        #expect(results.count == 500)
        #expect(Set(results.map { "\($0.finding.subject.name) \($0.finding.element)" }).count == 500)
        #expect(Set(results.map(\.fingerprint)).count == 500)
    }
}
