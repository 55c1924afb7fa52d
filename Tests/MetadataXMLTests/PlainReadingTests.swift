import Foundation
import TestSupport
import Testing

@testable import MetadataXML

/// Files without prefixes and attributes are read by SAX1: what comes of it is what SAX2 makes of them.
@Suite("Plain files")
struct PlainReadingTests {
    private static let namespace = "http://soap.sforce.com/2006/04/metadata"

    /// All that a file says, or why it is refused.
    private enum Outcome: Equatable {
        case document(nodes: [String], namespace: String?, comments: [String])
        case fault(XMLFault.Kind, offset: Int, message: String)
    }

    private func outcome(_ bytes: [UInt8], _ reader: inout XMLReader) -> Outcome {
        do throws(XMLFault) {
            return try read(bytes, with: &reader) { document in
                .document(
                    nodes: (0..<document.count).map { index in
                        let node = document[index]
                        return "\(document.name(of: index)) \(node.offset) \(node.end) \(node.attributes.rawValue) "
                            + document.text(of: index)
                    },
                    namespace: document.rootNamespace,
                    comments: document.comments.map { "\($0.range) \($0.text)" })
            }
        } catch {
            return .fault(error.kind, offset: error.offset, message: error.message)
        }
    }

    /// Reads files by both ways, one after another as a run does, and tells how many were read by SAX1.
    private func compare(_ files: some Sequence<(name: String, bytes: [UInt8])>) -> Int {
        let vocabulary = ["PermissionSet", "label"]
        var plain = XMLReader(vocabulary: vocabulary, texts: [], commentMark: "note", namespace: Self.namespace)
        var full = XMLReader(vocabulary: vocabulary, texts: [], commentMark: "note")
        var count = 0
        for (name, bytes) in files {
            let expected = outcome(bytes, &full)
            let found = outcome(bytes, &plain)
            #expect(found == expected, "\(name)")
            if plain.wasPlain { count += 1 }
            let isFull = !full.wasPlain
            #expect(isFull)
        }
        return count
    }

    private static let inside = "<label>A</label><x/>"

    @Test(arguments: [
        "<a/>", "<a>\n</a>\n", "<a><b>1</b> <b> 2 </b>text<b/></a>", "<a>1 &amp; 2</a>", "<a>&#65;&lt;<b/></a>",
        "<a>x<!-- note: y -->z</a>", "<a><![CDATA[<&]]></a>", "<a>x<![CDATA[y]]>z</a>", "<a >x</a >",
        "<a>\r\nx\r</a>", "<a><b>\u{E9}\u{1F600}</b></a>", "<!-- note --><a>x</a><!-- note -->",
        "<a><b></b><b> </b><b>\n<c>x</c></b></a>", "<a xmlns=\"\(namespace)\">\(inside)</a>",
        "<a xmlns = '\(namespace)' >\(inside)</a>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a xmlns='\(namespace)'/>",
        "<\u{E9}l\u{E9}ment>x</\u{E9}l\u{E9}ment>", "<a><b>\(String(repeating: "x", count: 9_000))</b></a>",
        "<a><b>\(String(repeating: "\u{E9}", count: 5_000))</b>\(String(repeating: " ", count: 5_000))<c/></a>",
    ])
    func isReadBySAX1(_ text: String) {
        #expect(compare([(text, Array(text.utf8))]) == 1)
    }

    @Test(arguments: [
        "<a><?p q?>x</a>", "<?p q?><a/>", "<?p:q r?><a/>", "<a/><?p:q r?>", "<a b='c'>x</a>",
        "<a><b><c d='e'>x</c></b></a>", "<a xmlns='else'>\(inside)</a>",
        "<a xmlns=''>\(inside)</a>", "<a xmlns='\(namespace)' b='c'>\(inside)</a>",
        "<a><b xmlns='\(namespace)'>x</b></a>",
        "<m:a xmlns:m='\(namespace)'><m:b>x</m:b></m:a>", "<m:a><m:b>x</m:b></m:a>",
        "<a xmlns='\(namespace)' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><b xsi:nil='true'/></a>",
        "<a><b:c>x</b:c></a>", "<a>:<:b/></a>", "<a><b xml:lang='en'>x</b></a>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>", "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "", " ", "x", "<a", "<a>", "<a></b>", "<a><b></a>", "<a/><b/>", "<a>&b;</a>", "<a>&#0;</a>", "<a>\u{1}</a>",
        "<a><b>x</b", "<a>]]></a>", "<a b></a>", "<a b='1' b='2'/>", "<a><!-- -- --></a>", "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a>\(String(repeating: "<b>", count: 70))", "<a>x</a>y",
        "\u{FEFF}", "<?xml version='1.0'?><?xml version='1.0'?><a/>",
    ])
    func isLeftToSAX2(_ text: String) {
        #expect(compare([(text, Array(text.utf8))]) == 0)
    }

    @Test func namesOfMoreFilesThanOneMayHave() {
        let files = (0..<12).map { file in
            let names = (0..<600).map { "<n\(file)-\($0)/>" }.joined()
            return (name: "\(file)", bytes: Array("<a>\(names)</a>".utf8))
        }
        #expect(compare(files) > 0)
    }

    @Test func everyFileOfTheFixturesAndTheCorpus() throws {
        var count = 0
        for root in [Checkout.root.appending(path: "Fixtures"), SharedMaterial.url("corpus")].compactMap(\.self) {
            for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
            where path.hasSuffix(".xml") {
                guard let data = try? Data(contentsOf: root.appending(path: path)) else { continue }
                count += compare([(path, Array(data))])
            }
        }
        #expect(count > 300)
    }

    @Test func suitesOfOthers() throws {
        var files: [(name: String, bytes: [UInt8])] = []
        for folder in ["suites/xmlconf", "suites/libxml2-testdata/test"].compactMap(SharedMaterial.url) {
            for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
                guard let data = try? Data(contentsOf: folder.appending(path: path)) else { continue }
                files.append((path, Array(data)))
            }
        }
        _ = compare(files)
        if let hostile = try HostileFiles(scale: 0.2) {
            _ = compare(
                try hostile.names.map { ($0, Array(try Data(contentsOf: hostile.folder.url.appending(path: $0)))) })
        }
    }

    /// Cut off at every byte, and with every byte changed.
    @Test func damagedFiles() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <PermissionSet xmlns="\(Self.namespace)">
                <!-- note -->
                <label>A &amp; B</label>
                <x><![CDATA[<]]></x>
            </PermissionSet>

            """
        let bytes = Array(text.utf8)
        let cut = bytes.indices.map { (name: "cut off at \($0)", bytes: Array(bytes[..<$0])) }
        let changed = bytes.indices.flatMap { index in
            [0x01, 0x04, 0x20, 0x80].map { (bit: UInt8) in
                var other = bytes
                other[index] ^= bit
                return (name: "\(index) with \(bit)", bytes: other)
            }
        }
        #expect(compare(cut + changed) > 100)
    }
}
