import Foundation
import OrgModel
import Testing

@testable import OrgReader

struct SourceReaderTests {
    private let folder: TemporaryFolder
    private let text =
        "\u{FEFF}<?xml version='1.0'?>\r\n<a>\r\n  <b c='>'>é🔐</b>\r\n  <d/><e>\r\n<f>1</f></e>\r\n</a>\r\n"

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("A.profile", contents: text)
    }

    private func reader(_ name: String = "A.profile", syntax: SourceFile.Syntax = .xml) -> SourceReader {
        let path = SystemPath(cleaning: folder.bytes(name))
        let status = FileStatus(following: path)
        let file = SourceFile(
            path: name, systemPath: path.bytes, syntax: syntax, packageDirectory: "",
            length: status?.size ?? 0, modificationTime: status?.modificationTime ?? 0
        )
        return SourceReader(files: [file])
    }

    private func location(_ tag: String, length: UInt32 = 0) throws -> OrgModel.SourceLocation {
        let range = try #require(text.utf8.firstRange(of: tag.utf8))
        let offset = text.utf8.distance(from: text.utf8.startIndex, to: range.lowerBound)
        return OrgModel.SourceLocation(file: FileID(0), offset: UInt32(offset), length: length)
    }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }

    private func places(_ region: Region) -> String {
        "\(region.startLine):\(region.startColumn)-\(region.endLine):\(region.endColumn)"
    }

    @Test func aLeafIsWholeAndAnElementItsStartTag() throws {
        var reader = reader()
        let leaf = try reader.region(of: try location("<b"))
        #expect(string(leaf.bytes) == "<b c='>'>é🔐</b>")
        // The lock takes two units of UTF-16.
        #expect(places(leaf) == "3:3-3:19")
        let element = try reader.region(of: try location("<e>"))
        #expect(string(element.bytes) == "<e>")
        let root = try reader.region(of: try location("<a>"))
        #expect(places(root) == "2:1-2:4")
        let declaration = try reader.region(of: try location("<?xml", length: 5))
        #expect(places(declaration) == "1:1-1:6")
    }

    @Test func removalTakesALineThatAnElementHasAlone() throws {
        var reader = reader()
        #expect(string(try reader.removalRange(of: try location("<b"))) == "  <b c='>'>é🔐</b>\r\n")
        #expect(string(try reader.removalRange(of: try location("<d"))) == "<d/>")
        #expect(string(try reader.removalRange(of: try location("<e"))) == "<e>\r\n<f>1</f></e>")
    }

    @Test func contentLiesBetweenTheTags() throws {
        var reader = reader()
        #expect(try reader.contentRange(of: try location("<b")).map(string) == "é🔐")
        #expect(try reader.contentRange(of: try location("<d")) == nil)
        #expect(try reader.contentRange(of: try location("<e")) == nil)
    }

    @Test func aFileThatChangedOrVanishedIsNoLongerTrusted() throws {
        var changed = reader()
        try folder.write("A.profile", contents: text + "<!-- -->")
        #expect(throws: SourceReader.Failure.self) { try changed.region(of: try location("<b")) }
        try folder.write("B.profile", contents: "<a/>")
        var vanished = reader("B.profile")
        try folder.remove("B.profile")
        #expect(throws: SourceReader.Failure.self) { try vanished.text(of: FileID(0)) }
    }

    @Test func aFileThatNeverWasThereHasAPlaceWithoutText() throws {
        var reader = reader("absent.profile")
        let region = try reader.region(of: OrgModel.SourceLocation(file: FileID(0), offset: 0))
        #expect(places(region) == "1:1-1:1")
    }

    @Test func aRowReachesToTheEndOfItsLine() throws {
        try folder.write("User.csv", contents: "Id,Name\r\n005,x\r\n")
        var reader = reader("User.csv", syntax: .csv)
        let region = try reader.region(of: OrgModel.SourceLocation(file: FileID(0), offset: 9))
        #expect(places(region) == "2:1-2:6")
    }
}

extension TemporaryFolder {
    fileprivate func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: text + "/" + name)
    }
}
