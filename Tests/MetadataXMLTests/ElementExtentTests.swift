import MetadataXML
import Testing

struct ElementExtentTests {
    private func short(_ source: String, at offset: Int) -> String {
        let bytes = Array(source.utf8)
        let range = bytes.withUnsafeBytes { XMLElementExtent.shortRange(of: $0, at: offset) }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    private func full(_ source: String, at offset: Int) -> String {
        let bytes = Array(source.utf8)
        let range = bytes.withUnsafeBytes { XMLElementExtent.fullRange(of: $0, at: offset) }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    @Test(arguments: [
        "<b>x</b>", "<b/>", "<b />", "<b></b>", "<b c='>' d=\"/>\">x</b >", "<b><!-- <c> --></b>",
        "<b><![CDATA[</b>]]></b>",
        "<b><?p </b>?>x</b>", "<b\n c='1'\n>\n x\n</b>", "<b>é &lt;</b>", "<b c='/'>x</b>", "<b c='\"'/>",
    ])
    func aLeafIsWhole(_ leaf: String) {
        for (before, after) in [("<a>", "</a>"), ("<a><b>y</b>", "<b/></a>"), ("\u{FEFF}<a> ", " <c/></a>")] {
            #expect(short(before + leaf + after, at: before.utf8.count) == leaf)
            #expect(full(before + leaf + after, at: before.utf8.count) == leaf)
        }
    }

    @Test func anElementWithChildrenIsItsStartTagOrAll() {
        let element = "<b c='>'>\n<!-- </b> --><b><b/></b><d>x</d></b>"
        let source = "<a>" + element + "</a>"
        #expect(short(source, at: 3) == "<b c='>'>")
        #expect(full(source, at: 3) == element)
        #expect(full(source, at: 0) == source)
    }

    @Test(arguments: [
        ("<b>x</b>", "x"), ("<b></b>", ""), ("<b c='>'> x </b >", " x "),
        ("<b><![CDATA[</b>]]>y</b>", "<![CDATA[</b>]]>y"),
        ("<b/>", nil), ("<b c='>x<'/>", nil), ("<b><c/></b>", nil),
    ])
    func theContentOfALeafLiesBetweenItsTags(_ source: String, _ expected: String?) {
        let bytes = Array("<a>\(source)</a>".utf8)
        let range = bytes.withUnsafeBytes { XMLElementExtent.contentRange(of: $0, at: 3) }
        #expect(range.map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
    }

    @Test func theExtentOfEveryElementEndsWithItsTag() throws {
        let document = WrittenDocument(.init(blockCount: 5))
        for element in document.elements {
            let text = String(decoding: document.bytes, as: UTF8.self)
            let whole = full(text, at: element.offset)
            #expect(whole.hasSuffix("/>") || whole.hasSuffix(element.name + ">"))
            #expect(try elements(Array(whole.utf8)).first?.name == element.name)
        }
    }

    @Test func aFileThatEndsTooSoonEndsTheExtent() {
        for source in ["<b", "<b>", "<b>x", "<b><!-- x", "<b><![CDATA[x", "<b></b", "<", "<b c='"] {
            #expect(full(source, at: 0) == source)
            #expect(source.hasPrefix(short(source, at: 0)))
        }
    }
}
