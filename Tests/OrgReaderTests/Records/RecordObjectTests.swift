import OrgModel
import OrgReader
import Testing

struct RecordObjectTests {
    @Test(arguments: RecordObject.allCases)
    func knowsEveryObjectByItsNameInAnyCase(object: RecordObject) {
        #expect(RecordObject(objectName: object.rawValue) == object)
        #expect(RecordObject(objectName: object.rawValue.uppercased()) == object)
        for suffix in ["", "s"] {
            for fileExtension in ["csv", "JSON", "xml"] {
                let name = "\(object.rawValue)\(suffix).\(fileExtension)"
                #expect(RecordObject(fileName: name) == object)
                #expect(RecordObject(fileName: name.lowercased()) == object)
            }
            #expect(RecordObject(fileName: "sandbox-\(object.rawValue)\(suffix)-2026.csv") == object)
        }
    }

    @Test func countsEverySupportedObject() {
        #expect(
            RecordObject.allCases.map(\.rawValue).sorted() == [
                "ConnectedApplication", "LoginHistory", "Organization", "PermissionSet", "PermissionSetAssignment",
                "PermissionSetGroup", "PermissionSetLicense", "PermissionSetLicenseAssign", "Profile",
                "SetupEntityAccess", "User", "UserLicense", "UserLogin",
            ])
    }

    @Test(arguments: [
        ("permissionsetlicenseassign.XML", RecordObject.permissionSetLicenseAssign),
        ("PermissionSetLicenseAssignments.json", .permissionSetLicenseAssign), ("LoginHistories.csv", .loginHistory),
        ("sandbox-User-2026.csv", .user), ("acme_uat_Users.json", .user), ("User2.csv", .user),
        ("user-2026-05-01.csv", .user), ("User (1).csv", .user), ("User_20260501T1200Z.csv", .user),
        ("User-prod.csv", .user), ("prod.Profile.csv", .profile), ("acme-permissionset.csv", .permissionSet),
        ("acme-loginhistory-part-2.csv", .loginHistory), ("User", .user),
    ])
    func recognisesFileNames(name: String, object: RecordObject) {
        #expect(RecordObject(fileName: name) == object)
    }

    @Test(arguments: [
        "Superuser.csv", "UserStory.csv", "Userdata.csv", "user-def.json", "admin-user-def.json", "admin-user.json",
        "User-Stories.csv", "User Acceptance Test.csv", "user_prod.csv", "Profile-User.csv", "User.Profile.csv",
        "Account.csv", "profile-settings.json", "organization-defaults.json", "PermissionSetX.csv", "2026.csv", "",
        ".csv", "UserUser.csv",
    ])
    func leavesOtherFileNamesAlone(name: String) {
        #expect(RecordObject(fileName: name) == nil)
    }

    @Test(arguments: [
        ("Id AssigneeId PermissionSetLicenseId", RecordObject.permissionSetLicenseAssign),
        ("Assignee.Username PermissionSetLicense.DeveloperName", .permissionSetLicenseAssign),
        ("AssigneeId PermissionSetId IsActive PermissionSet.IsOwnedByProfile", .permissionSetAssignment),
        ("Assignee.Username PermissionSetGroup.DeveloperName", .permissionSetAssignment),
        ("Id Username IsActive Profile.Name Profile.UserLicense.Name", .user),
        ("UserId LoginTime Status", .loginHistory),
        ("UserId IsFrozen IsPasswordLocked", .userLogin),
        ("ParentId SetupEntityId SetupEntityType", .setupEntityAccess),
        ("Id Name LicenseDefinitionKey TotalLicenses UsedLicenses", .userLicense),
        ("Name TotalLicenses UsedLicenses", .userLicense),
        ("DeveloperName MasterLabel TotalLicenses UsedLicenses", .permissionSetLicense),
        ("MasterLabel PermissionSetLicenseKey TotalLicenses", .permissionSetLicense),
        ("Name OrganizationType IsSandbox", .organization), ("Id Name UserLicenseId", .profile),
        ("Id Name UserLicense.Name", .profile), ("Id Name Label IsOwnedByProfile ProfileId", .permissionSet),
        ("Id Name Label LicenseId", .permissionSet),
        ("Id DeveloperName MasterLabel HasActivationRequired", .permissionSetGroup),
        ("Name OptionsAllowAdminApprovedUsersOnly", .connectedApplication),
    ])
    func recognisesHeaders(header: String, object: RecordObject) {
        #expect(RecordObject(fields: fields(header)) == object)
    }

    @Test(arguments: [
        "", "Id", "Id Name", "Id Name Label", "Username", "AssigneeId", "UserId", "AppName UserId LastUsedDate",
        "AssigneeId PermissionSetId PermissionSetLicenseId", "Id DeveloperName MasterLabel Status",
        "TotalLicenses UsedLicenses", "DeveloperName LicenseDefinitionKey TotalLicenses", "Profile.Name",
    ])
    func leavesOtherHeadersAlone(header: String) {
        #expect(RecordObject(fields: fields(header)) == nil)
    }

    private func fields(_ header: String) -> Set<String> {
        Set(header.split(separator: " ").map { $0.lowercased() })
    }

    @Test func believesTheFileBeforeItsNameAndItsNameBeforeTheHeader() {
        var table = RecordTable(file: FileID(0), fields: ["id", "username"])
        #expect(RecordObject.of(table, fileName: "export.csv") == .user)
        #expect(RecordObject.of(table, fileName: "UserLogin.csv") == .userLogin)
        table.objectName = "permissionset"
        #expect(RecordObject.of(table, fileName: "User.csv") == .permissionSet)
        table.objectName = "Account"
        #expect(RecordObject.of(table, fileName: "User.csv") == nil)
    }
}
