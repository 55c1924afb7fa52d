import Testing

@testable import OrgReader

@Suite("sfdx-project.json")
struct SalesforceProjectTests {
    private func project(_ contents: String) throws -> SalesforceProject {
        let folder = try TemporaryFolder()
        try folder.write("sfdx-project.json", contents: contents)
        let root = SystemPath(cleaning: folder.path)
        return try SalesforceProject(in: root, relativeTo: root)
    }

    @Test("Directories, version and replacements")
    func settings() throws {
        let text = """
            {"packageDirectories": [{"path": "./a/b/", "default": true}, {"path": "c"}], "sourceApiVersion": "62.0",
             "replacements": [{"glob": "**"}]}
            """
        let project = try project(text)
        #expect(project.packageDirectories.map(\.path) == ["a/b", "c"])
        #expect(project.packageDirectories.map(\.isDefault) == [true, false])
        #expect(project.hasReplacements)
        let version = try #require(project.sourceAPIVersion)
        #expect(version.value == "62.0")
        #expect(text.utf8.dropFirst(version.offset).starts(with: #""62.0""#.utf8))
    }

    @Test("The whole project may be a package directory, and a version may be absent")
    func minimal() throws {
        for path in [".", "./", ""] {
            let project = try project(#"{"packageDirectories": [{"path": "\#(path)"}], "replacements": []}"#)
            #expect(project.packageDirectories.map(\.path) == ["."])
            #expect(project.sourceAPIVersion == nil)
            #expect(!project.hasReplacements)
        }
    }

    @Test(
        "What is no project is refused with its place",
        arguments: [
            ("{\n  \"packageDirectories\": [}", 2, 26, "not valid JSON"),
            ("[]", 1, 1, "instead of an object"),
            ("{}", 1, 1, "no “packageDirectories”"),
            ("{\"packageDirectories\": {}}", 1, 24, "instead of an array"),
            ("{\"packageDirectories\": []}", 1, 24, "empty"),
            ("{\"packageDirectories\":\n [1]}", 2, 3, "instead of an object"),
            ("{\"packageDirectories\": [{}]}", 1, 25, "no “path”"),
            ("{\"packageDirectories\": [{\"path\": 1}]}", 1, 34, "instead of a string"),
            ("{\"packageDirectories\": [{\"path\": \"/etc\"}]}", 1, 34, "not relative"),
            ("{\"packageDirectories\": [{\"path\": \"C:\\\\x\"}]}", 1, 34, "not relative"),
            ("{\"packageDirectories\": [{\"path\": \"a/../../b\"}]}", 1, 34, "leads out"),
            ("{\"packageDirectories\": [{\"path\": \"a\\u0000b\"}]}", 1, 34, "NUL"),
            ("{\"packageDirectories\": [{\"path\": \"a\"}], \"sourceApiVersion\": 62}", 1, 61, "instead of a string"),
        ])
    func refusals(contents: String, line: Int, column: Int, message: String) throws {
        let error = #expect(throws: InputError.self) { try project(contents) }
        #expect(error?.kind == .invalidProject)
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test("A package directory that is a link out of the project is refused")
    func linkedDirectory() throws {
        let folder = try TemporaryFolder()
        try folder.writeProject("app", in: "project")
        try folder.write("outside/A.profile-meta.xml")
        try folder.link("project/app", to: "../outside")
        let error = #expect(throws: InputError.self) { try folder.discover("project") }
        #expect(error?.message.contains("link out of the project") == true)
    }

    @Test("A package directory that is not there is told, and the others are walked")
    func missingDirectory() throws {
        let folder = try TemporaryFolder()
        try folder.writeProject("app", "gone")
        try folder.write("app/A.profile-meta.xml")
        let discovery = try folder.discover(".")
        #expect(discovery.paths == ["app/A.profile-meta.xml"])
        #expect(discovery.reason("gone") == .missingPackageDirectory)
    }

    @Test("A project none of whose package directories is there is walked whole, and that is told")
    func onlyMissingDirectories() throws {
        let folder = try TemporaryFolder()
        try folder.writeProject("gone", "away")
        try folder.write("unpackaged/A.profile")
        try folder.write("unpackaged/B.profile")
        try folder.write(".forceignore", contents: "**/B.profile\n")
        let discovery = try folder.discover(".")
        #expect(discovery.paths == ["unpackaged/A.profile"])
        #expect(discovery.reason("gone") == .onlyMissingPackageDirectories)
        #expect(discovery.reason("away") == .onlyMissingPackageDirectories)
    }

    @Test("One package directory that is there, though empty, is enough to leave the rest of the project alone")
    func emptyDirectory() throws {
        let folder = try TemporaryFolder()
        try folder.writeProject("app", "gone")
        try folder.write("app/README.md")
        try folder.write("unpackaged/A.profile")
        let discovery = try folder.discover(".")
        #expect(discovery.paths.isEmpty)
        #expect(discovery.reason("gone") == .missingPackageDirectory)
    }
}
