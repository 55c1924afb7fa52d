import Foundation

/// What changes the verdict about the user of a `MigrationOrg`, who is ready without it, and what is said then.
enum MigrationCases {
    struct Case: Sendable {
        let message: String
        let change: @Sendable (MigrationOrg) throws -> Void
    }

    private static func app(_ admission: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ConnectedApp xmlns="http://soap.sforce.com/2006/04/metadata">
            <contactEmail>it@acme.example</contactEmail>
            <label>ERP</label>
            <oauthConfig>
                <callbackUrl>https://erp.acme.example/callback</callbackUrl>
                <isAdminApproved>true</isAdminApproved>
                <isClientCredentialEnabled>true</isClientCredentialEnabled>
                <oauthClientCredentialUser>\(MigrationOrg.user)</oauthClientCredentialUser>
                <scopes>Api</scopes>
            </oauthConfig>
            \(admission)
        </ConnectedApp>

        """
    }

    private static let appFile = "force-app/main/default/connectedApps/ERP.connectedApp-meta.xml"

    static let steps: [Case] = [
        Case(message: "Somebody logged in to the user interface as this user: 2 successful logins") {
            try $0.logins(["Remote Access 2.0", "Application", "Application"])
        },
        Case(message: "Find out whether anybody logs in to the user interface as this user: the export") {
            try $0.remove("org-records/LoginHistory.csv")
        },
        Case(message: "the export of LoginHistory has no Status") {
            try $0.records("LoginHistory", "UserId,LoginTime,LoginType", ["005000000000000,2026-11-01,Application"])
        },
        Case(message: "Look in Setup which apps the profile and the sets of the user admit to") {
            try $0.remove("org-records/SetupEntityAccess.csv")
        },
        Case(message: "makes 'Contact.Partner' the default record type, which no permission set can") {
            try $0.extendProfile(
                "<recordTypeVisibilities><default>true</default><recordType>Contact.Partner</recordType>"
                    + "<visible>true</visible></recordTypeVisibilities>")
        },
        Case(message: "restricts logins to 1 range of addresses, which no permission set can") {
            try $0.extendProfile(
                "<loginIpRanges><endAddress>192.0.2.9</endAddress><startAddress>192.0.2.1</startAddress></loginIpRanges>"
            )
        },
        Case(message: "restricts the hours of logins, which no permission set can") {
            try $0.extendProfile("<loginHours><mondayEnd>600</mondayEnd><mondayStart>60</mondayStart></loginHours>")
        },
        Case(message: "The app 'ERP' admits the user by the profile 'Integration', which the user loses") {
            try $0.write(appFile, app("<profileName>Integration</profileName>"))
        },
        Case(message: "The app 'ERP' admits the user by the permission set 'ERP', which the user loses") {
            try $0.write(appFile, app("<permissionSetName>ERP</permissionSetName>"))
        },
        Case(message: "The permission set 'ERP' admits to the app 'Warehouse', and the user loses it") {
            try $0.records("PermissionSet", "Id,Name,IsOwnedByProfile", ["0PS000000000001AAA,ERP,false"])
            try $0.records("ConnectedApplication", "Id,Name", ["0H4000000000001AAA,Warehouse"])
            try $0.records(
                "SetupEntityAccess", "Id,ParentId,SetupEntityId,SetupEntityType",
                ["0J0000000000001AAA,0PS000000000001,0H4000000000001,ConnectedApplication"])
        },
        Case(message: "The set 'acme__Sync' is delivered by a package and may hold what the user license") {
            try $0.org.assignments(["\(MigrationOrg.user) ERP", "\(MigrationOrg.user) acme__Sync"])
        },
        Case(message: "The set 'Console' has the license 'SalesConsoleUser', which the user license") {
            try $0.org.set("Console", license: "SalesConsoleUser", "Lead:allowRead")
            try $0.org.assignments(["\(MigrationOrg.user) ERP", "\(MigrationOrg.user) Console"])
        },
        Case(message: "The user has the permission set license 'SalesConsoleUser', which the user license") {
            try $0.licenses(["SalesConsoleUser", "SalesforceAPIIntegrationPsl"])
        },
        Case(message: "The user has 'ERP' only until 2027-01-31, and the new set would outlast it") {
            try $0.records(
                "PermissionSetAssignment",
                "Id,Assignee.Username,PermissionSet.Name,PermissionSet.IsOwnedByProfile,ExpirationDate",
                ["0Pa000000000001AAA,\(MigrationOrg.user),ERP,false,2027-01-31T00:00:00.000+0000"])
        },
        Case(message: "1 thing counts only while the permission set 'Night' is activated") {
            try $0.org.set("Night", isConditional: true, "DataExport")
            try $0.org.assignments(["\(MigrationOrg.user) ERP", "\(MigrationOrg.user) Night"])
        },
        Case(message: "says nothing of objects and fields, so the new set carries at least what it holds") {
            try $0.org.profile(MigrationOrg.profile, license: "Salesforce", "ApiEnabled", "ApiUserOnly")
        },
        Case(message: "'HcAdvancedTherapyUser' of Health Cloud or Life Sciences Cloud, which") {
            try $0.org.set("ERP", "HcAdvancedTherapyUser")
        },
        Case(message: "'CareBarrier', which is documented for Health Cloud and Life Sciences Cloud only") {
            try $0.org.set("ERP", "CareBarrier:allowRead")
        },
        Case(message: "The permission 'ViewWeather' is none that permission sets of API version 66.0") {
            try $0.org.set("ERP", "ViewWeather")
        },
        Case(message: "'ManageUsers', which the permission set license 'Salesforce API Integration' does not include") {
            try $0.org.set("ERP", "ManageUsers")
            try $0.records(
                "PermissionSetLicense", "Id,DeveloperName,MaximumPermissionsManageUsers",
                [
                    "0PL000000000001AAA,SalesforceAPIIntegrationPsl,false"
                ])
        },
        Case(message: "The user is on the user license 'Salesforce Platform'") {
            try $0.org.users(["\(MigrationOrg.user);\(MigrationOrg.profile);Salesforce Platform"])
        },
    ]

    static let blockers: [Case] = [
        Case(message: "has the permission set license 'Health Cloud Starter' of Health Cloud, which") {
            try $0.licenses(["HealthCloudStarter"])
        },
        Case(message: "is documented not to support the permission set licenses of Industries clouds") {
            try $0.licenses(["FSCInsurancePsl"])
        },
        Case(message: "The set 'ERP' has the license 'HealthCloudStarter' of Health Cloud, which") {
            try $0.org.set("ERP", license: "HealthCloudStarter", "Contact:allowRead")
        },
        Case(message: "The user has the permission 'ManageHealthCloud', which") {
            try $0.org.set("ERP", "ManageHealthCloud")
        },
        Case(message: "The user has access to 'CareProgram', an object of Health Cloud") {
            try $0.org.set("ERP", "careprogram.Name:readable")
        },
        Case(message: "The edition 'Professional Edition' does not include the user license") {
            try $0.records("Organization", "Id,Name,OrganizationType", ["00D000000000001AAA,Acme,Professional Edition"])
            try $0.remove("org-records/UserLicense.csv")
        },
        Case(message: "The org's user license 'Salesforce Integration' is disabled") {
            try $0.records(
                "UserLicense", "Id,Name,Status,TotalLicenses,UsedLicenses",
                [
                    "100000000000002AAA,Salesforce Integration,Disabled,5,2"
                ])
        },
        Case(message: "The org's permission set license 'Salesforce API Integration' expired on 2026-01-31") {
            try $0.records(
                "PermissionSetLicense", "Id,DeveloperName,ExpirationDate",
                [
                    "0PL000000000001AAA,SalesforceAPIIntegrationPsl,2026-01-31"
                ])
        },
    ]

    static let unknowns: [Case] = [
        Case(message: "the export of PermissionSetLicenseAssign is missing") {
            try $0.remove("org-records/PermissionSetLicenseAssign.csv")
        },
        Case(message: "the export of PermissionSetAssignment is missing") {
            try $0.remove("org-records/PermissionSetAssignment.csv")
        },
        Case(message: "the permission set 'ERP' has no file (org-records/PermissionSetAssignment.csv:2)") {
            try $0.remove("force-app/main/default/permissionsets/ERP.permissionset-meta.xml")
        },
        Case(message: "the profile 'Integration' has no file (org-records/User.csv:2)") {
            try $0.remove("\(MigrationOrg.profiles)/\(MigrationOrg.profile).profile-meta.xml")
        },
        Case(message: "the muting permission set 'M' of the group 'G' has no file") {
            try $0.org.group("G", of: ["ERP"], muting: ["M"])
            try $0.org.assignments(["\(MigrationOrg.user) group G"])
        },
        Case(message: "no export tells the user license of the user") {
            let path = "\(MigrationOrg.profiles)/\(MigrationOrg.profile).profile-meta.xml"
            let element = "    <userLicense>Salesforce</userLicense>\n"
            try $0.write(path, try $0.text(path).replacingOccurrences(of: element, with: ""))
            try $0.records(
                "User", "Id,Username,Name,IsActive,Profile.Name",
                [
                    "005000000000000AAA,\(MigrationOrg.user),User 0,true,\(MigrationOrg.profile)"
                ])
        },
    ]
}
