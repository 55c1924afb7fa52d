import MetadataXML
import Testing

struct TextTests {
    @Test(arguments: [
        ("<a> \n\t x y \r\n </a>", "x y"), ("<a></a>", ""), ("<a/>", ""), ("<a> </a>", ""),
        ("<a><![CDATA[ <b> ]]></a>", "<b>"), ("<a>1<![CDATA[2]]>3<!-- 4 -->5<?six 6?>7</a>", "12357"),
        ("<a>&lt;&gt;&amp;&quot;&apos;</a>", #"<>&"'"#), ("<a>&#65;&#x42;&#x1F512;</a>", "AB🔒"),
        ("<a>&#32;x&#32;</a>", "x"), ("<a>x\r\ny\rz</a>", "x\ny\nz"), ("<a>é漢🔐</a>", "é漢🔐"),
        ("<a>&#xA0;x\u{A0}</a>", "\u{A0}x\u{A0}"), ("<a>a]]b</a>", "a]]b"), ("<a>True</a>", "True"),
        ("<a>true</a>", "true"), ("<a>false</a>", "false"), ("<a>1</a>", "1"), ("<a>0</a>", "0"),
        ("<a>&amp;lt;</a>", "&lt;"), ("<a>&#38;amp;</a>", "&amp;"), ("<a>&#x202E;nimdA</a>", "\u{202E}nimdA"),
    ])
    func textIsWhatStandsBetweenTheTags(_ source: String, _ expected: String) throws {
        #expect(try elements(Array(source.utf8)).map(\.text) == [expected])
    }

    @Test func anElementWithChildrenHasNoText() throws {
        let read = try elements(Array("<a>x<b>y</b>z<c/>w</a>".utf8))
        #expect(read.map(\.text) == ["", "y", ""])
    }

    @Test func aTextAsLongAsALibraryBufferIsWhole() throws {
        for length in [299, 300, 301, 4_095, 4_096, 4_097, 100_000] {
            let text = String(repeating: "ab&amp;é", count: length)
            let read = try elements(Array("<a>\(text)</a>".utf8))
            #expect(read[0].text == text.replacing("&amp;", with: "&"))
        }
    }

    @Test func equalTextsHaveEqualNumbersAndBooleansTheirOwn() throws {
        var reader = XMLReader(vocabulary: [], texts: ["Preset"])
        let numbers = try read(
            Array("<a><b>x</b><b>true</b><b>false</b><b>1</b><b>0</b><b/><b> x </b><b>Preset</b></a>".utf8),
            with: &reader
        ) { document in (1..<document.count).map { document[$0].text } }
        #expect(numbers[0] == numbers[6])
        #expect(Array(numbers[1...5]) == [1, 2, 3, 4, TextTable.empty])
        #expect(numbers[7] == TextTable.firstPreset)
        let again = try read(Array("<a>x</a>".utf8), with: &reader) { $0[0].text }
        #expect(again == numbers[0])
    }

    @Test func nilIsToldWhateverThePrefix() throws {
        var reader = XMLReader(vocabulary: [], texts: [])
        let source = """
            <a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">\
            <b xsi:nil="true"/><b i:nil="1"/><b xsi:nil="false"/><b/><b xsi:nil="0"/></a>
            """
        let isNil = try read(Array(source.utf8), with: &reader) { document in
            (1..<document.count).map { document[$0].attributes.contains(.isNil) }
        }
        #expect(isNil == [true, true, false, false, false])
    }

    @Test func attributesAreReadByLocalName() throws {
        var reader = XMLReader(vocabulary: [], texts: [])
        let source = """
            <a one="1 &gt; 0" two='&amp;&#38;&lt;"'><b/><c x:three="3" xmlns:x="u" e=""/><d one="é"/></a>
            """
        let values = try read(Array(source.utf8), with: &reader) { document in
            [
                document.attribute("one", of: 0), document.attribute("two", of: 0), document.attribute("x", of: 0),
                document.attribute("one", of: 1), document.attribute("three", of: 2), document.attribute("e", of: 2),
                document.attribute("one", of: 3),
            ]
        }
        #expect(values == ["1 > 0", "&&<\"", nil, nil, "3", "", "é"])
    }

    @Test func namesOfTheVocabularyHaveItsNumbersAndOthersFollow() throws {
        var reader = XMLReader(vocabulary: ["b", "a"], texts: [])
        for _ in 0..<2 {
            let (numbers, names) = try read(Array("<a><b/><c/><p:b xmlns:p='u'/><c/></a>".utf8), with: &reader) {
                document in
                ((0..<5).map { document[$0].name }, (0..<5).map { document.name(of: $0) })
            }
            #expect(numbers == [1, 0, 2, 0, 2])
            #expect(names == ["a", "b", "c", "b", "c"])
        }
    }

    @Test func childrenAreTheDirectOnes() throws {
        var reader = XMLReader(vocabulary: [], texts: [])
        let source = "<a><b><c/><c><d/></c></b><e/><f><g/></f></a>"
        let names = try read(Array(source.utf8), with: &reader) { document in
            [0, 1, 3, 5].map { document.children(of: $0).map { document.name(of: $0) } }
        }
        #expect(names == [["b", "e", "f"], ["c", "c"], ["d"], []])
    }

    @Test func theNamespaceIsTheRootsOwn() throws {
        var reader = XMLReader(vocabulary: [], texts: [])
        let sources = [
            "<a xmlns='u'><b xmlns='v'/></a>", "<a><b xmlns='v'/></a>", "<p:a xmlns:p='w'/>", "<a xmlns=''/>",
        ]
        let namespaces = try sources.map { source in
            try read(Array(source.utf8), with: &reader) { $0.rootNamespace }
        }
        #expect(namespaces == ["u", nil, "w", nil])
    }
}
