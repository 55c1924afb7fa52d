import OrgModel
import Testing

@testable import OrgReader

@Suite("Which files the named paths bring in")
struct DiscoveryTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    // MARK: Layouts

    @Test("A project stands for its package directories")
    func project() throws {
        try folder.writeProject("force-app", "./other/app/", more: #", "sourceApiVersion": "62.0""#)
        try folder.write(
            "force-app/main/default/profiles/Admin.profile-meta.xml", "other/app/A.permissionset-meta.xml",
            "force-app/main/default/classes/A.cls", "unpackaged/B.permissionset-meta.xml")
        let discovery = try folder.discover(".")
        #expect(
            discovery.paths == [
                "force-app/main/default/profiles/Admin.profile-meta.xml", "other/app/A.permissionset-meta.xml",
            ])
        #expect(discovery.files.map(\.packageDirectory) == ["force-app", "other/app"])
        #expect(discovery.projects.first?.sourceAPIVersion?.value == "62.0")
        #expect(discovery.projects.first?.file.path == "sfdx-project.json")
        #expect(discovery.skipped == [SkippedPath(path: "unpackaged", reason: .outsidePackageDirectories(1))])
    }

    @Test("A folder in a package directory is walked alone and keeps its project")
    func folderInPackageDirectory() throws {
        try folder.writeProject("force-app")
        try folder.write(".forceignore", contents: "**/profiles/**\n")
        try folder.write(
            "force-app/a/A.permissionset-meta.xml", "force-app/a/profiles/P.profile-meta.xml",
            "force-app/b/B.permissionset-meta.xml")
        let discovery = try folder.discover("a", from: "force-app")
        #expect(discovery.paths == ["a/A.permissionset-meta.xml"])
        #expect(discovery.files.first?.packageDirectory == "force-app")
        #expect(discovery.ignored.map(\.path) == ["a/profiles/P.profile-meta.xml"])
        #expect(discovery.projects.first?.file.path == "../sfdx-project.json")
    }

    @Test("A folder above some package directories stands for those; one beside them is walked whole")
    func foldersOfAProject() throws {
        try folder.writeProject("apps/one", "apps/two", "three")
        try folder.write(
            "apps/one/A.profile-meta.xml", "apps/two/B.profile-meta.xml", "three/C.profile-meta.xml",
            "apps/D.profile-meta.xml", "beside/E.profile-meta.xml")
        #expect(try folder.discover("apps").paths == ["apps/one/A.profile-meta.xml", "apps/two/B.profile-meta.xml"])
        let beside = try folder.discover("beside")
        #expect(beside.paths == ["beside/E.profile-meta.xml"])
        #expect(beside.files.first?.packageDirectory == "")
        #expect(beside.files.first?.place?.project == 0)
    }

    @Test("A package directory may lie in another; the inner one holds its files")
    func nestedPackageDirectories() throws {
        try folder.writeProject(".", "inner")
        try folder.write("A.profile-meta.xml", "inner/B.profile-meta.xml")
        let discovery = try folder.discover(".")
        #expect(discovery.paths == ["A.profile-meta.xml", "inner/B.profile-meta.xml"])
        #expect(discovery.files.map(\.packageDirectory) == [".", "inner"])
    }

    @Test("A folder without a project is walked whole, in mdapi format and mixed")
    func plainFolder() throws {
        try folder.write(
            "src/package.xml", "src/permissionsets/A.permissionset", "src/settings/Security.settings",
            "src/settings/Chatter.settings", "src/objects/Account.object", "src/certs/C.crt",
            "src/certs/C.crt-meta.xml",
            "more/B.permissionset-meta.xml", "src/destructiveChanges.xml", "node_modules/x/C.profile", ".git/D.profile")
        let discovery = try folder.discover(".")
        #expect(
            discovery.paths == [
                "more/B.permissionset-meta.xml", "src/certs/C.crt-meta.xml", "src/destructiveChanges.xml",
                "src/objects/Account.object", "src/package.xml", "src/permissionsets/A.permissionset",
                "src/settings/Security.settings",
            ])
        #expect(discovery.files.allSatisfy { $0.place == nil && $0.packageDirectory.isEmpty })
    }

    @Test("Both layouts of decomposed permission sets, also with PATH inside them")
    func decomposedPermissionSets() throws {
        try folder.write(
            "permissionsets/One/One.permissionset-meta.xml",
            "permissionsets/One/objectPermissions/Account.objectPermission-meta.xml",
            "permissionsets/Two/Two.userPermission-meta.xml",
            "permissionsets/Two/objectSettings/Account.objectSettings-meta.xml")
        let discovery = try folder.discover("permissionsets")
        #expect(discovery.files.map(\.fullName) == ["One", "One", "Two", "Two"])
        let inside = try folder.discover(".", from: "permissionsets/Two/objectSettings")
        #expect(inside.files.map(\.fullName) == ["Two"])
        #expect(inside.files.map(\.kind) == [.permissionSetPart(.objectSettings)])
    }

    @Test("The same component in two package directories is there twice, the same file by two paths once")
    func duplicates() throws {
        try folder.writeProject("one", "two")
        try folder.write("one/A.permissionset-meta.xml", "two/A.permissionset-meta.xml")
        let twice = try folder.discover(".", "one", "one/../one/", "one/A.permissionset-meta.xml", folder.text + "/two")
        #expect(twice.paths == ["one/A.permissionset-meta.xml", "two/A.permissionset-meta.xml"])
    }

    @Test("Projects below a folder without one keep their own place and ignore file")
    func nestedProjects() throws {
        try folder.writeProject("force-app", in: "a")
        try folder.writeProject("force-app", in: "b")
        try folder.write("a/.forceignore", contents: "*.profile-meta.xml\n")
        try folder.write(
            "a/force-app/A.permissionset-meta.xml", "a/force-app/P.profile-meta.xml", "b/force-app/P.profile-meta.xml",
            "b/else/Q.profile-meta.xml", "c/R.profile-meta.xml")
        try folder.write("d/sfdx-project.json", contents: "{")
        try folder.write("d/S.profile-meta.xml")
        let discovery = try folder.discover(".")
        #expect(
            discovery.paths == [
                "a/force-app/A.permissionset-meta.xml", "b/else/Q.profile-meta.xml", "b/force-app/P.profile-meta.xml",
                "c/R.profile-meta.xml", "d/S.profile-meta.xml",
            ])
        #expect(discovery.files.map(\.packageDirectory) == ["force-app", "", "force-app", "", ""])
        #expect(discovery.ignored.map(\.path) == ["a/force-app/P.profile-meta.xml"])
        let roots = discovery.files.map { $0.place.map { discovery.projects[$0.project].file.path } }
        #expect(roots == ["a/sfdx-project.json", "b/sfdx-project.json", "b/sfdx-project.json", nil, nil])
        guard case .invalidProject(let error) = discovery.reason("d/sfdx-project.json") else {
            Issue.record("the broken project is not reported")
            return
        }
        #expect(error.line == 1)
    }

    @Test("A project file inside a package directory is no project of its own")
    func projectInPackageDirectory() throws {
        try folder.writeProject("force-app")
        try folder.writeProject("force-app", in: "force-app/template")
        try folder.write("force-app/template/force-app/A.profile-meta.xml")
        let discovery = try folder.discover(".")
        #expect(discovery.projects.count == 1)
        #expect(discovery.files.map(\.packageDirectory) == ["force-app"])
    }

    @Test("An ignore file holds for the project; without one nothing is hidden, not even by the CLI's own patterns")
    func forceIgnore() throws {
        try folder.writeProject("one", "two")
        try folder.write("one/A.profile-meta.xml", "one/.B.profile-meta.xml", "two/C.profile-meta.xml", "two/User.csv")
        #expect(try folder.discover(".").ignored.isEmpty)
        try folder.write(".forceignore", contents: "ONE\n**/*.csv\n")
        let discovery = try folder.discover(".")
        #expect(discovery.paths == ["two/C.profile-meta.xml", "two/User.csv"])
        #expect(discovery.ignored.map(\.path) == ["one/.B.profile-meta.xml", "one/A.profile-meta.xml"])
        try folder.write("two/.forceignore", contents: "C.*\n")
        #expect(try folder.discover("two").paths == ["two/User.csv"])
    }

    // MARK: Records

    @Test("Exports are known by their name, or by the folder that is named for them")
    func records() throws {
        try folder.writeProject("force-app")
        try folder.write(
            "force-app/User.csv", "force-app/data.csv", "org-records/anything.json", "org-records/deep/rows.XML",
            "org-records/README.md", "exports/Konten.csv")
        let discovery = try folder.discover("force-app")
        #expect(discovery.paths == ["force-app/User.csv", "org-records/anything.json", "org-records/deep/rows.XML"])
        #expect(discovery.files.map(\.kind) == [.records(.csv), .records(.json), .records(.xml)])
        #expect(discovery.recordFolders == ["org-records"])
        let more = try folder.discover("force-app", records: ["exports", "force-app/data.csv"])
        #expect(more.paths.contains("exports/Konten.csv"))
        #expect(more.paths.contains("force-app/data.csv"))
        #expect(more.recordFolders == ["exports", "org-records"])
    }

    @Test("A folder of records in the folder that is walked is one of records all the same")
    func recordsInside() throws {
        try folder.writeProject("force-app", in: "nested")
        try folder.write("exports/rows.csv", "nested/org-records/rows.csv", "else/rows.csv")
        #expect(
            try folder.discover(".", records: ["exports"]).paths == ["exports/rows.csv", "nested/org-records/rows.csv"])
        #expect(try folder.discover(".").recordFolders == ["nested/org-records"])
    }

    // MARK: Single files and errors

    @Test("A file may be named itself")
    func singleFiles() throws {
        try folder.writeProject("force-app")
        try folder.write(
            "force-app/objects/Account/fields/A__c.field-meta.xml", "force-app/A.cls", "rows.json",
            "force-app/customPermissions/C.customPermission-meta.xml")
        let discovery = try folder.discover(
            "force-app/objects/Account/fields/A__c.field-meta.xml", "force-app/A.cls", "rows.json",
            "force-app/customPermissions/C.customPermission-meta.xml")
        #expect(discovery.paths == ["force-app/objects/Account/fields/A__c.field-meta.xml", "rows.json"])
        #expect(discovery.files.map(\.fullName) == ["Account.A__c", "rows"])
        #expect(discovery.files.map(\.packageDirectory) == ["force-app", ""])
        #expect(discovery.reason("force-app/A.cls") == .unknownSuffix)
        #expect(discovery.reason("force-app/customPermissions/C.customPermission-meta.xml") == .unknownSuffix)
    }

    @Test("A path that is not there is an error that names it")
    func missingPath() throws {
        let error = #expect(throws: InputError.self) { try folder.discover("missing") }
        #expect(error?.kind == .missingPath)
        #expect(error?.path == "missing")
    }

    @Test("Size and time come from the file")
    func status() throws {
        try folder.write("A.profile", contents: "12345")
        let file = try #require(try folder.discover(".").files.first)
        #expect(file.size == 5)
        #expect(file.modificationTime > 1_500_000_000_000_000_000)
        #expect(file.sourceFile.path == "A.profile")
        #expect(file.sourceFile.systemPath == folder.bytes("A.profile"))
    }
}
