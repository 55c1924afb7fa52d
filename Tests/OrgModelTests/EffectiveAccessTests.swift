import OrgModel
import Testing

struct EffectiveAccessTests {
    private static let license = "Salesforce Integration"
    private static let profile = "Minimum Access - API Only Integrations"

    /// What integration users have, with the holder and the number of ways: `PermissionSet:A Account allowRead x1`.
    private func effective(_ org: Org) -> [String] {
        let permissions = org.effectiveUserPermissions { _ in true }.map { grant in
            "\(grant.component.type):\(grant.component.name) \(org.names[grant.entry.name]) x\(grant.paths.count)"
                + (grant.isConditional ? " conditional" : "")
        }
        let objects = org.effectiveObjectPermissions { _ in true }.map { grant in
            let access = ObjectAccess.allCases.filter(grant.entry.access.contains).map { "\($0)" }
            return "\(grant.component.type):\(grant.component.name) \(org.names[grant.entry.permission.object]) "
                + access.joined(separator: ",") + " x\(grant.paths.count)"
        }
        let fields = org.effectiveFieldPermissions { _ in true }.map { grant in
            let access = (grant.entry.isReadable ? "r" : "") + (grant.entry.isEditable ? "e" : "")
            return "\(grant.component.type):\(grant.component.name) \(org.names[grant.entry.permission.field]) "
                + access + " x\(grant.paths.count)"
        }
        return permissions + objects + fields
    }

    @Test func profileAndAssignedSetsGrant() {
        var sample = SampleOrg()
        sample.add(profile: Self.profile, "ApiEnabled", "-ViewSetup")
        sample.add(permissionSet: "A", "ModifyAllData", "-ViewAllData", "Account:allowRead,allowEdit", "Account.X:re")
        sample.add(permissionSet: "Unassigned", "ManageUsers")
        sample.add(user: "erp@acme.example", profile: Self.profile, license: Self.license, sets: ["a"])
        sample.add(user: "person@acme.example", license: "Salesforce", sets: ["Unassigned"])
        sample.add(user: "old@acme.example", license: Self.license, isActive: false, sets: ["Unassigned"])
        #expect(
            effective(sample.org()) == [
                "Profile:\(Self.profile) ApiEnabled x1", "PermissionSet:A ModifyAllData x1",
                "PermissionSet:A Account allowRead,allowEdit x1", "PermissionSet:A Account.X re x1",
            ]
        )
    }

    @Test("Of a muting set in several files each may be what is deployed, so that nothing is certain")
    func mutingInSeveralFilesIsUncertain() {
        var sample = SampleOrg()
        sample.add(permissionSet: "A", "ModifyAllData", "ApiUserOnly")
        sample.add(muting: "M", "ViewAllData")
        sample.add(group: "G", of: ["A"], muting: ["M"])
        sample.add(user: "erp@acme.example", license: "Salesforce", groups: ["G"])
        let once = sample.org()
        #expect(once.hasUserPermission("ApiUserOnly", user: 0) == true)
        sample.add(muting: "m", "ApiUserOnly")
        let twice = sample.org()
        #expect(twice.hasUserPermission("ApiUserOnly", user: 0) == nil)
        let path = twice.effectiveAccess(ofUser: 0).sources.map { source in
            GrantPath(user: 0, steps: source.path, isConditional: source.isConditional)
        }
        #expect(path.map { twice.unreadMutingPermissionSets(on: $0) } == [["M"]])
    }

    @Test("Salesforce compares API names without case, and so does muting")
    func mutingKnowsNoCase() {
        var sample = SampleOrg()
        sample.add(permissionSet: "A", "Account:allowRead,allowEdit", "Account.X:re", "Case:allowRead")
        sample.add(muting: "M", "account:allowEdit", "ACCOUNT.x:e")
        sample.add(group: "G", of: ["A"], muting: ["m"])
        sample.add(user: "erp@acme.example", license: Self.license, groups: ["g"])
        #expect(
            effective(sample.org()) == [
                "PermissionSet:A Account allowRead x1", "PermissionSet:A Case allowRead x1",
                "PermissionSet:A Account.X r x1",
            ]
        )
    }

    @Test func mutingTakesExactlyItsTrueFlagsInItsOwnGroup() {
        var sample = SampleOrg()
        sample.add(
            permissionSet: "A", "ModifyAllData", "ViewAllData", "Account:allowRead,allowEdit,allowDelete",
            "Case:allowRead", "Account.X:re", "Account.Y:re", "Account.Z:e"
        )
        sample.add(muting: "M", "ModifyAllData", "-ViewAllData", "Account:allowEdit", "Case:allowRead", "Account.X:e")
        sample.add(muting: "N", "Account:allowDelete", "Account.Z:re")
        sample.add(group: "G", of: ["A"], muting: ["M", "N"])
        sample.add(user: "erp@acme.example", license: Self.license, groups: ["G"])
        #expect(
            effective(sample.org()) == [
                "PermissionSet:A ViewAllData x1", "PermissionSet:A Account allowRead x1",
                "PermissionSet:A Account.X r x1",
                "PermissionSet:A Account.Y re x1",
            ]
        )
    }

    @Test func whatIsMutedOnOneWayIsGrantedOnAnother() {
        var sample = SampleOrg()
        sample.add(permissionSet: "A", "ModifyAllData", "Account:allowRead,allowEdit", "Account.X:re")
        sample.add(muting: "M", "ModifyAllData", "Account:allowEdit", "Account.X:r")
        sample.add(group: "G", of: ["A"], muting: ["M"])
        sample.add(user: "one@acme.example", license: Self.license, groups: ["G"])
        sample.add(user: "two@acme.example", license: Self.license, sets: ["A"], groups: ["G"])
        #expect(
            effective(sample.org()) == [
                "PermissionSet:A ModifyAllData x1", "PermissionSet:A Account allowRead,allowEdit x3",
                "PermissionSet:A Account.X re x3",
            ]
        )
    }

    @Test func aWayNamesEveryStep() throws {
        var sample = SampleOrg()
        sample.add(permissionSet: "A", "ModifyAllData")
        sample.add(group: "G", of: ["A"])
        sample.add(user: "erp@acme.example", license: Self.license, groups: ["G"])
        let grant = try #require(sample.org().effectiveUserPermissions { _ in true }.first)
        let steps = grant.paths[0].steps.map { "\($0.component.type):\($0.component.name)" }
        #expect(
            steps == [
                "User:erp@acme.example", "PermissionSetAssignment:G", "PermissionSetGroup:G", "PermissionSet:A",
            ]
        )
        #expect(grant.paths[0].steps.last?.location != grant.location)
    }

    @Test func aGrantIsConditionalWhenEveryWayIs() {
        var sample = SampleOrg()
        sample.add(permissionSet: "A", isConditional: true, "PermissionA")
        sample.add(permissionSet: "B", "PermissionB")
        sample.add(permissionSet: "C", "PermissionC")
        sample.add(group: "G", of: ["B", "C"], isConditional: true)
        sample.add(user: "erp@acme.example", license: Self.license, sets: ["A", "C"], groups: ["G"])
        #expect(
            effective(sample.org()).sorted() == [
                "PermissionSet:A PermissionA x1 conditional", "PermissionSet:B PermissionB x1 conditional",
                "PermissionSet:C PermissionC x2",
            ]
        )
    }

    /// Object Reference, SessionPermSetActivation: members of a group need no activation of their own.
    @Test func aSessionBasedSetNeedsNoActivationInAGroup() {
        var sample = SampleOrg()
        sample.add(permissionSet: "A", isConditional: true, "PermissionA")
        sample.add(group: "G", of: ["A"])
        sample.add(user: "erp@acme.example", license: Self.license, groups: ["G"])
        #expect(effective(sample.org()) == ["PermissionSet:A PermissionA x1"])
    }

    // MARK: What a user lacks

    private func answers(_ permission: String, _ change: (inout SampleOrg) -> Void) -> Bool? {
        var sample = SampleOrg()
        sample.add(profile: "Admin", "ApiEnabled")
        change(&sample)
        return sample.org().hasUserPermission(permission, user: 0)
    }

    @Test func aMissingPermissionIsAFactOnlyWhenEveryFileIsThere() {
        let administrator = "System Administrator"
        #expect(answers("ApiEnabled") { $0.add(user: "u@a.example", profile: administrator) } == true)
        #expect(answers("ViewSetup") { $0.add(user: "u@a.example", profile: administrator) } == false)
        #expect(answers("ViewSetup") { $0.add(user: "u@a.example", profile: "Unknown") } == nil)
        #expect(answers("ViewSetup") { $0.add(user: "u@a.example", profile: administrator, sets: ["Absent"]) } == nil)
        #expect(answers("ViewSetup") { $0.add(user: "u@a.example", profile: administrator, groups: ["Absent"]) } == nil)
        #expect(
            answers("ViewSetup") {
                $0.add(group: "G", of: ["Absent"])
                $0.add(user: "u@a.example", profile: administrator, groups: ["G"])
            } == nil
        )
        #expect(
            answers("ViewSetup") {
                $0.add(user: "u@a.example", profile: administrator)
                $0.records.fields["PermissionSetAssignment"] = nil
            } == nil
        )
    }

    @Test func aConditionalOrMutedGrantIsNone() {
        #expect(
            answers("ViewSetup") {
                $0.add(permissionSet: "A", isConditional: true, "ViewSetup")
                $0.add(user: "u@a.example", profile: "System Administrator", sets: ["A"])
            } == false
        )
        #expect(
            answers("ViewSetup") {
                $0.add(permissionSet: "A", "ViewSetup")
                $0.add(muting: "M", "ViewSetup")
                $0.add(group: "G", of: ["A"], muting: ["M"])
                $0.add(user: "u@a.example", profile: "System Administrator", groups: ["G"])
            } == false
        )
    }

    @Test func integrationUsersAreAPIOnlyByDefinition() {
        #expect(answers("ApiUserOnly") { $0.add(user: "u@a.example", license: Self.license) } == true)
        #expect(answers("ApiUserOnly") { $0.add(user: "u@a.example", profile: Self.profile) } == true)
        #expect(answers("ApiUserOnly") { $0.add(user: "u@a.example", profile: "System Administrator") } == false)
    }

    @Test func theRegisterAllowsWhatAnIntegrationNeeds() {
        var sample = SampleOrg()
        sample.add(permissionSet: "A", "ViewAllData", "ModifyAllData", "Account:allowRead")
        sample.add(user: "erp@acme.example", license: Self.license, sets: ["A"])
        sample.register.entries = [
            .init(
                name: "ERP", user: "ERP@acme.example", allowedPermissions: ["viewalldata"], allowedObjects: ["account"])
        ]
        let org = sample.org()
        let granted = org.integrationUserPermissions { _ in true }.map { org.names[$0.entry.name] }
        #expect(granted == ["ModifyAllData"])
        #expect(org.allowsObject("Account", forUser: 0) && !org.allowsObject("Case", forUser: 0))
    }

    @Test func withoutAssignmentsIntegrationSetsAreReadAsWritten() {
        var sample = SampleOrg()
        sample.add(permissionSet: "INT_ERP", "ModifyAllData", "-ViewAllData")
        sample.add(permissionSet: "People", "ManageUsers")
        let org = sample.org()
        let grants = org.integrationUserPermissions { _ in true }
        #expect(grants.map { org.names[$0.entry.name] } == ["ModifyAllData"] && grants[0].paths.isEmpty)
    }
}
