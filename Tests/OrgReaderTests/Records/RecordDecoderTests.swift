import OrgModel
import OrgReader
import Testing

struct RecordDecoderTests {
    /// Reads files by name and text, in this order, and puts them together.
    private func decode(_ files: KeyValuePairs<String, String>) -> RecordDecoder {
        var exports: [RecordExport] = []
        for (index, file) in files.enumerated() {
            let (found, problems) = RecordFileReader.read(
                Array(file.value.utf8), file: FileID(index), fileName: file.key, syntax: nil)
            #expect(problems.isEmpty, "\(problems)")
            exports += found
        }
        return RecordDecoder(exports)
    }

    // MARK: Values

    @Test(arguments: [
        ("true", true), ("TRUE", true), ("1", true), ("Yes", true), ("false", false), ("False", false), ("0", false),
        ("no", false), ("", true),
    ])
    func booleansAreReadInEverySpelling(_ value: String, _ expected: Bool) {
        let decoder = decode(["User.csv": "Username,IsActive\na@acme.example,\(value)\n"])
        #expect(decoder.records.users.map(\.isActive) == [expected])
        #expect(decoder.problems.isEmpty)
    }

    @Test func aMissingColumnMeansActive() {
        #expect(decode(["User.csv": "Username\na@acme.example\n"]).records.users.map(\.isActive) == [true])
    }

    @Test func anInvalidBooleanIsToldOnceForEachFieldOfAFile() throws {
        let decoder = decode([
            "User.csv": "Username,IsActive\na@acme.example,maybe\nb@acme.example,never\nc@acme.example,false\n"
        ])
        #expect(decoder.records.users.map(\.isActive) == [true, true, false])
        let problem = try #require(decoder.problems.first)
        #expect(decoder.problems.count == 1)
        guard case .invalidValue = problem.kind else { return #expect(Bool(false), "\(problem.kind)") }
        #expect(problem.subject == ComponentID(type: "User", name: "User.csv"))
        #expect(problem.element == "IsActive")
        #expect(problem.location == SourceLocation(file: FileID(0), offset: 18))
        #expect(problem.message == "The value 'maybe' of the User field 'IsActive' is not true or false.")
    }

    @Test func numbersAreWhole() {
        let decoder = decode(["UserLicense.csv": "Name,TotalLicenses,UsedLicenses\nA,5.0,3\nB,many,\n"])
        #expect(decoder.records.userLicenses.map(\.totalLicenses) == [5, nil])
        #expect(decoder.records.userLicenses.map(\.usedLicenses) == [3, nil])
        #expect(decoder.problems.map(\.element) == ["TotalLicenses"])
    }

    @Test func permissionsOfSetsAreFlagsAndNotTheGroup() {
        let decoder = decode([
            "PermissionSet.csv":
                "Id,Name,PermissionSetGroupId,PermissionsApiEnabled,PermissionsViewAllData\n0PS1,A,0PG1,true,false\n"
        ])
        #expect(decoder.records.permissionSets.map(\.permissions) == [["apienabled"]])
        #expect(decoder.records.permissionSets.map(\.permissionSetGroupID) == [RecordID("0PG1")])
        #expect(decoder.problems.isEmpty)
    }

    @Test func theIdOfARelatedRecordIsTheReference() {
        let decoder = decode([
            "PermissionSetAssignment.csv":
                "Assignee.Id,PermissionSet.Id,PermissionSet.Name\n005xx0000000001AAA,0PSxx0000000001AAA,A\n"
        ])
        #expect(decoder.records.permissionSetAssignments.map(\.assigneeID) == [RecordID("005xx0000000001")])
        #expect(decoder.records.permissionSetAssignments.map(\.permissionSetID) == [RecordID("0PSxx0000000001")])
        #expect(decoder.problems.isEmpty)
    }

    @Test func everyObjectIsDecoded() throws {
        let records = decode([
            "UserLogin.csv": "UserId,IsFrozen,IsPasswordLocked\n005a,true,false\n",
            "Profile.csv": "Id,Name,UserLicense.Name,PermissionsApiUserOnly\n00e1,Admin,Salesforce,true\n",
            "PermissionSetGroup.csv": "Id,DeveloperName,MasterLabel\n0PG1,Bundle,The Bundle\n",
            "LoginHistory.csv":
                "UserId,LoginTime,LoginType,LoginSubType,Status,SourceIp,Application\n005a,2026,Application,X,Success,::1,ERP\n",
            "Organization.csv": "Name,OrganizationType,IsSandbox\nAcme,Enterprise Edition,true\n",
            "SetupEntityAccess.csv":
                "ParentId,Parent.Name,SetupEntityId,SetupEntityType\n0PS1,A,0H41,ConnectedApplication\n",
            "ConnectedApplication.csv": "Id,Name,OptionsAllowAdminApprovedUsersOnly\n0H41,ERP,true\n",
        ]).records
        #expect(records.userLogins.first?.isFrozen == true)
        #expect(records.userLogins.first?.isPasswordLocked == false)
        #expect(records.profiles.first?.permissions == ["apiuseronly"])
        #expect(records.profiles.first?.userLicenseName == "Salesforce")
        #expect(records.permissionSetGroups.first?.masterLabel == "The Bundle")
        let login = try #require(records.loginHistory.first)
        #expect(login.loginType == "Application" && login.loginSubType == "X" && login.status == "Success")
        #expect(login.sourceIp == "::1" && login.application == "ERP" && login.loginTime == "2026")
        #expect(records.organizations.first?.isSandbox == true)
        #expect(records.organizations.first?.organizationType == "Enterprise Edition")
        #expect(records.setupEntityAccesses.first?.parentName == "A")
        #expect(records.setupEntityAccesses.first?.setupEntityID == RecordID("0H41"))
        #expect(records.connectedApplications.first?.optionsAllowAdminApprovedUsersOnly == true)
    }

    // MARK: Rows that are one record

    @Test func aRecordInTwoExportsCountsOnce() {
        let decoder = decode([
            "User-a.csv": "Id,Username\n005xx0000000001AAA,a@acme.example\n",
            "User-b.csv":
                "Id,Username,Title\n005xx0000000001,a@acme.example,Robot\n005xX0000000001AAA,b@acme.example,\n",
            "User-c.csv": "Username,Alias\nA@ACME.example,ali\n",
        ])
        #expect(decoder.records.users.map(\.username) == ["a@acme.example", "b@acme.example"])
        #expect(decoder.records.users.map(\.title) == ["Robot", nil])
        #expect(decoder.records.users.map(\.alias) == ["ali", nil])
        #expect(decoder.records.users.map(\.location.file) == [FileID(0), FileID(1)])
        #expect(decoder.records.fields["User"] == ["id", "username", "title", "alias"])
        #expect(decoder.inputs == ["User": 2])
    }

    @Test func aFieldIsKnownToBeEmptyOnlyWhereAnExportOfTheUserMentionsIt() {
        let users = decode([
            "User-a.csv": "Id,Username\n005xx0000000001AAA,a@acme.example\n005xx0000000002AAA,b@acme.example\n",
            "User-b.json": #"[{"Id":"005xx0000000002AAA","LastLoginDate":null},{"Username":"c@acme.example"}]"#,
        ]).records.users
        #expect(users.map(\.username) == ["a@acme.example", "b@acme.example", "c@acme.example"])
        #expect(users.map { $0.mentions("LastLoginDate") } == [false, true, true])
        #expect(users.map { $0.mentions("Username") } == [true, true, true])
        #expect(users.allSatisfy { !$0.mentions("CreatedDate") })
    }

    @Test func idsThatDifferInCaseOnlyAreTwo() {
        let decoder = decode(["PermissionSet.csv": "Id,Name,Label\n0PSxx000000000A,A,A\n0PSxx000000000a,B,B\n"])
        #expect(decoder.records.permissionSets.count == 2)
    }

    @Test func equalLoginsWithoutIdsAreSeveral() {
        let row = "005a,2026-05-01T10:11:12Z,Failed\n"
        let decoder = decode(["LoginHistory.csv": "UserId,LoginTime,Status\n" + row + row])
        #expect(decoder.records.loginHistory.count == 2)
        let assignment = "a@acme.example,A\n"
        let assignments = decode([
            "PermissionSetAssignment.csv": "Assignee.Username,PermissionSet.Name\n" + assignment + assignment
        ])
        #expect(assignments.records.permissionSetAssignments.count == 1)
    }

    // MARK: What is given

    @Test func anEmptyExportIsGivenExceptOfUsers() {
        let decoder = decode([
            "User.csv": "", "PermissionSetAssignment.csv": "\n", "PermissionSetLicenseAssign.csv": "",
            "LoginHistory.json": #"{"totalSize":0,"done":true,"records":[]}"#,
            "PermissionSetLicense.xml": "<QueryResult><done>true</done><totalSize>0</totalSize></QueryResult>",
        ])
        #expect(
            decoder.inputs == [
                "PermissionSetAssignment": 0, "PermissionSetLicenseAssign": 0, "LoginHistory": 0,
                "PermissionSetLicense": 0,
            ])
        #expect(decoder.records.fields["PermissionSetAssignment"] == [])
        #expect(!decoder.records.has("User"))
        #expect(decoder.problems.isEmpty)
    }

    @Test func licenceRowsByIdsNeedTheLicences() {
        let assigns = "AssigneeId,PermissionSetLicenseId\n005a,0PL1\n"
        #expect(decode(["PermissionSetLicenseAssign.csv": assigns]).inputs.isEmpty)
        #expect(!decode(["PermissionSetLicenseAssign.csv": assigns]).records.has("PermissionSetLicenseAssign"))
        let licensed = decode([
            "PermissionSetLicenseAssign.csv": assigns, "PermissionSetLicense.csv": "Id,MasterLabel\n0PL1,L\n",
        ])
        #expect(licensed.inputs == ["PermissionSetLicenseAssign": 1, "PermissionSetLicense": 1])
        let named = "AssigneeId,PermissionSetLicense.MasterLabel\n005a,L\n"
        #expect(decode(["PermissionSetLicenseAssign.csv": named]).inputs == ["PermissionSetLicenseAssign": 1])
    }

    @Test func assignmentsByIdsNeedTheSets() {
        let assignments = "AssigneeId,PermissionSetId\n005a,0PS1\n"
        #expect(decode(["PermissionSetAssignment.csv": assignments]).inputs.isEmpty)
        let joined = decode([
            "PermissionSetAssignment.csv": assignments, "PermissionSet.csv": "Id,Name,Label\n0PS1,A,A\n",
        ])
        #expect(joined.inputs == ["PermissionSetAssignment": 1, "PermissionSet": 1])
    }

    @Test func assignmentsByIdsSayNothingOfUsersWithoutIds() throws {
        let decoder = decode([
            "PermissionSetAssignment.csv": "AssigneeId,PermissionSet.Name\n005a,A\n",
            "User.csv": "Username\na@acme.example\n",
        ])
        #expect(decoder.inputs == ["User": 1])
        let problem = try #require(decoder.problems.first)
        #expect(decoder.problems.count == 1)
        guard case .recordsWithoutKey = problem.kind else { return #expect(Bool(false), "\(problem.kind)") }
        #expect(problem.subject == ComponentID(type: "User", name: "User.csv"))
        #expect(problem.location == SourceLocation(file: FileID(1), offset: 0))
    }

    @Test func usernamesDoWithoutIds() {
        let decoder = decode([
            "PermissionSetAssignment.csv": "Assignee.Username,PermissionSet.Name\na@acme.example,A\n",
            "User.csv": "Username\na@acme.example\n",
        ])
        #expect(decoder.inputs == ["User": 1, "PermissionSetAssignment": 1])
        #expect(decoder.problems.isEmpty)
    }

    @Test func aTreeExportHasNoIds() throws {
        let decoder = decode([
            "User.json": #"{"records":[{"attributes":{"type":"User","referenceId":"r1"},"Username":"a@acme.example"}]}"#
        ])
        #expect(decoder.records.users.map(\.username) == ["a@acme.example"])
        guard case .recordsWithoutKey = try #require(decoder.problems.first).kind, decoder.problems.count == 1 else {
            return #expect(Bool(false), "\(decoder.problems)")
        }
    }

    // MARK: Rows that cannot be used

    @Test func aRowThatNamesNothingIsToldAndLeftOut() throws {
        let decoder = decode([
            "PermissionSetAssignment.csv": """
            AssigneeId,PermissionSet.Name
            005a,A
            005a,
            ,B
            005b,

            """,
            "User.csv": "Name,Alias,Username\nSomebody,s,\nOther,o,o@acme.example\n",
        ])
        #expect(decoder.records.permissionSetAssignments.count == 1)
        #expect(decoder.records.users.map(\.username) == ["o@acme.example"])
        #expect(
            decoder.problems.compactMap { problem in
                if case .missingElement(isKey: true) = problem.kind { problem.element } else { nil }
            } == ["PermissionSetId", "AssigneeId", "Username"])
        #expect(
            decoder.problems.first?.message
                == "2 PermissionSetAssignment rows have no PermissionSetId, PermissionSet.Name, PermissionSetGroupId or "
                + "PermissionSetGroup.DeveloperName and can't be used.")
        #expect(decoder.problems.first?.location.offset == 37)
    }

    @Test func anExportOfWhichNoRowCanBeUsedIsNotGiven() {
        let decoder = decode(["PermissionSetAssignment.csv": "Id,IsActive\n0Pa1,true\n0Pa2,true\n"])
        #expect(decoder.inputs.isEmpty)
        #expect(!decoder.records.has("PermissionSetAssignment"))
        #expect(decoder.problems.map(\.element) == ["AssigneeId"])
    }

    @Test func aUserWithAnIdOnlyIsKnownByIt() {
        let decoder = decode(["User.csv": "Id,IsActive\n005xx0000000001AAA,true\n"])
        #expect(decoder.records.users.map(\.username) == ["005xx0000000001AAA"])
        #expect(decoder.problems.isEmpty)
    }

    // MARK: Missing rows

    private func truncations(_ files: KeyValuePairs<String, String>) -> [String] {
        decode(files).problems.compactMap { problem in
            if case .recordsTruncated = problem.kind { problem.message } else { nil }
        }
    }

    private func page(_ ids: [String], total: Int, done: Bool) -> String {
        let records = ids.map { #"{"attributes":{"type":"User"},"Id":"\#($0)","Username":"\#($0)@acme.example"}"# }
        return #"{"totalSize":\#(total),"done":\#(done),"records":[\#(records.joined(separator: ","))]}"#
    }

    @Test func missingRowsAreTold() {
        #expect(truncations(["User.json": page(["a"], total: 3, done: true)]) == ["The User export holds 1 row of 3."])
        #expect(
            truncations(["User.json": page(["a", "b"], total: 3, done: false)])
                == ["The User export holds 2 rows of 3, and the query result says that it is not done."])
        #expect(
            truncations([
                "User.xml": "<QueryResult><done>false</done><records type=\"User\"><Id>a</Id></records></QueryResult>"
            ])
                == ["The User export holds 1 row, and the query result says that it is not done."])
        #expect(truncations(["User.json": page(["a"], total: 1, done: true)]).isEmpty)
    }

    @Test func pagesInFilesOfTheirOwnAreOneQuery() {
        let first = page(["a", "b"], total: 3, done: false)
        let last = page(["c"], total: 3, done: true)
        #expect(truncations(["User-1.json": first, "User-2.json": last]).isEmpty)
        #expect(truncations(["User-1.json": first, "User-copy.json": first]).count == 2)
    }
}
