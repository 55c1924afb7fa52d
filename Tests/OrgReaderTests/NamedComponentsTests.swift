import OrgModel
import Testing

@testable import OrgReader

@Suite("Components of which only the names are read")
struct NamedComponentsTests {
    private static let types: Set<String> = ["ApexClass", "ApexPage", "Flow", "CustomPermission", "CustomObject"]

    private static let files: [(path: String, text: String)] = [
        ("classes/deep/Orders.cls", "not XML"),
        ("classes/deep/Orders.cls-meta.xml", "<"),
        ("pages/Overview.page", "<apex:page/>"),
        ("flows/Sync_Orders-2.flow", ""),
        ("customPermissions/Can_Skip.customPermission-meta.xml", ""),
        ("objects/Invoice__c/fields/Amount__c.field-meta.xml", ""),
        ("objects/Stock__c.object", ""),
        ("permissionsets/A/A.customPermission-meta.xml", "<PermissionSet/>"),
    ]

    @Test func theyAreFoundAndNotOpened() throws {
        let read = try ReadFiles(files: Self.files, wantedTypes: Self.types)
        let components = read.metadata.namedComponents
        #expect(components.types.sorted() == Self.types.sorted())
        #expect(components.contains("orders", of: "ApexClass") && components.contains("OVERVIEW", of: "ApexPage"))
        #expect(components.contains("Sync_Orders-2", of: "Flow"))
        #expect(components.contains("Can_Skip", of: "CustomPermission"))
        #expect(components.contains("Invoice__c", of: "CustomObject"))
        #expect(components.contains("Stock__c", of: "CustomObject"))
        #expect(components.count(of: "ApexClass") == 1 && components.count(of: "CustomPermission") == 1)
        #expect(read.parts.inputs["ApexClass"] == 1 && read.parts.inputs["CustomObject"] == 2)
        #expect(read.problems.isEmpty)
        #expect(read.parts.files.map(\.path) == ["permissionsets/A/A.customPermission-meta.xml"])
    }

    @Test func nobodyLooksForWhatNobodyAsksFor() throws {
        let read = try ReadFiles(files: Self.files, wantedTypes: ["PermissionSet"])
        #expect(read.metadata.namedComponents.types.isEmpty)
        #expect(read.parts.inputs == ["PermissionSet": 1])
    }

    @Test func theySpeakForTheirProjectOrFolder() throws {
        let project = "{ \"packageDirectories\": [{ \"path\": \"app\" }] }"
        let read = try ReadFiles(
            files: [
                ("shop/sfdx-project.json", project), ("shop/app/one/classes/Shop.cls", ""),
                ("src/classes/Source.cls", ""), ("other/objects/A__c/fields/B__c.field-meta.xml", ""),
                ("src/permissionsets/A.permissionset", "<PermissionSet/>"),
            ],
            wantedTypes: Self.types
        )
        let components = read.metadata.namedComponents
        func speaks(_ path: String) -> Bool { components.contains(of: "ApexClass", beside: path) { _ in true } }
        #expect(speaks("shop/app/two/permissionsets/B.permissionset-meta.xml"))
        #expect(speaks("src/permissionsets/A.permissionset"))
        // Fields show that their object is there, and not that others would be.
        #expect(components.contains("A__c", of: "CustomObject"))
        #expect(!components.contains(of: "CustomObject", beside: "other/permissionsets/C.permissionset") { _ in true })
        #expect(!speaks("other/permissionsets/C.permissionset") && !speaks("shopping/permissionsets/C.permissionset"))
    }

    @Test func aFolderWithSuchANameIsAFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write("Old.page/A.profile", contents: "")
        let discovery = try discover(
            paths: [folder.path],
            currentDirectory: folder.path,
            nameOnlyTypes: [.apexPage],
            isRecordFileName: { _ in false }
        )
        #expect(discovery.files.map(\.path) == ["Old.page/A.profile"])
        #expect(discovery.skipped.isEmpty)
    }
}
