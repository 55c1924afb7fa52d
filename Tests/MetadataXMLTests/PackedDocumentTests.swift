import Foundation
import MetadataXML
import TestSupport
import Testing

/// A packed document is the one that was parsed, or none.
@Suite("Packed documents")
struct PackedDocumentTests {
    /// Everything that a document says.
    private static func description(_ document: XMLDocument) -> [String] {
        let elements = (0..<document.count).map { index in
            let node = document[index]
            let values = ["a", "b", "x", "y", "type", "nil"].map { document.attribute($0, of: index) ?? "-" }
            return "\(document.name(of: index)) \(node.offset) \(node.end) \(node.attributes.rawValue) "
                + "\(document.text(of: index)) \(values)"
        }
        return [document.rootNamespace ?? "none"] + elements
    }

    private static let vocabulary = ["PermissionSet", "fieldPermissions", "field", "editable"]

    private struct Packed {
        let bytes: [UInt8]
        let description: [String]
        let texts: (bytes: [UInt8], ends: [UInt32])
    }

    /// Nil where the file is refused.
    private static func packed(_ bytes: [UInt8]) -> Packed? {
        var reader = XMLReader(vocabulary: vocabulary, texts: [])
        // What comes before gives the texts other numbers.
        _ = try? MetadataXMLTests.read(Array("<r><a>first</a><b>Account.Field3__c</b></r>".utf8), with: &reader) { _ in
        }
        let read = try? MetadataXMLTests.read(bytes, with: &reader) { document in
            document.packed().map { ($0, Self.description(document)) }
        }
        guard let read else { return nil }
        return Packed(bytes: read.0, description: read.1, texts: reader.texts())
    }

    private static func unpacked(_ bytes: [UInt8], _ packed: Packed) -> [String]? {
        var reader = XMLReader(vocabulary: vocabulary, texts: [])
        guard var texts = KeptTexts(bytes: packed.texts.bytes, ends: packed.texts.ends) else { return nil }
        return reader.read(packed: bytes, &texts) { description($0) }
    }

    @Test(arguments: WrittenDocument.Form.all)
    func isTheDocumentThatWasParsed(_ form: WrittenDocument.Form) throws {
        let document = WrittenDocument(form)
        let packed = try #require(Self.packed(document.bytes))
        #expect(packed.description.count > form.blockCount)
        #expect(Self.unpacked(packed.bytes, packed) == packed.description)
        #expect(packed.bytes.count < document.bytes.count)
    }

    @Test func everyFileOfTheSuiteIsWhatItWas() throws {
        guard let suite = try ConformanceSuite() else { return }
        var count = 0
        for file in suite.files {
            guard let packed = Self.packed(Array(try Data(contentsOf: file.url))) else { continue }
            count += 1
            #expect(Self.unpacked(packed.bytes, packed) == packed.description, "\(file.path)")
        }
        #expect(count > 100)
    }

    /// A reader reads packed and other files in turn, and gives a text one number.
    @Test func aReaderReadsBothKinds() throws {
        let text =
            "<PermissionSet><field>A</field><other>B</other><editable>true</editable><field>A</field></PermissionSet>"
        let packed = try #require(Self.packed(Array(text.utf8)))
        var reader = XMLReader(vocabulary: Self.vocabulary, texts: [])
        var texts = try #require(KeptTexts(bytes: packed.texts.bytes, ends: packed.texts.ends))
        let first = reader.read(packed: packed.bytes, &texts) { document in (1...4).map { document[$0].text } }
        let second = try read(Array(text.utf8), with: &reader) { document in (1...4).map { document[$0].text } }
        let third = reader.read(packed: packed.bytes, &texts) { document in (1...4).map { document[$0].text } }
        #expect(first == second && second == third)
        #expect(first?[2] == 1 && first?[0] == first?[3])
        // Of the texts that are kept the reader has those that the document has.
        let (bytes, ends) = reader.texts()
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Account"))
        #expect(ends.count == 5 + 2)
    }

    @Test func textsGetOtherNumbers() throws {
        let packed = try #require(Self.packed(WrittenDocument(WrittenDocument.Form(blockCount: 40)).bytes))
        let count = UInt32(packed.texts.ends.count)
        // Backwards, but for the booleans.
        func number(_ text: UInt32) -> UInt32 { text < 5 ? text : count + 4 - text }
        let renumbered = try #require(PackedDocument.renumbered(packed.bytes, number))
        #expect(renumbered != packed.bytes)
        #expect(PackedDocument.renumbered(renumbered, number) == packed.bytes)
        #expect(PackedDocument.renumbered(packed.bytes) { $0 } == packed.bytes)
        #expect(PackedDocument.renumbered(packed.bytes) { $0 < 9 ? $0 : nil } == nil)
    }

    @Test func whatIsCutOffIsNoneAndWhatIsDamagedHarmsNobody() throws {
        let packed = try #require(Self.packed(WrittenDocument(WrittenDocument.Form(blockCount: 7)).bytes))
        for length in packed.bytes.indices {
            #expect(Self.unpacked(Array(packed.bytes[..<length]), packed) == nil, "\(length)")
        }
        #expect(Self.unpacked(packed.bytes + [0], packed) == nil)
        for bit in 0..<(packed.bytes.count * 8) {
            var turned = packed.bytes
            turned[bit / 8] ^= 1 << UInt8(bit % 8)
            // It may be another document, of which every index leads somewhere.
            _ = Self.unpacked(turned, packed)
            _ = PackedDocument.renumbered(turned) { $0 }
        }
        for byte in packed.bytes.indices {
            var replaced = packed.bytes
            replaced.replaceSubrange(byte...byte, with: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F])
            _ = Self.unpacked(replaced, packed)
            _ = PackedDocument.renumbered(replaced) { $0 }
        }
    }

    @Test func whatHasCommentsToHeedIsNotPacked() throws {
        var reader = XMLReader(vocabulary: [], texts: [], commentMark: "forcelint-ignore")
        let plain = try read(Array("<r><!-- any --></r>".utf8), with: &reader) { $0.packed() }
        #expect(plain != nil)
        let marked = try read(Array("<r><!-- forcelint-ignore x: y --></r>".utf8), with: &reader) { $0.packed() }
        #expect(marked == nil)
    }

    @Test func textsThatDoNotFitAreNone() {
        #expect(KeptTexts(bytes: [1, 2, 3], ends: [0, 2, 1, 3]) == nil)
        #expect(KeptTexts(bytes: [1, 2, 3], ends: [0, 2]) == nil)
        #expect(KeptTexts(bytes: [1, 2, 3], ends: []) == nil)
        #expect(KeptTexts(bytes: [], ends: []) != nil)
    }
}
