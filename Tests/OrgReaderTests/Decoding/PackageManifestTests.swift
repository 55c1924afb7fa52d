import OrgModel
import Testing

@testable import OrgReader

/// What of a folder is deployed, by the `package.xml` beside it.
@Suite("A package with its manifest")
struct PackageManifestTests {
    /// What is deployed, as `Type:Name`, and what is skipped, as `path: reason`.
    private func deploying(
        _ package: KeyValuePairs<String, String>,
        base: KeyValuePairs<String, String> = [:]
    ) throws -> (components: [String], skipped: [String]) {
        let folder = try TemporaryFolder()
        try folder.write("base/X.permissionset-meta.xml", contents: xml("PermissionSet", "<label>X</label>"))
        for (path, text) in base { try folder.write("base/\(path)", contents: text) }
        for (path, text) in package { try folder.write("package/\(path)", contents: text) }
        let reader = InputReader(
            paths: [folder.path + Array("/base".utf8)], currentDirectory: folder.path, wantedTypes: ["CustomField"])
        var reading = try reader.read(deploying: [folder.path + Array("/package".utf8)]).after
        _ = reader.readFields(nil, into: &reading)
        let metadata = reading.parts.metadata
        let components =
            metadata.permissionSets.map(\.componentID) + metadata.profiles.map(\.componentID)
            + metadata.settings.map { ComponentID(type: "Settings", name: $0.kind) }
            + metadata.customFields.map(\.componentID)
        return (
            components.map { "\($0.type):\($0.name)" }.filter { $0 != "PermissionSet:X" },
            reading.skippedPaths.map { "\($0.path): \($0.reason)" }
        )
    }

    private func manifest(_ types: (type: String, members: [String])...) -> String {
        let blocks = types.map { type, members in
            "<types>\(members.map { "<members>\($0)</members>" }.joined())<name>\(type)</name></types>"
        }
        return xml("Package", blocks.joined() + "<version>66.0</version>")
    }

    private let set = xml("PermissionSet", "<label>L</label>")
    private let profile = xml("Profile", "<custom>true</custom>")

    @Test func whatItDoesNotListIsNotDeployedAndSaidToBe() throws {
        let (components, skipped) = try deploying([
            "package.xml": manifest(("PermissionSet", ["a"]), ("Profile", ["Custom%3A Sales"])),
            "permissionsets/A.permissionset": set,
            "permissionsets/B.permissionset": set,
            "profiles/Custom%3A Sales.profile": profile,
            "profiles/Other.profile": profile,
            "settings/Security.settings": xml("SecuritySettings", ""),
        ])
        #expect(components == ["PermissionSet:A", "Profile:Custom: Sales"])
        let reason = "'package/package.xml' does not list it, so that the deploy does not bring it"
        #expect(
            skipped == [
                "package/permissionsets/B.permissionset: \(reason)", "package/profiles/Other.profile: \(reason)",
                "package/settings/Security.settings: \(reason)",
            ])
    }

    @Test func anAsteriskStandsForAllOfAType() throws {
        let (components, skipped) = try deploying([
            "unpackaged/package.xml": manifest(("PermissionSet", ["*"]), ("Settings", ["Security"])),
            "unpackaged/permissionsets/A.permissionset": set,
            "unpackaged/permissionsets/B.permissionset": set,
            "unpackaged/profiles/P.profile": profile,
            "unpackaged/settings/Security.settings": xml("SecuritySettings", ""),
        ])
        #expect(components == ["PermissionSet:A", "PermissionSet:B", "Settings:Security"])
        #expect(skipped.count == 1)
    }

    @Test func theNearestOneCounts() throws {
        let (components, _) = try deploying([
            "one/package.xml": manifest(("PermissionSet", ["A"])),
            "one/permissionsets/A.permissionset": set,
            "one/permissionsets/B.permissionset": set,
            "two/package.xml": manifest(("PermissionSet", ["C"])),
            "two/permissionsets/A.permissionset": set,
            "two/permissionsets/C.permissionset": set,
            "loose/permissionsets/D.permissionset": set,
        ])
        #expect(components == ["PermissionSet:D", "PermissionSet:A", "PermissionSet:C"])
    }

    @Test func fieldsAreListedByThemselvesOrWithTheirObject() throws {
        let object = xml("CustomObject", "<fields><fullName>F__c</fullName><type>Text</type></fields>")
        let package: KeyValuePairs = [
            "package.xml": manifest(("CustomField", ["A.F__c"]), ("CustomObject", ["B"])),
            "objects/A.object": object, "objects/B.object": object, "objects/C.object": object,
        ]
        #expect(try deploying(package).components == ["CustomField:A.F__c", "CustomField:B.F__c"])
    }

    @Test func oneThatCannotBeReadLeavesNothingOut() throws {
        let (components, skipped) = try deploying([
            "package.xml": "<Package", "permissionsets/A.permissionset": set,
        ])
        #expect(components == ["PermissionSet:A"] && skipped.isEmpty)
    }

    @Test func thePackageDirectoriesOfAProjectNeedNone() throws {
        let (components, _) = try deploying([
            "sfdx-project.json": #"{ "packageDirectories": [{ "path": "force-app" }] }"#,
            "force-app/package.xml": manifest(("PermissionSet", ["Z"])),
            "force-app/permissionsets/A.permissionset-meta.xml": set,
        ])
        #expect(components == ["PermissionSet:A"])
    }

    /// The `.forceignore` of a new project names `package.xml`, and a package may lie in a folder of the project.
    @Test func itIsReadWhateverTheProjectIgnores() throws {
        let folder = try TemporaryFolder()
        try folder.write("base/permissionsets/O.permissionset-meta.xml", contents: set)
        try folder.write("sfdx-project.json", contents: #"{ "packageDirectories": [{ "path": "base" }] }"#)
        try folder.write(".forceignore", contents: "package.xml\ndestructive*\n")
        try folder.write("package/package.xml", contents: manifest(("PermissionSet", ["A"])))
        try folder.write("package/destructiveChanges.xml", contents: manifest(("PermissionSet", ["O"])))
        for name in ["A", "B"] { try folder.write("package/permissionsets/\(name).permissionset", contents: set) }
        let reader = InputReader(paths: [folder.path + Array("/base".utf8)], currentDirectory: folder.path)
        let reading = try reader.read(deploying: [folder.path + Array("/package".utf8)]).after
        #expect(reading.parts.metadata.permissionSets.map(\.fullName) == ["A"])
        #expect(reading.skippedPaths.map(\.path) == ["package/permissionsets/B.permissionset"])
    }

    @Test func theOrgsOwnLeavesNothingOut() throws {
        let (components, _) = try deploying(
            ["permissionsets/A.permissionset": set],
            base: ["package.xml": manifest(("Profile", ["*"])), "permissionsets/O.permissionset": set])
        #expect(components == ["PermissionSet:O", "PermissionSet:A"])
    }

    /// As sfdx-git-delta writes it: manifests in folders of their own, the changed files under their own paths.
    @Test func theOutputOfADeltaIsDeployedWhole() throws {
        let (components, skipped) = try deploying(
            [
                "package/package.xml": manifest(("PermissionSet", ["A"])),
                "destructiveChanges/package.xml": manifest(),
                "destructiveChanges/destructiveChanges.xml": manifest(("PermissionSet", ["O"])),
                "force-app/main/default/permissionsets/A.permissionset-meta.xml": set,
            ],
            base: ["permissionsets/O.permissionset": set])
        #expect(components == ["PermissionSet:A"] && skipped.isEmpty)
    }

    @Test func aFolderThatBringsNothingIsTold() throws {
        let folder = try TemporaryFolder()
        try folder.write("base/X.permissionset-meta.xml", contents: set)
        try folder.write("package/readme.txt", contents: "")
        let reader = InputReader(paths: [folder.path + Array("/base".utf8)], currentDirectory: folder.path)
        let package = [folder.path + Array("/package".utf8)]
        #expect(try reader.read(deploying: package).after.bringsNothing)
        try folder.write("package/package/package.xml", contents: manifest(("ApexClass", ["K"])))
        #expect(try !reader.read(deploying: package).after.bringsNothing)
        #expect(try !reader.read().bringsNothing)
    }
}
