import FoundationEssentials
import OrgModel
import TestSupport
import Testing

@testable import OrgReader

@Suite("The bytes of an edit")
struct SourceEditTests {
    private func reader(_ text: String) throws -> (SourceReader, TemporaryFolder) {
        let folder = try TemporaryFolder()
        let url = try folder.write(text, to: "a.xml")
        let status = try #require(FileStatus(following: SystemPath(cleaning: Array(url.path.utf8))))
        let file = SourceFile(
            path: "a.xml", systemPath: Array(url.path.utf8), syntax: .xml, packageDirectory: "", length: status.size,
            modificationTime: status.modificationTime)
        return (SourceReader(files: [file]), folder)
    }

    private func offset(_ mark: String, _ text: String) -> SourceLocation {
        let start = text.range(of: mark).map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) } ?? 0
        return SourceLocation(file: FileID(0), offset: UInt32(start))
    }

    /// The text with `<k>v</k>` added to the element that begins with a mark; nil where it has no place.
    private func inserted(_ text: String, in mark: String = "<p", isRepeatable: Bool = false) throws -> String? {
        var (reader, folder) = try reader(text)
        defer { withExtendedLifetime(folder) {} }
        let insertion = try reader.insertion(
            of: "k", text: "v", in: offset(mark, text), isRepeatable: isRepeatable)
        guard let (offset, addition) = insertion else { return nil }
        var bytes = Array(text.utf8)
        bytes.insert(contentsOf: addition.utf8, at: offset)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            ("<p>\n  <a/>\n  <z/>\n</p>", "<p>\n  <a/>\n  <k>v</k>\n  <z/>\n</p>"),
            ("<p>\r\n\t<a>1</a> <!-- x -->\r\n</p>", "<p>\r\n\t<a>1</a> <!-- x -->\r\n\t<k>v</k>\r\n</p>"),
            ("<p>\n  <!-- of z -->\n  <z/>\n</p>", "<p>\n  <k>v</k>\n  <!-- of z -->\n  <z/>\n</p>"),
            ("<p><a/><z/></p>", "<p><a/><k>v</k><z/></p>"), ("<p><z/></p>", "<p><k>v</k><z/></p>"),
            ("<p x='>'>\n <b><c/></b>\n</p>", "<p x='>'>\n <b><c/></b>\n <k>v</k>\n</p>"),
        ])
    func anElementGoesWhereTheAlphabetWantsIt(_ text: String, _ expected: String) throws {
        #expect(try inserted(text) == expected)
    }

    @Test(arguments: ["<p/>", "<p></p>", "<p>\n</p>", "<p><a/><k/></p>", "<q><!-- <p> --></q>"])
    func thereIsNoPlace(_ text: String) throws {
        #expect(try inserted(text) == nil)
    }

    @Test func whatMayBeRepeatedIs() throws {
        #expect(
            try inserted("<p>\n <k>u</k>\n <z/>\n</p>", isRepeatable: true) == "<p>\n <k>u</k>\n <k>v</k>\n <z/>\n</p>")
    }

    @Test(
        arguments: [
            ("<r><p> true </p></r>", "true"), ("<r><p><!-- a -->true<!-- b --></p></r>", "true"),
            ("<r><p><![CDATA[true]]></p></r>", "<![CDATA[true]]>"), ("<r><p>tr<!-- a -->ue</p></r>", "tr<!-- a -->ue"),
            ("<r><p>a b\n</p></r>", "a b"), ("<r><p>  </p></r>", "  "), ("<r><p/></r>", nil),
        ] as [(String, String?)])
    func theTextOfAnElement(_ text: String, _ expected: String?) throws {
        var (reader, folder) = try reader(text)
        defer { withExtendedLifetime(folder) {} }
        let range = try reader.textRange(of: offset("<p", text))
        #expect(range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } == expected)
    }

    @Test(
        arguments: [
            ("<r>\n <e>\n  <n>A</n>\n </e>\n <f/>\n</r>\n", "<r>\n <f/>\n</r>\n"),
            ("<r>\r\n <e><n>A</n></e>\r\n</r>", "<r>\r\n</r>"),
            ("<r> <e><n>A</n></e> <!-- c -->\n</r>", "<r>  <!-- c -->\n</r>"), ("<r><n>A</n></r>", nil),
        ] as [(String, String?)])
    func anEntryGoesWithItsLines(_ text: String, _ expected: String?) throws {
        var (reader, folder) = try reader(text)
        defer { withExtendedLifetime(folder) {} }
        let range = try reader.entryRemovalRange(of: offset("<n>", text))
        var bytes = Array(text.utf8)
        if let range { bytes.removeSubrange(range) }
        #expect((range == nil ? nil : String(decoding: bytes, as: UTF8.self)) == expected)
    }
}
