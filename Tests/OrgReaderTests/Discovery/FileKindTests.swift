import OrgModel
import Testing

@testable import OrgReader

@Suite("What a file is by its name")
struct FileKindTests {
    private func component(_ path: String) -> ComponentName? {
        let path = SystemPath(cleaning: Array(path.utf8))
        let name = Array(path.lastComponent)
        let match = name.withUnsafeBufferPointer { FileNameTable().match($0) }
        guard let match, let folder = path.parent else { return nil }
        return ComponentName(match, name: name, folders: folder.components)
    }

    @Test(
        "A type is known by its suffix, in both formats and in any folder",
        arguments: [
            ("INT_ERP.permissionset", FileKind.permissionSet, "INT_ERP"),
            ("G.permissionsetgroup", .permissionSetGroup, "G"),
            ("M.mutingpermissionset", .mutingPermissionSet, "M"),
            ("Admin.profile", .profile, "Admin"),
            ("App.connectedApp", .connectedApp, "App"),
            ("App.eca", .externalClientApplication, "App"),
            ("App_oauth.ecaOauth", .extlClntAppOauthSettings, "App_oauth"),
            ("App_glbl.ecaGlblOauth", .extlClntAppGlobalOauthSettings, "App_glbl"),
            ("App_plcy.ecaOauthPlcy", .extlClntAppOauthConfigurablePolicies, "App_plcy"),
            ("App_plcy.ecaPlcy", .extlClntAppConfigurablePolicies, "App_plcy"),
            ("N.namedCredential", .namedCredential, "N"),
            ("E.externalCredential", .externalCredential, "E"),
            ("A.authprovider", .authProvider, "A"),
            ("R.remoteSite", .remoteSiteSetting, "R"),
            ("U.useraccesspolicy", .userAccessPolicy, "U"),
            ("N.network", .network, "N"),
            ("P.profilePasswordPolicy", .profilePasswordPolicy, "P"),
            ("Account.object", .customObject, "Account"),
            ("Security.settings", .settings(.security), "Security"),
            ("OauthOidc.settings", .settings(.oauthOidc), "OauthOidc"),
            ("v1.2.permissionset", .permissionSet, "v1.2"),
            ("Custom%3A Sales Profile.profile", .profile, "Custom: Sales Profile"),
            ("Force%2Ecom - Free User.profile", .profile, "Force.com - Free User"),
            ("Vertrieb%C3%A4.profile", .profile, "Vertriebä"),
            ("100%25.profile", .profile, "100%"),
            ("50% off.profile", .profile, "50% off"),
            ("50%.profile", .profile, "50%"),
            ("%FF.profile", .profile, "%FF"),
        ] as [(String, FileKind, String)])
    func suffixes(name: String, kind: FileKind, fullName: String) {
        for path in ["/p/" + name, "/p/anywhere/" + name + "-meta.xml"] {
            #expect(component(path)?.kind == kind)
            #expect(component(path)?.fullName == fullName)
        }
    }

    @Test(
        "What is not ours is left alone",
        arguments: [
            "A.cls", "A.cls-meta.xml", "Chatter.settings", "Security.setting-meta.xml", "permissionset",
            ".permissionset",
            "A.permissionset.bak", "A.Permissionset", "A.crt", "README.md", "-meta.xml", "A.permissionset-meta.xmlx",
            "A.customPermission-meta.xml", "A.tabSetting-meta.xml", "A.field-meta.xml", "A.flow-meta.xml",
            "A.ecaMobile",
            "A.", "a", "package.xml.bak",
        ])
    func others(name: String) {
        #expect(component("/p/main/" + name) == nil)
    }

    @Test("A certificate is its -meta.xml, not the content beside it")
    func certificates() {
        #expect(component("/p/certs/JWT.crt-meta.xml")?.kind == .certificate)
        #expect(component("/p/certs/JWT.crt-meta.xml")?.fullName == "JWT")
        #expect(component("/p/certs/JWT.crt") == nil)
    }

    @Test("A field is named after the object whose folder it lies in")
    func fields() {
        let path = "/p/objects/My%5F_c/fields/SSN__c.field-meta.xml"
        #expect(component(path)?.kind == .customField)
        #expect(component(path)?.fullName == "My__c.SSN__c")
        #expect(component("/p/Account/fields/SSN__c.field-meta.xml")?.fullName == "Account.SSN__c")
    }

    @Test(
        "A part of a permission set is named after the set, in every layout",
        arguments: [
            ("INT/objectPermissions/Account.objectPermission-meta.xml", PermissionSetPart.objectPermissions, "INT"),
            ("INT/objectPermissions/Account.objectPermissions-meta.xml", .objectPermissions, "INT"),
            ("INT/INT.classAccess-meta.xml", .classAccesses, "INT"),
            ("INT/INT.userPermission-meta.xml", .userPermissions, "INT"),
            ("INT/applicationVisibilities/A.applicationVisibility-meta.xml", .applicationVisibilities, "INT"),
            ("INT/INT.customPermissions-meta.xml", .customPermissions, "INT"),
            ("INT/customPermissions/Can.customPermission-meta.xml", .customPermissions, "INT"),
            ("INT/objectSettings/Account.objectSettings-meta.xml", .objectSettings, "INT"),
            ("group/INT/tabSettings/A.tabSetting-meta.xml", .tabSettings, "INT"),
            ("group/INT/INT.flowAccess-meta.xml", .flowAccesses, "INT"),
            ("INT/other/A.flowAccess-meta.xml", .flowAccesses, "INT"),
            ("Custom%3A/Custom%3A.pageAccess-meta.xml", .pageAccesses, "Custom:"),
        ] as [(String, PermissionSetPart, String)])
    func permissionSetParts(path: String, part: PermissionSetPart, set: String) {
        let found = component("/p/main/default/permissionsets/" + path)
        #expect(found?.kind == .permissionSetPart(part))
        #expect(found?.fullName == set)
        #expect(component("/p/main/default/" + path) == nil)
    }

    @Test("Every part is known by its element's name and by the singular")
    func partSuffixes() {
        for part in PermissionSetPart.allCases {
            for suffix in [part.rawValue, part.singular] {
                #expect(component("/permissionsets/S/S.\(suffix)-meta.xml")?.kind == .permissionSetPart(part))
            }
        }
        #expect(PermissionSetPart.recordTypeVisibilities.singular == "recordTypeVisibility")
        #expect(PermissionSetPart.externalCredentialPrincipalAccesses.singular == "externalCredentialPrincipalAccess")
    }

    @Test("Manifests and tables of rows")
    func plainNames() {
        #expect(component("/p/package.xml")?.kind == .packageManifest)
        #expect(component("/p/destructiveChangesPost.xml")?.kind == .destructiveChanges)
        #expect(component("/p/User.csv")?.kind == .records(.csv))
        #expect(component("/p/USER.CSV")?.kind == .records(.csv))
        #expect(component("/p/Users.json")?.kind == .records(.json))
        #expect(component("/p/Users.xml")?.fullName == "Users")
    }

    @Test("The root element that a suffix promises")
    func metadataTypes() {
        #expect(FileKind.settings(.security).metadataType == "SecuritySettings")
        #expect(FileKind.remoteSiteSetting.metadataType == "RemoteSiteSetting")
        #expect(FileKind.permissionSetPart(.tabSettings).metadataType == "PermissionSet")
        #expect(FileKind.records(.json).metadataType == nil)
    }
}
