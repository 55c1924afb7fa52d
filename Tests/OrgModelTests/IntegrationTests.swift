import OrgModel
import Testing

/// What counts as an integration, and on which evidence.
struct IntegrationTests {
    private static let license = "Salesforce Integration"

    // MARK: Users

    @Test(
        arguments: [
            ("Salesforce Integration", nil, IntegrationEvidence.license), ("salesforce integration", nil, .license),
            (nil, "Minimum Access - API Only Integrations", .license),
            (nil, "Minimum Access – API Only Integrations", .license),
            (nil, "minimum access - api only integrations", .license),
            (nil, "Salesforce API Only System Integrations", .license), ("Cloud Integration User", nil, nil),
            ("Analytics Cloud Integration User", nil, nil), ("Salesforce", "Integration Profile", nil), (nil, nil, nil),
        ] as [(String?, String?, IntegrationEvidence?)])
    func usersByLicenseAndProfile(_ license: String?, _ profile: String?, _ evidence: IntegrationEvidence?) {
        var sample = SampleOrg()
        sample.add(user: "integration@acme.example", profile: profile, license: license)
        #expect(sample.org().users[0].evidence == evidence)
    }

    @Test func usersByTheRegister() {
        var sample = SampleOrg()
        sample.register.entries = [.init(name: "ERP", user: "ERP@acme.example")]
        sample.add(user: "erp@acme.example", license: "Salesforce")
        sample.add(user: "erp@acme.example.full", license: "Salesforce")
        #expect(sample.org().users.map(\.evidence) == [.register, nil])
        var organization = Organization(location: sample.here())
        organization.isSandbox = true
        sample.records.organizations = [organization]
        #expect(sample.org().users.map(\.evidence) == [.register, .register])
    }

    @Test func aProfilesFileTellsTheLicense() {
        var sample = SampleOrg()
        sample.add(profile: "ERP – Clone")
        sample.metadata.profiles[0].userLicense = Located(Self.license, at: sample.here())
        sample.add(user: "erp@acme.example", profile: "ERP - Clone")
        #expect(sample.org().users[0].isIntegration && !sample.org().users[0].isOnAPIOnlyProfile)
    }

    // MARK: Sets and groups

    @Test(
        arguments: [
            ("INT_ERP", nil, nil, IntegrationEvidence.name), ("Int_ERP", nil, nil, .name),
            ("IntegrationERP", nil, nil, .name),
            ("ERP_Integration", nil, nil, .name), ("ERP", "Integration - ERP - Orders", nil, .name),
            ("ERP", "ERP Integration", nil, .name), ("INT_ERP", nil, "Salesforce", .name),
            ("INT_ERP", nil, "HealthCloudStarter", .name), ("ERP", nil, "Salesforce Integration", .license),
            ("ERP", nil, "SalesforceAPIIntegrationPsl", .license),
            ("ERP", nil, "salesforceapiintegrationPSL", .license),
            ("ERP", nil, "Salesforce API Integration", .license),
            ("force__INT_ERP", nil, "SalesforceAPIIntegrationPsl", .license),
            ("int_erp", nil, nil, nil), ("INTERNAL", nil, nil, nil), ("Interns", nil, nil, nil),
            ("Reintegration", nil, nil, nil), ("ERP", "Sales integration", nil, nil), ("ns__INT_ERP", nil, nil, nil),
            ("ns__ERP", "ERP Integration", nil, nil), ("INT_ERP", nil, "Cloud Integration User", nil),
            ("ERP", nil, nil, nil),
        ] as [(String, String?, String?, IntegrationEvidence?)])
    func setsByNameAndLicense(_ name: String, _ label: String?, _ license: String?, _ evidence: IntegrationEvidence?) {
        var sample = SampleOrg()
        sample.add(permissionSet: name, label: label, license: license)
        #expect(sample.org().integrationPermissionSets[0] == evidence)
    }

    @Test func setsAndGroupsByAssignment() {
        var sample = SampleOrg()
        for name in ["Direct", "InGroup", "People", "Old"] { sample.add(permissionSet: name) }
        sample.add(group: "Assigned", of: ["InGroup"])
        sample.add(group: "HoldsMember", of: ["People", "Direct"])
        sample.add(group: "OfPeople", of: ["People"])
        sample.add(user: "erp@acme.example", license: Self.license, sets: ["Direct"], groups: ["Assigned"])
        sample.add(user: "person@acme.example", license: "Salesforce", sets: ["People"], groups: ["OfPeople"])
        sample.add(user: "old@acme.example", license: Self.license, isActive: false, sets: ["Old"])
        let org = sample.org()
        #expect(org.integrationPermissionSets == [0: .assignment, 1: .assignment])
        #expect(org.integrationPermissionSetGroups == [0: .assignment, 1: .member])
    }

    @Test func groupsByNameRegisterAndMember() {
        var sample = SampleOrg()
        sample.register.entries = [.init(name: "ERP", permissionSets: ["registered", "plain"])]
        sample.add(permissionSet: "INT_ERP")
        sample.add(permissionSet: "Plain")
        sample.add(group: "INT_Group", of: [])
        sample.add(group: "Labelled", label: "ERP Integration", of: [])
        sample.add(group: "Registered", of: [])
        sample.add(group: "Holder", of: ["int_erp"])
        sample.add(group: "ns__INT_Group", of: [])
        sample.add(group: "Other", of: ["Absent"])
        let org = sample.org()
        #expect(org.integrationPermissionSets == [0: .name, 1: .register])
        #expect(org.integrationPermissionSetGroups == [0: .name, 1: .name, 2: .register, 3: .member])
    }

    // MARK: Apps

    private func evidence(
        _ name: String = "ERP",
        label: String? = nil,
        description: String? = nil,
        _ change: (inout SampleOrg, inout ConnectedApp) -> Void = { _, _ in }
    ) -> IntegrationEvidence? {
        var sample = SampleOrg()
        let here = sample.here()
        var app = ConnectedApp(fullName: name, location: here)
        app.oauthConfig = ConnectedApp.OAuthConfig(location: here)
        app.label = label.map { Located($0, at: here) }
        app.description = description.map { Located($0, at: here) }
        change(&sample, &app)
        sample.metadata.connectedApps = [app]
        return sample.org().integrationApps[0]
    }

    @Test(arguments: [
        ("MuleSoftIntegration", true), ("Mule_Soft_Integration", true), ("INTEGRATION", true), ("integrations", true),
        ("My-integration-app", true), ("for the integration.", true), ("Integration2", false),
        ("Integrationsbenutzer", false), ("reintegration", false), ("Desintegration", false), ("Integrator", false),
        ("ERPIntegration", false), ("integrationApp", true), ("ERP", false),
    ])
    func appsByWords(_ text: String, _ counts: Bool) {
        let expected: IntegrationEvidence? = counts ? .name : nil
        #expect(evidence(text) == expected)
        #expect(evidence(label: text) == expected)
        #expect(evidence(description: text) == expected)
    }

    @Test func appsByWhatTheyDo() {
        #expect(evidence() == nil)
        #expect(evidence { $1.oauthConfig?.isClientCredentialEnabled = Located(true, at: $1.location) } == .flow)
        #expect(evidence { $1.oauthConfig?.isClientCredentialEnabled = Located(false, at: $1.location) } == nil)
        let profile = "Minimum Access - API Only Integrations"
        #expect(evidence { $1.profileNames = [Located(profile, at: $1.location)] } == .preauthorization)
        #expect(evidence { $1.profileNames = [Located("Admin", at: $1.location)] } == nil)
        #expect(
            evidence {
                $0.add(user: "erp@acme.example", license: Self.license)
                $1.oauthConfig?.oauthClientCredentialUser = Located("ERP@acme.example", at: $1.location)
            } == .flow
        )
        #expect(
            evidence {
                $0.add(user: "person@acme.example", license: "Salesforce")
                $1.oauthConfig?.oauthClientCredentialUser = Located("person@acme.example", at: $1.location)
            } == nil
        )
        #expect(evidence { sample, _ in sample.register.entries = [.init(name: "ERP", apps: ["erp"])] } == .register)
    }

    @Test func appsByTheSetsTheyList() {
        func listing(_ name: String, _ change: @escaping (inout SampleOrg) -> Void) -> IntegrationEvidence? {
            evidence {
                change(&$0)
                $1.permissionSetNames = [Located(name, at: $1.location)]
            }
        }
        #expect(listing("Orders") { $0.add(permissionSet: "Orders", license: Self.license) } == .preauthorization)
        #expect(
            listing("All Orders") { $0.add(permissionSet: "Orders", label: "All orders", license: Self.license) }
                == .preauthorization
        )
        #expect(listing("INT_Orders") { $0.add(permissionSet: "INT_Orders") } == .name)
        #expect(listing("Orders") { $0.add(permissionSet: "Orders") } == nil)
        #expect(listing("Absent") { $0.add(permissionSet: "Orders") } == nil)
    }
}
