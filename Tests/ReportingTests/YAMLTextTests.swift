import Reporting
import Testing
import YAML

@Suite("Texts in YAML")
struct YAMLTextTests {
    private static let texts = [
        "", " ", "MuleSoft", "a b", "360", "0x1F", "1e3", "yes", "No", "off", "null", "~", "-", "- a", "a: b", "a #b",
        "#a", "'a'", "\"a\"", "\\", "[a]", "{a}", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "? a", "a\nb", "a\r\n",
        "\t", "é😀", "\u{0}", "\u{85}", "\u{2028}", "\u{FEFF}a", "\u{202E}a", "\u{FFFE}", "\u{FFFF}", "\u{E0001}",
        "##[command]", "::add-mask::x", "mulesoft.integration@acme.com", "a/b-c_d",
    ]

    @Test("read back as they were", arguments: texts)
    func readBack(text: String) throws {
        let written = YAMLText(text).description
        let node = try YAMLReader.read("key: \(written)  # \(YAMLText.remark(text))\nother: 1")
        let mapping = try #require(node?.mapping)
        #expect(mapping.map(\.key.scalar) == ["key", "other"])
        #expect(mapping.first?.value.scalar.map { Array($0.utf8) } == Array(text.utf8))
        // What could be a number or a truth stands in quotes, so that it is none.
        let isPlain = mapping.first?.value.plainScalar != nil
        #expect(!isPlain || Int(text) == nil && Double(text) == nil && !["yes", "No", "off", "null"].contains(text))
        #expect(
            !written.contains("##") && !written.unicodeScalars.contains { $0.properties.generalCategory == .format })
    }
}
