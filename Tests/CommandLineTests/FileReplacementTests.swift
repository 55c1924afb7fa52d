import Foundation
import OrgModel
import TestSupport
import Testing

@testable import forcelint

@Suite("Giving a file other bytes")
struct FileReplacementTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = try folder.write("before", to: "a/b.xml").path
    }

    /// The file as it is now, or as somebody saw it.
    private func source(length: Int = 6, older: Int64 = 0) throws -> SourceFile {
        var status = stat()
        try #require(stat(path, &status) == 0)
        let time = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        return SourceFile(
            path: "a/b.xml", systemPath: Array(path.utf8), syntax: .xml, packageDirectory: "", length: length,
            modificationTime: time - older)
    }

    /// Why the bytes were not replaced; nil where they were.
    private func refusal(_ source: SourceFile, judged: String = "before", root: String? = nil) -> String? {
        do throws(FileReplacement.Refusal) {
            let root = root ?? folder.url.path
            try FileReplacement(source, in: Array(root.utf8)).replace(Array(judged.utf8), by: Array("after".utf8))
            return nil
        } catch {
            return error.reason
        }
    }

    private func text() throws -> String { String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self) }

    @Test func aFileThatIsAsItWasIsReplaced() throws {
        #expect(refusal(try source()) == nil)
        #expect(try text() == "after")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "a").path) == ["b.xml"])
    }

    @Test func theFileItselfMayBeNamed() throws {
        #expect(refusal(try source(), root: path) == nil)
    }

    @Test func aFileThatChangedIsLeft() throws {
        let changed = "it changed while it was judged"
        #expect(refusal(try source(length: 7)) == changed)
        #expect(refusal(try source(older: 1)) == changed)
        #expect(refusal(try source(), judged: "befOre") == changed)
        let source = try source()
        try FileManager.default.removeItem(atPath: path)
        #expect(refusal(source) == changed)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "a").path) == [])
    }

    @Test func aLinkOnTheWayIsNotFollowed() throws {
        let source = try source()
        try FileManager.default.moveItem(
            at: folder.url.appending(path: "a"), to: folder.url.appending(path: "real"))
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "a"), withDestinationURL: folder.url.appending(path: "real"))
        #expect(refusal(source) == "it is reached through a link")
        #expect(try text() == "before")
        #expect(refusal(source, root: folder.url.appending(path: "a").path) == nil)
    }
}
