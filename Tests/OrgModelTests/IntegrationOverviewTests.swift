import Testing

@testable import OrgModel

struct IntegrationOverviewTests {
    private static let license = "Salesforce Integration"
    private static let profile = "Minimum Access - API Only Integrations"

    /// What a holder has with the number of ways: `Account allowRead,allowEdit x2`.
    private func words(_ held: HeldAccess) -> [String] {
        held.objects.map { item in
            let access = ObjectAccess.allCases.filter(item.access.contains).map { "\($0)" }.joined(separator: ",")
            return "\(item.name) \(access) x\(item.grants.count)" + (held.isConditional(item) ? " conditional" : "")
        } + held.userPermissions.map { "\($0.name) x\($0.grants.count)" }
    }

    @Test func accessIsThatOfEachUserAndEachWay() throws {
        var sample = SampleOrg()
        sample.add(permissionSet: "A", "ModifyAllData", "Account:allowRead,allowEdit", "Case:allowRead")
        sample.add(permissionSet: "B", isConditional: true, "Order:allowRead", "Account:allowRead")
        sample.add(muting: "M", "ModifyAllData", "Account:allowEdit", "Case:allowRead")
        sample.add(group: "G", of: ["A"], muting: ["M"])
        sample.add(user: "muted@acme.example", license: Self.license, groups: ["G"])
        sample.add(user: "both@acme.example", license: Self.license, sets: ["A", "B"], groups: ["G"])
        sample.add(user: "person@acme.example", license: "Salesforce", sets: ["A"])
        let overview = sample.org().integrationOverview
        #expect(overview.isAccessOfUsers)
        #expect(overview.access.map(\.holder.name) == ["muted@acme.example", "both@acme.example"])
        #expect(words(overview.access[0]) == ["Account allowRead x1"])
        #expect(
            words(overview.access[1]) == [
                "Account allowRead,allowEdit x3", "Case allowRead x1", "Order allowRead x1 conditional",
                "ModifyAllData x1",
            ])
        let account = try #require(overview.access[1].objects.first)
        let ways = account.grants.map { grant in
            let names = overview.access[1].ways[grant.way].steps.dropFirst().map(\.component.name)
            return "\(names.joined(separator: " ")) \(grant.access.contains(.allowEdit))"
        }
        #expect(ways == ["A A true", "B B false", "G G A false"])
    }

    @Test func whatHasNoFileIsNamed() {
        var sample = SampleOrg()
        sample.add(group: "G", of: ["Gone"], muting: ["Silent"])
        sample.add(permissionSet: "A", "ApiEnabled")
        sample.add(
            user: "erp@acme.example", profile: "Own Profile", license: Self.license, sets: ["A", "Missing"],
            groups: ["G", "Nowhere"])
        let held = sample.org().integrationOverview.access[0]
        #expect(
            held.unread.map { "\($0.type) \($0.name)" } == [
                "Profile Own Profile", "PermissionSetGroup Nowhere", "PermissionSet Missing", "PermissionSet Gone",
            ])
        #expect(words(held) == ["ApiEnabled x1"])
    }

    @Test func withoutAssignmentsTheSetsSpeakForThemselves() {
        var sample = SampleOrg()
        sample.add(permissionSet: "INT_A", license: Self.license, "Account:allowRead")
        sample.add(permissionSet: "Sales", license: "Salesforce", "Account:allowDelete")
        let overview = sample.org().integrationOverview
        #expect(!overview.isAccessOfUsers && overview.integrations.isEmpty)
        #expect(overview.access.map(\.holder.name) == ["INT_A"])
        #expect(words(overview.access[0]) == ["Account allowRead x1"])
    }

    @Test func theRegisterComesFirstAndKnowsItsUser() {
        var sample = SampleOrg()
        sample.add(user: "one@acme.example", license: Self.license)
        sample.add(user: "two@acme.example", license: "Salesforce")
        sample.register.entries = [
            IntegrationRegister.Entry(name: "Two", user: "TWO@acme.example", apps: ["App"]),
            IntegrationRegister.Entry(name: "Gone", user: "gone@acme.example"),
        ]
        let overview = sample.org().integrationOverview
        #expect(overview.integrations.map(\.name) == ["Two", "Gone", "one@acme.example"])
        #expect(overview.integrations.map(\.isDeclared) == [true, true, false])
        #expect(overview.integrations.map(\.account?.username) == ["two@acme.example", nil, "one@acme.example"])
        #expect(overview.integrations[0].account?.permissionSetLicenses == nil)
        if case .unknown? = overview.integrations[0].account?.lastLogin {} else { Issue.record("a login is known") }
    }

    @Test func appsOfUsersRestOnWhatFilesSay() {
        var sample = SampleOrg()
        sample.add(permissionSet: "A", "ApiEnabled")
        sample.add(user: "erp@acme.example", profile: Self.profile, license: Self.license, sets: ["A"])
        sample.add(user: "crm@acme.example", profile: Self.profile, license: Self.license)
        func app(_ name: String, isApproved: Bool, _ edit: (inout ConnectedApp) -> Void) {
            var app = ConnectedApp(fullName: name, location: sample.here())
            var config = ConnectedApp.OAuthConfig(location: sample.here())
            config.isAdminApproved = Located(isApproved, at: config.location)
            app.oauthConfig = config
            edit(&app)
            sample.metadata.connectedApps.append(app)
        }
        app("Runs", isApproved: false) { app in
            app.oauthConfig?.isClientCredentialEnabled = Located(true, at: app.location)
            app.oauthConfig?.oauthClientCredentialUser = Located("crm@acme.example", at: app.location)
        }
        app("Set", isApproved: true) { $0.permissionSetNames = [Located("A", at: $0.location)] }
        app("Profile", isApproved: true) { $0.profileNames = [Located(Self.profile, at: $0.location)] }
        app("Open", isApproved: false) { $0.permissionSetNames = [Located("A", at: $0.location)] }
        let org = sample.org()
        let uses = org.integrationAppUses.map { "\(org.apps[$0.app].fullName) \(org.users[$0.user].username)" }
        #expect(
            uses == [
                "Runs crm@acme.example", "Set erp@acme.example", "Profile erp@acme.example", "Profile crm@acme.example",
            ])
    }

    @Test func seatsCountIntegrationUsersWhereExportsTell() {
        var sample = SampleOrg()
        var license = UserLicense(location: sample.here(), name: Self.license)
        license.totalLicenses = 1
        license.usedLicenses = 3
        sample.records.userLicenses = [UserLicense(location: sample.here(), name: "Salesforce"), license]
        #expect(sample.org().userLicenseSeats.map(\.integrationUsers) == [nil, nil])
        sample.add(user: "one@acme.example", license: Self.license)
        sample.add(user: "two@acme.example", profile: Self.profile, license: "Salesforce Limited")
        let seats = sample.org().userLicenseSeats
        #expect(seats.map(\.name) == [Self.license, "Salesforce Limited", "Salesforce"])
        #expect(seats.map(\.integrationUsers?.count) == [1, 1, 0])
        #expect(seats.map(\.excess) == [2, 0, 0])
        #expect(seats.map(\.used) == [3, nil, nil])
    }
}
