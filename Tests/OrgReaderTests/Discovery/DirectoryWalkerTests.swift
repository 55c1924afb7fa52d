import Glibc
import Testing

@testable import OrgReader

@Suite("What lies in a folder besides plain files")
struct DirectoryWalkerTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("A link inside is followed, once; one that leads out is not")
    func links() throws {
        try folder.writeProject("app", in: "project")
        try folder.write("project/app/A.profile-meta.xml", "project/shared/sets/B.permissionset-meta.xml")
        try folder.write("outside/C.permissionset-meta.xml", "outside/other.txt")
        try folder.link("project/app/sets", to: "../shared/sets")
        try folder.link("project/app/again", to: "../shared/sets")
        try folder.link("project/app/Copy.profile-meta.xml", to: "A.profile-meta.xml")
        try folder.link("project/app/C.permissionset-meta.xml", to: "../../outside/C.permissionset-meta.xml")
        try folder.link("project/app/out", to: "../../outside")
        try folder.link("project/app/other.txt", to: "../../outside/other.txt")
        try folder.link("project/app/gone", to: "nowhere")
        let discovery = try folder.discover("project")
        #expect(
            discovery.paths == [
                "project/app/A.profile-meta.xml", "project/app/Copy.profile-meta.xml",
                "project/app/again/B.permissionset-meta.xml",
            ])
        #expect(discovery.file("project/app/Copy.profile-meta.xml")?.fullName == "Copy")
        #expect(discovery.files[1].systemPath.bytes == folder.bytes("project/app/A.profile-meta.xml"))
        #expect(discovery.files[2].packageDirectory == "app")
        #expect(
            discovery.skipped.map(\.path) == [
                "project/app/C.permissionset-meta.xml", "project/app/gone", "project/app/out",
            ])
        #expect(discovery.reason("project/app/C.permissionset-meta.xml") == .linkLeadsOut)
        #expect(discovery.reason("project/app/out") == .linkLeadsOut)
        #expect(discovery.reason("project/app/gone") == .brokenLink)
    }

    @Test("A link to the same component elsewhere inside adds nothing")
    func linkedComponent() throws {
        try folder.write("a/A.profile")
        try folder.write("b/B.profile")
        try folder.link("b/A.profile", to: "../a/A.profile")
        try folder.link("c", to: "a")
        #expect(try folder.discover(".").paths == ["a/A.profile", "b/B.profile"])
        #expect(try folder.discover(".", "b/A.profile").paths == ["a/A.profile", "b/B.profile"])
    }

    @Test("Links that lead in circles end")
    func loops() throws {
        try folder.write("a/A.profile")
        try folder.link("a/up", to: "..")
        try folder.link("a/self", to: "self")
        try folder.link("a/here", to: ".")
        let discovery = try folder.discover(".")
        #expect(discovery.paths == ["a/A.profile"])
        #expect(discovery.reason("a/up") == .linkLoops)
        #expect(discovery.reason("a/here") == .linkLoops)
        #expect(discovery.reason("a/self") == .brokenLink)
    }

    @Test("A path that is itself a link is followed")
    func linkedPath() throws {
        try folder.write("real/A.profile")
        try folder.link("link", to: "real")
        #expect(try folder.discover("link").paths == ["link/A.profile"])
        #expect(try folder.discover("link", "real").files.count == 1)
    }

    @Test("A FIFO and a folder with names of ours are told and not opened")
    func notFiles() throws {
        try folder.write("User.csv/A.profile", "F.profile/B.profile", "kept/C.profile")
        try folder.makeFIFO("A.permissionset-meta.xml")
        try folder.makeFIFO("quiet")
        let discovery = try folder.discover(".")
        #expect(discovery.paths == ["kept/C.profile"])
        #expect(discovery.reason("A.permissionset-meta.xml") == .notARegularFile)
        #expect(discovery.reason("F.profile") == .folderNamedLikeFile)
        #expect(discovery.reason("User.csv") == .folderNamedLikeFile)
        #expect(discovery.skipped.count == 3)
        #expect(try folder.discover("A.permissionset-meta.xml").reason("A.permissionset-meta.xml") == .notARegularFile)
    }

    @Test("A folder that cannot be read is told, and the walk goes on", .enabled(if: geteuid() != 0))
    func unreadableFolder() throws {
        try folder.write("a/A.profile", "b/B.profile")
        try folder.setPermissions(0, of: "a")
        defer { try? folder.setPermissions(0o700, of: "a") }
        let discovery = try folder.discover(".")
        #expect(discovery.paths == ["b/B.profile"])
        guard case .unreadable = discovery.reason("a") else {
            Issue.record("the folder is not told")
            return
        }
    }

    @Test("Names that are not UTF-8, or have line breaks, reach the system as they are")
    func strangeNames() throws {
        let name: [UInt8] = Array("caf".utf8) + [0xE9] + Array(".profile".utf8)
        try folder.write(name, contents: "1")
        try folder.write("two\nlines.profile", contents: "22")
        let discovery = try folder.discover(".")
        #expect(discovery.paths == ["caf%E9.profile", "two\nlines.profile"])
        #expect(discovery.files.map(\.fullName) == ["caf%E9", "two\nlines"])
        #expect(discovery.files[0].systemPath.bytes == folder.bytes("") + [UInt8(ascii: "/")] + name)
        #expect(discovery.files.map(\.size) == [1, 2])
    }

    @Test("The order is that of the bytes of the paths")
    func order() throws {
        try folder.write("b/A.profile", "a/B.profile", "a.b/C.profile", "a/a/D.profile", "Z.profile", "a/A.profile")
        let discovery = try folder.discover(".")
        #expect(
            discovery.paths == [
                "Z.profile", "a.b/C.profile", "a/A.profile", "a/B.profile", "a/a/D.profile", "b/A.profile",
            ])
    }

    @Test("Hidden folders are left out; in a package directory, from which the CLI deploys them, that is told")
    func hiddenFolders() throws {
        try folder.writeProject("app")
        try folder.write("app/.drafts/A.profile-meta.xml", "app/.sfdx/B.profile-meta.xml", "app/node_modules/C.profile")
        let discovery = try folder.discover(".")
        #expect(discovery.files.isEmpty)
        #expect(discovery.reason("app/.drafts") == .hiddenFolder)
        #expect(discovery.skipped.count == 1)
    }

    @Test("What lies too deep to be opened by its path is told")
    func depth() throws {
        let deep = String(repeating: "d/", count: 220)
        try folder.write(deep + "A.profile", "B.profile")
        let discovery = try folder.discover(".")
        #expect(discovery.paths == ["B.profile"])
        #expect(discovery.skipped.map(\.reason) == [.pathTooLong])
    }

    @Test("Paths are told as seen from the current folder")
    func display() throws {
        try folder.write("here/A.profile", "there/B.profile")
        #expect(
            try folder.discover("A.profile", "../there", from: "here").paths == ["A.profile", "../there/B.profile"])
        #expect(try folder.discover("..", from: "here").paths == ["A.profile", "../there/B.profile"])
    }
}
