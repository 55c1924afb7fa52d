import OrgModel
import Testing

struct RecordJoinTests {
    private static let file = FileID(0)
    private let here = SourceLocation(file: file, offset: 0)

    private func org(_ records: Records, _ metadata: Metadata = Metadata()) -> Org {
        var parts = Org.Parts()
        parts.records = records
        parts.metadata = metadata
        let facts = SalesforceFacts(userLicenses: [], standardProfileLabels: ["Admin": "System Administrator"])
        return Org(parts, register: IntegrationRegister(), facts: facts, asOf: Timestamp(seconds: Self.asOf))
    }

    /// 2026-05-01T00:00:00Z.
    private static let asOf: Int64 = 1_777_593_600

    private func user(_ username: String, id: String? = nil) -> User {
        var user = User(location: here, username: username)
        user.id = id.map { RecordID($0) }
        return user
    }

    private func records(users: [User], assignments: [PermissionSetAssignment] = []) -> Records {
        var records = Records()
        records.users = users
        records.permissionSetAssignments = assignments
        return records
    }

    private func assignment(_ fill: (inout PermissionSetAssignment) -> Void) -> PermissionSetAssignment {
        var row = PermissionSetAssignment(location: here)
        row.assigneeUsername = "erp@acme.example"
        fill(&row)
        return row
    }

    private func permissionSet(_ name: String) -> PermissionSet {
        PermissionSet(fullName: name, location: here, parts: [])
    }

    /// The names of what the one user of an org is assigned.
    private func assigned(
        _ rows: [PermissionSetAssignment],
        _ metadata: Metadata = Metadata(),
        _ fill: (inout Records) -> Void = { _ in }
    ) -> [String] {
        var records = records(users: [user("erp@acme.example", id: "005xx0000000001")], assignments: rows)
        fill(&records)
        return org(records, metadata).users[0].assignments.map(\.name)
    }

    // MARK: Users

    @Test func idsOf15And18CharactersAreEqual() {
        let row = assignment {
            $0.assigneeUsername = nil
            $0.assigneeID = RecordID("005xx0000000001AAA")
            $0.permissionSetName = "INT_ERP"
            $0.permissionSetIsOwnedByProfile = false
        }
        #expect(assigned([row]) == ["INT_ERP"])
        let other = assignment {
            $0.assigneeUsername = nil
            $0.assigneeID = RecordID("005xX0000000001AAA")
            $0.permissionSetName = "INT_ERP"
            $0.permissionSetIsOwnedByProfile = false
        }
        #expect(assigned([other]).isEmpty)
    }

    @Test func usernamesJoinInAnyCase() {
        let row = assignment {
            $0.assigneeUsername = "ERP@Acme.Example"
            $0.permissionSetName = "A"
            $0.permissionSetIsOwnedByProfile = false
        }
        #expect(assigned([row]) == ["A"])
    }

    @Test func aUserThatNoExportHoldsIsToldOnce() {
        let rows = ["A", "B"].map { name in
            assignment {
                $0.assigneeUsername = "gone@acme.example"
                $0.permissionSetName = name
                $0.permissionSetIsOwnedByProfile = false
            }
        }
        let problems = org(records(users: [user("erp@acme.example")], assignments: rows)).problems
        #expect(problems.map(\.subject) == [ComponentID(type: "User", name: "gone@acme.example")])
        #expect(problems.map(\.element) == ["PermissionSetAssignment"])
        #expect(org(records(users: [], assignments: rows)).problems.isEmpty)
    }

    @Test func theLicenceComesFromTheFirstThatTells() {
        var byProfileRecord = user("a@acme.example")
        byProfileRecord.profileID = RecordID("00exx0000000001AAA")
        var profile = ProfileRecord(location: here, name: "Sync")
        profile.id = RecordID("00exx0000000001")
        profile.userLicenseID = RecordID("100xx0000000001AAA")
        var license = UserLicense(location: here, name: "Salesforce Integration")
        license.id = RecordID("100xx0000000001")
        var byProfileName = user("b@acme.example")
        byProfileName.profileName = "Minimum Access \u{2013} API Only Integrations"
        var byFile = user("c@acme.example")
        byFile.profileName = "System Administrator"
        var own = byFile
        own.licenseName = "Salesforce Platform"
        var admin = Profile(fullName: "Admin", location: here, parts: [])
        admin.userLicense = Located("Salesforce", at: here)
        var metadata = Metadata()
        metadata.profiles = [admin]
        var records = records(users: [byProfileRecord, byProfileName, byFile, own, user("e@acme.example")])
        records.profiles = [profile]
        records.userLicenses = [license]

        let users = org(records, metadata).users
        #expect(
            users.map(\.licenseName) == [
                "Salesforce Integration", "Salesforce Integration", "Salesforce", "Salesforce Platform", nil,
            ])
        #expect(users.map(\.profile) == [nil, nil, 0, 0, nil])
        #expect(users.map(\.evidence) == [.license, .license, nil, nil, nil])
    }

    @Test func aSandboxSuffixIsNoOtherUser() {
        var sandbox = records(users: [user("erp@acme.example.uat"), user("erp@acme.example.uat.x")])
        #expect(org(sandbox).user(named: "erp@acme.example") == nil)
        var organization = Organization(location: here)
        organization.isSandbox = true
        sandbox.organizations = [organization]
        #expect(org(sandbox).user(named: "ERP@acme.example") == 0)
        #expect(org(sandbox).user(named: "rp@acme.example") == nil)
        #expect(org(sandbox).user(named: "erp@acme.example.uat.x") == 1)
        #expect(org(records(users: Array(sandbox.users.suffix(1)))).user(named: "erp@acme.example") == nil)
    }

    @Test func aUserWithTheNameItselfGoesBeforeOneWithASuffix() {
        var sandbox = records(users: [user("erp@acme.example.uat"), user("erp@acme.example")])
        var organization = Organization(location: here)
        organization.isSandbox = true
        sandbox.organizations = [organization]
        #expect(org(sandbox).user(named: "ERP@acme.example") == 1)
        #expect(org(sandbox).user(named: "erp@acme.example.uat") == 0)
    }

    @Test func theKeyOfTheLicenceTellsWhereItsNameDoesNot() {
        var byKey = user("a@acme.example")
        byKey.licenseDefinitionKey = "SALESFORCE_INTEGRATION_USER"
        var named = byKey
        named.licenseName = "Salesforce"
        var other = user("c@acme.example")
        other.licenseDefinitionKey = "CLOUD_INTEGRATION_USER"
        var byID = user("d@acme.example")
        byID.licenseID = RecordID("100xx0000000001AAA")
        var license = UserLicense(location: here, name: "Salesforce Integration")
        license.id = RecordID("100xx0000000001")
        var records = records(users: [byKey, named, other, byID])
        records.userLicenses = [license]
        #expect(
            org(records).users.map(\.licenseName) == [
                "Salesforce Integration", "Salesforce", nil, "Salesforce Integration",
            ]
        )
    }

    // MARK: Rows that count

    @Test(
        arguments: [
            (nil, nil, nil, true), (true, false, "2026-05-02", true), (false, nil, nil, false), (nil, true, nil, false),
            (nil, nil, "2026-05-01T00:00:00.000+0000", true), (nil, nil, "2026-04-30T23:59:59.000+0000", false),
        ] as [(Bool?, Bool?, String?, Bool)])
    func onlyActiveUnrevokedUnexpiredRowsCount(_ isActive: Bool?, _ isRevoked: Bool?, _ end: String?, _ counts: Bool) {
        let row = assignment {
            $0.permissionSetName = "A"
            $0.permissionSetIsOwnedByProfile = false
            $0.isActive = isActive
            $0.isRevoked = isRevoked
            $0.expirationDate = end
        }
        #expect(assigned([row]) == (counts ? ["A"] : []))
    }

    @Test func theProfilesOwnRowNeverCounts() {
        let rows = [
            assignment { $0.permissionSetIsOwnedByProfile = true },
            assignment { $0.permissionSetType = "Profile" },
            assignment { $0.permissionSetProfileID = RecordID("00e1") },
            assignment { $0.permissionSetID = RecordID("0PS1") },
            assignment { $0.permissionSetID = RecordID("0PS2") },
        ].map { row in
            var row = row
            row.permissionSetName = "X00ex1"
            return row
        }
        var owned = PermissionSetRecord(location: here)
        owned.id = RecordID("0PS1")
        owned.isOwnedByProfile = true
        var typed = PermissionSetRecord(location: here)
        typed.id = RecordID("0PS2")
        typed.type = "Profile"
        #expect(assigned(rows) { $0.permissionSets = [owned, typed] }.isEmpty)
    }

    @Test func aRowThatTellsTooLittleCountsForSetsOfTheProjectOnly() {
        let row = assignment { $0.permissionSetName = "int_erp" }
        #expect(assigned([row]).isEmpty)
        var metadata = Metadata()
        metadata.permissionSets = [permissionSet("INT_ERP")]
        #expect(assigned([row], metadata) == ["int_erp"])
        #expect(
            assigned([
                assignment {
                    $0.permissionSetName = "Regular"
                    $0.permissionSetType = "Regular"
                }
            ]) == ["Regular"])
    }

    @Test func aSetIsFoundByTheIdOfItsRecord() {
        var record = PermissionSetRecord(location: here)
        record.id = RecordID("0PSxx0000000001AAA")
        record.name = "INT_ERP"
        record.isOwnedByProfile = false
        record.licenseName = "Salesforce Integration"
        let row = assignment { $0.permissionSetID = RecordID("0PSxx0000000001") }
        var records = records(users: [user("erp@acme.example")], assignments: [row])
        records.permissionSets = [record]
        var metadata = Metadata()
        metadata.permissionSets = [permissionSet("Other"), permissionSet("INT_ERP")]
        let org = org(records, metadata)
        #expect(org.users[0].assignments.map(\.name) == ["INT_ERP"])
        #expect(org.users[0].assignments.map(\.licenseName) == ["Salesforce Integration"])
        guard case .permissionSet(1)? = org.users[0].assignments.first?.target else {
            return #expect(Bool(false), "\(org.users[0].assignments)")
        }
        #expect(org.problems.isEmpty)
    }

    @Test func aManagedSetIsNotTheOrgsOwnOfThatName() {
        var metadata = Metadata()
        metadata.permissionSets = [permissionSet("Sync"), permissionSet("vendor__Sync")]
        let row = assignment {
            $0.permissionSetName = "Sync"
            $0.permissionSetNamespacePrefix = "vendor"
            $0.permissionSetIsOwnedByProfile = false
        }
        let records = records(users: [user("erp@acme.example")], assignments: [row])
        guard case .permissionSet(1)? = org(records, metadata).users[0].assignments.first?.target else {
            return #expect(Bool(false), "joined to another set")
        }
    }

    @Test func theRowsOwnLicenceGoesBeforeTheRecords() {
        let row = assignment {
            $0.permissionSetName = "A"
            $0.permissionSetIsOwnedByProfile = false
            $0.permissionSetLicenseName = "Health Cloud Starter"
        }
        let org = org(records(users: [user("erp@acme.example")], assignments: [row]))
        #expect(org.users[0].assignments.map(\.licenseName) == ["Health Cloud Starter"])
    }

    @Test func aSetThatNoExportHoldsIsTold() {
        let row = assignment { $0.permissionSetID = RecordID("0PS9") }
        let org = org(records(users: [user("erp@acme.example")], assignments: [row, row]))
        #expect(org.users[0].assignments.isEmpty)
        #expect(org.problems.map(\.subject) == [ComponentID(type: "PermissionSet", name: "0PS9")])
    }

    // MARK: Groups

    private var groups: Metadata {
        var group = PermissionSetGroup(fullName: "Bundle", location: here)
        group.label = Located("The Bundle", at: here)
        var metadata = Metadata()
        metadata.permissionSetGroups = [PermissionSetGroup(fullName: "Other", location: here), group]
        return metadata
    }

    private func groupTarget(
        _ row: PermissionSetAssignment,
        _ fill: (inout Records) -> Void = { _ in }
    ) -> Int? {
        var records = records(users: [user("erp@acme.example")], assignments: [row])
        fill(&records)
        let assignment = org(records, groups).users[0].assignments.first
        guard case .permissionSetGroup(let group)? = assignment?.target else { return nil }
        return group
    }

    @Test func aGroupIsFoundByItsName() {
        #expect(groupTarget(assignment { $0.permissionSetGroupDeveloperName = "bundle" }) == 1)
    }

    @Test func aGroupIsFoundByTheIdOfItsRecord() {
        var record = PermissionSetGroupRecord(location: here)
        record.id = RecordID("0PGxx0000000001AAA")
        record.developerName = "Bundle"
        let row = assignment { $0.permissionSetGroupID = RecordID("0PGxx0000000001") }
        #expect(groupTarget(row) { $0.permissionSetGroups = [record] } == 1)
    }

    @Test func aGroupIsFoundByTheLabelOfItsSet() {
        var record = PermissionSetRecord(location: here)
        record.permissionSetGroupID = RecordID("0PGxx0000000001")
        record.label = "the bundle"
        record.type = "Group"
        let row = assignment { $0.permissionSetGroupID = RecordID("0PGxx0000000001AAA") }
        #expect(groupTarget(row) { $0.permissionSets = [record] } == 1)
    }

    @Test func aGroupIsFoundByTheSetThatStandsForIt() {
        var record = PermissionSetRecord(location: here)
        record.id = RecordID("0PSxx0000000001")
        record.name = "X0PGxx0000000001"
        record.permissionSetGroupID = RecordID("0PGxx0000000001")
        record.label = "The Bundle"
        let row = assignment { $0.permissionSetID = RecordID("0PSxx0000000001AAA") }
        #expect(groupTarget(row) { $0.permissionSets = [record] } == 1)
        record.permissionSetGroupID = nil
        record.type = "Group"
        #expect(groupTarget(row) { $0.permissionSets = [record] } == 1)
        record.type = "Regular"
        #expect(groupTarget(row) { $0.permissionSets = [record] } == nil)
    }

    @Test func aGroupIsFoundByTheLabelInTheRow() {
        let row = assignment {
            $0.permissionSetGroupID = RecordID("0PGxx0000000001AAA")
            $0.permissionSetLabel = "the bundle"
        }
        #expect(groupTarget(row) == 1)
    }

    @Test func aLabelThatTwoGroupsHaveTellsNeither() {
        var metadata = groups
        metadata.permissionSetGroups[0].label = Located("The Bundle", at: here)
        let row = assignment {
            $0.permissionSetGroupID = RecordID("0PGxx0000000001AAA")
            $0.permissionSetLabel = "The Bundle"
        }
        let org = org(records(users: [user("erp@acme.example")], assignments: [row]), metadata)
        #expect(org.users[0].assignments.isEmpty)
        #expect(org.problems.map(\.subject) == [ComponentID(type: "PermissionSetGroup", name: "0PGxx0000000001")])
    }

    @Test func aSetIsFoundByItsLabel() {
        var metadata = Metadata()
        var set = permissionSet("INT_ERP")
        set.label = Located("Integration - ERP", at: here)
        metadata.permissionSets = [set]
        let row = assignment {
            $0.permissionSetID = RecordID("0PSxx0000000001")
            $0.permissionSetLabel = "integration - erp"
        }
        #expect(assigned([row], metadata) == ["INT_ERP"])
    }

    @Test func aGroupThatNothingNamesIsTold() {
        let row = assignment { $0.permissionSetGroupID = RecordID("0PG9") }
        let org = org(records(users: [user("erp@acme.example")], assignments: [row]), groups)
        #expect(org.users[0].assignments.isEmpty)
        #expect(org.problems.map(\.subject) == [ComponentID(type: "PermissionSetGroup", name: "0PG9")])
    }

    // MARK: Permission set licenses

    @Test func licencesJoinByIdAndByName() {
        var license = PermissionSetLicense(location: here)
        license.id = RecordID("0PLxx0000000001")
        license.developerName = "HealthCloudStarter"
        license.masterLabel = "Health Cloud Starter"
        license.maximumPermissions = ["managehealthcloud"]
        func row(_ fill: (inout PermissionSetLicenseAssign) -> Void) -> PermissionSetLicenseAssign {
            var row = PermissionSetLicenseAssign(location: here)
            row.assigneeUsername = "erp@acme.example"
            fill(&row)
            return row
        }
        var records = records(users: [user("erp@acme.example")])
        records.permissionSetLicenses = [license]
        records.permissionSetLicenseAssigns = [
            row { $0.permissionSetLicenseID = RecordID("0PLxx0000000001AAA") },
            row { $0.masterLabel = "health cloud starter" },
            row {
                $0.developerName = "SalesforceAPIIntegrationPSL"
                $0.isRevoked = false
            },
            row {
                $0.developerName = "Revoked"
                $0.isRevoked = true
            },
            row { $0.permissionSetLicenseID = RecordID("0PL9") },
        ]
        let org = org(records)
        let held = org.users[0].licenses
        #expect(
            held.map(\.displayName) == [
                "Health Cloud Starter", "health cloud starter", "SalesforceAPIIntegrationPSL", "0PL9",
            ])
        #expect(
            held.map { $0.license?.maximumPermissions } == [["managehealthcloud"], ["managehealthcloud"], nil, nil])
        #expect(held.map(\.isSalesforceAPIIntegration) == [false, false, true, false])
        #expect(org.problems.map(\.subject) == [ComponentID(type: "PermissionSetLicense", name: "0PL9")])
    }
}
