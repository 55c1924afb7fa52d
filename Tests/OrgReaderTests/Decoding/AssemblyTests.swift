import OrgModel
import Testing

@testable import OrgReader

struct AssemblyTests {
    private let object = """
        <allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit>\
        <allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Account</object>\
        <viewAllRecords>false</viewAllRecords>
        """
    private let access = "<apexClass>Class</apexClass><enabled>true</enabled>"
    private let main = xml("PermissionSet", "<label>HR</label><license>Salesforce</license>")
    private let project =
        #"{"packageDirectories": [{"path": "force-app"}, {"path": "more"}], "sourceApiVersion": "66.0"}"#

    private func label(_ text: String) -> String { xml("PermissionSet", "<label>\(text)</label>") }

    // MARK: Decomposed permission sets

    private var expectedGrants: [String] {
        [
            "PermissionSet:HR classAccesses Class yes",
            "PermissionSet:HR fieldPermissions Account.A__c editable no readable yes",
            "PermissionSet:HR objectPermissions Account allowCreate no allowRead yes allowEdit no allowDelete no"
                + " viewAllRecords no modifyAllRecords no",
            "PermissionSet:HR userPermissions ApiEnabled yes",
        ]
    }

    /// One entry a file, the entry being the root.
    private func byEntry(_ folder: String) -> [(String, String)] {
        [
            (
                "\(folder)/classAccesses/Class.classAccess-meta.xml",
                xml("ClassAccess", "<apexClass>Class</apexClass><enabled>true</enabled>")
            ),
            (
                "\(folder)/fieldPermissions/Account.A__c.fieldPermission-meta.xml",
                xml("FieldPermission", "<editable>false</editable><field>Account.A__c</field><readable>true</readable>")
            ),
            ("\(folder)/objectPermissions/Account.objectPermission-meta.xml", xml("ObjectPermission", object)),
            (
                "\(folder)/userPermissions/ApiEnabled.userPermission-meta.xml",
                xml("UserPermission", "<enabled>true</enabled><name>ApiEnabled</name>")
            ),
        ]
    }

    /// Entries by kind and by object, below a root without a namespace.
    private func byObject(_ folder: String) -> [(String, String)] {
        func part(_ content: String) -> String {
            "<?xml version=\"1.0\"?>\n<PermissionSet>\n\(content)\n</PermissionSet>\n"
        }
        return [
            (
                "\(folder)/HR.classAccess-meta.xml",
                part("<classAccesses><apexClass>Class</apexClass><enabled>true</enabled></classAccesses>")
            ),
            (
                "\(folder)/HR.userPermission-meta.xml",
                part("<userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>")
            ),
            (
                "\(folder)/objectSettings/Account.objectSettings-meta.xml",
                part(
                    """
                    <fieldPermissions><editable>false</editable><field>Account.A__c</field><readable>true</readable>\
                    </fieldPermissions><objectPermissions>\(object)</objectPermissions>
                    """
                )
            ),
        ]
    }

    private func read(_ files: [(String, String)]) throws -> ReadFiles {
        try ReadFiles(files: files)
    }

    @Test(
        arguments: [
            "permissionsets", "force-app/main/default/permissionsets", "src/permissionsets/sub",
            "elsewhere/permissionsets",
        ],
        [true, false]
    )
    func partsMakeOneSet(_ folder: String, _ hasMain: Bool) throws {
        for parts in [byEntry(folder + "/HR"), byObject(folder + "/HR")] {
            var files = parts
            if hasMain { files.append((folder + "/HR/HR.permissionset-meta.xml", main)) }
            if folder.hasPrefix("force-app") || folder.hasPrefix("elsewhere") {
                files.append(("sfdx-project.json", project))
            }
            // A project hides what lies outside its package directories, of which one is there.
            let isOutside = folder.hasPrefix("elsewhere")
            if isOutside { files.append(("force-app/README.md", "")) }
            let result = try read(files)
            #expect(result.problems == [])
            #expect(result.metadata.permissionSets.map(\.fullName) == (isOutside ? [] : ["HR"]))
            #expect(result.grants.sorted() == (isOutside ? [] : expectedGrants))
            let set = result.metadata.permissionSets.first
            #expect(set?.license?.value == (hasMain && !isOutside ? "Salesforce" : nil))
            #expect(result.parts.inputs["PermissionSet"] == (isOutside ? nil : 1))
        }
    }

    @Test func aSetWithoutMainFileIsPlacedAtTheRootOfItsFirstPart() throws {
        let result = try read(byEntry("permissionsets/HR"))
        let path = "permissionsets/HR/classAccesses/Class.classAccess-meta.xml"
        #expect(result.tag(result.metadata.permissionSets.first?.location) == path + " <ClassAccess>")
    }

    @Test func partsOfTwoPackageDirectoriesStayApart() throws {
        let result = try read(
            byEntry("force-app/permissionsets/HR") + byObject("more/permissionsets/HR")
                + [("sfdx-project.json", project), ("more/permissionsets/HR/HR.permissionset-meta.xml", main)]
        )
        #expect(result.metadata.permissionSets.count == 2)
        #expect(result.metadata.permissionSets.map(\.parts.count).sorted() == [4, 4])
    }

    @Test func partsLieWithTheMainFileInTheirFolder() throws {
        let whole = xml("PermissionSet", "<classAccesses>\(access)</classAccesses><label>Whole</label>")
        let files = byEntry("permissionsets/HR") + [("permissionsets/HR.permissionset-meta.xml", whole)]
        let alone = try read(files)
        #expect(alone.metadata.permissionSets.map(\.parts.count) == [5])
        #expect(alone.problems == [])
        let both = try read(files + [("permissionsets/HR/HR.permissionset-meta.xml", main)])
        #expect(both.metadata.permissionSets.map(\.parts.count).sorted() == [1, 5])
        #expect(both.parts.problems.map(\.subject.name) == ["HR"])
    }

    @Test func partsLieWithTheirOwnSet() throws {
        let result = try read(
            byEntry("permissionsets/HR") + [("permissionsets/IT.permissionset-meta.xml", label("IT"))])
        #expect(result.metadata.permissionSets.map(\.fullName).sorted() == ["HR", "IT"])
        #expect(Set(result.grants) == Set(expectedGrants))
    }

    // MARK: External client apps

    @Test func partsOfAnExternalClientAppAreJoinedByTheirElement() throws {
        let app = "<externalClientApplication>ERP</externalClientApplication>"
        let files = try ReadFiles([
            "externalClientApps/ERP.eca-meta.xml": xml("ExternalClientApplication", "<label>ERP App</label>"),
            "extlClntAppOauthSettings/other.ecaOauth-meta.xml": xml(
                "ExtlClntAppOauthSettings",
                """
                \(app)<commaSeparatedOauthScopes>Api, RefreshToken</commaSeparatedOauthScopes>\
                <trustedIpRanges><startIpAddress>10.0.0.1</startIpAddress><endIpAddress>10.0.0.9</endIpAddress></trustedIpRanges>
                """
            ),
            "x/a_glbloauth.ecaGlblOauth-meta.xml": xml(
                "ExtlClntAppGlobalOauthSettings",
                "<externalClientApplication>erp</externalClientApplication><isClientCredentialsFlowEnabled>true</isClientCredentialsFlowEnabled>"
            ),
            "x/b.ecaOauthPlcy-meta.xml": xml(
                "ExtlClntAppOauthConfigurablePolicies",
                "\(app)<permittedUsersPolicyType>adminapproved</permittedUsersPolicyType>"
            ),
            "x/c.ecaPlcy-meta.xml": xml("ExtlClntAppConfigurablePolicies", "\(app)<isEnabled>false</isEnabled>"),
            "x/d.ecaOauthPlcy-meta.xml": xml(
                "ExtlClntAppOauthConfigurablePolicies",
                "<externalClientApplication>Linear__Linear</externalClientApplication>"
            ),
        ])
        #expect(
            files.problems == [
                "invalidValue ExtlClntAppOauthConfigurablePolicies:b permittedUsersPolicyType at <permittedUsersPolicyType>"
            ]
        )
        let apps = files.metadata.externalClientApplications
        #expect(apps.map(\.fullName) == ["ERP", "Linear__Linear"])
        let erp = try #require(apps.first)
        #expect(erp.application?.label?.value == "ERP App")
        #expect(erp.oauthSettings?.commaSeparatedOauthScopes?.value == "Api, RefreshToken")
        #expect(erp.oauthSettings?.trustedIpRanges.map(\.end) == ["10.0.0.9"])
        #expect(erp.globalOAuthSettings?.isClientCredentialsFlowEnabled?.value == true)
        #expect(erp.oauthPolicies?.permittedUsersPolicyType?.value == "adminapproved")
        #expect(erp.policies?.isEnabled?.value == false)
        #expect(apps[1].application == nil && apps[1].oauthPolicies != nil)
    }

    // MARK: Layouts and wrong files

    @Test func bothLayoutsSayTheSame() throws {
        let set = xml(
            "PermissionSet", "<label>A</label><userPermissions><enabled>true</enabled><name>P</name></userPermissions>")
        let profile = xml("Profile", "<userPermissions><enabled>false</enabled><name>P</name></userPermissions>")
        let source = try ReadFiles([
            "permissionsets/A.permissionset-meta.xml": set, "profiles/B.profile-meta.xml": profile,
        ])
        let metadata = try ReadFiles(["permissionsets/A.permissionset": set, "profiles/B.profile": profile])
        #expect(source.grants == metadata.grants)
        #expect(source.grants.count == 2 && source.problems == [] && metadata.problems == [])
    }

    @Test func aWrongRootIsReportedAndNotRead() throws {
        let files = try ReadFiles([
            "A.permissionset": xml(
                "Profile", "<userPermissions><enabled>true</enabled><name>P</name></userPermissions>"),
            "Security.settings": xml("OauthOidcSettings", ""), "B.permissionset": label("B"),
        ])
        #expect(
            files.problems == [
                "rootMismatch PermissionSet:A  at <Profile>",
                "rootMismatch SecuritySettings:Security  at <OauthOidcSettings>",
            ]
        )
        #expect(files.metadata.permissionSets.map(\.fullName) == ["B"] && files.grants == [])
    }

    @Test func aWrongNamespaceIsReportedAndRead() throws {
        let files = try ReadFiles([
            "A.permissionset": "<PermissionSet><label>A</label></PermissionSet>",
            "B.permissionset": "<PermissionSet xmlns='urn:x'><label>B</label></PermissionSet>",
            "C.permissionset":
                "<m:PermissionSet xmlns:m='http://soap.sforce.com/2006/04/metadata'><m:label>C</m:label></m:PermissionSet>",
        ])
        #expect(
            files.problems == [
                "namespaceMismatch PermissionSet:A  at <PermissionSet>",
                "namespaceMismatch PermissionSet:B  at <PermissionSet>",
            ]
        )
        #expect(files.metadata.permissionSets.map { $0.label?.value } == ["A", "B", "C"])
    }

    @Test func aBrokenFileStopsNoOther() throws {
        let files = try ReadFiles([
            "A.permissionset": label("A"), "B.permissionset": "<PermissionSet><label>B</PermissionSet>",
            "C.permissionset": "", "D.permissionset": "<!DOCTYPE x><PermissionSet/>", "E.permissionset": label("E"),
        ])
        #expect(files.metadata.permissionSets.map(\.fullName) == ["A", "E"])
        #expect(
            files.parts.problems.map { "\($0.kind) \($0.subject.name)" }
                == ["B", "C", "D"].map { "notWellFormed \($0)" })
        #expect(files.parts.problems.map { $0.location.length } == [0, 0, 1])
        #expect(files.parts.inputs["PermissionSet"] == 2)
    }

    // MARK: Duplicates

    private func duplicates(_ files: KeyValuePairs<String, String>) throws -> [String] {
        let files = try ReadFiles(files)
        return files.parts.problems.compactMap { problem in
            guard case .duplicateComponent = problem.kind else { return nil }
            let other = problem.related.first.map { files.parts.files[$0.location.file.index].path } ?? ""
            return "\(files.tag(problem.location) ?? "") and \(other)"
        }
    }

    @Test func aComponentInTwoPackageDirectoriesIsADuplicate() throws {
        let found = try duplicates([
            "sfdx-project.json": project, "force-app/permissionsets/A.permissionset-meta.xml": label("A"),
            "more/permissionsets/a.permissionset-meta.xml": label("A"),
            "more/permissionsets/B.permissionset-meta.xml": label("B"),
            "more/B.permissionsetgroup-meta.xml": xml("PermissionSetGroup", "<label>B</label>"),
        ])
        #expect(
            found == [
                "more/permissionsets/a.permissionset-meta.xml <PermissionSet> and force-app/permissionsets/A.permissionset-meta.xml"
            ]
        )
    }

    @Test func aComponentTwiceUnderOneManifestIsADuplicate() throws {
        let manifest = xml("Package", "<version>66.0</version>")
        let found = try duplicates([
            "package.xml": manifest, "A.profile": xml("Profile", ""), "profiles/A.profile": xml("Profile", ""),
        ])
        #expect(found == ["profiles/A.profile <Profile> and A.profile"])
        let apart = try duplicates([
            "one/package.xml": manifest, "one/profiles/A.profile": xml("Profile", ""),
            "two/package.xml": manifest, "two/profiles/A.profile": xml("Profile", ""),
        ])
        #expect(apart == [])
    }

    @Test func foldersWithoutProjectOrManifestStandApart() throws {
        #expect(try duplicates(["a/A.profile": xml("Profile", ""), "b/A.profile": xml("Profile", "")]) == [])
        #expect(
            try duplicates(["a/A.profile": xml("Profile", ""), "a/A.profile-meta.xml": xml("Profile", "")]).count == 1)
    }

    // MARK: API versions

    @Test(arguments: [("66.0", false), ("56.0", false), ("55.0", true), ("39.0", true), ("9.0", true), ("x", false)])
    func oldVersionsAreReported(_ version: String, _ isOld: Bool) throws {
        let project = #"{"packageDirectories": [{"path": "a"}], "sourceApiVersion": "\#(version)"}"#
        let inProject = try ReadFiles(["sfdx-project.json": project, "a/A.profile-meta.xml": xml("Profile", "")])
        #expect(inProject.problems.count == (isOld ? 1 : 0))
        if let problem = inProject.parts.problems.first {
            #expect("\(problem.kind) \(problem.element)" == "oldAPIVersion sourceApiVersion")
            let text = project.utf8.dropFirst(Int(problem.location.offset)).prefix(Int(problem.location.length))
            #expect(String(text) == "\"\(version)\"")
        }
        let manifest = xml("Package", "<version>\(version)</version>")
        let inFolder = try ReadFiles(["package.xml": manifest, "profiles/A.profile": xml("Profile", "")])
        #expect(inFolder.problems == (isOld ? ["oldAPIVersion File:package.xml version at <version>"] : []))
    }
}
