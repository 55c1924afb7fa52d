import LintEngine
import OrgModel
import Testing

@testable import Reporting

@Suite struct CodeFrameTests {
    /// The line with the marks below it.
    private func frame(
        _ text: String,
        _ span: String,
        masking secret: String? = nil,
        isConfidential: Bool = false,
        width: Int = 80
    ) throws -> [String] {
        try frame(Array(text.utf8), span, masking: secret, isConfidential: isConfidential, width: width)
    }

    private func frame(
        _ bytes: [UInt8],
        _ span: String,
        masking secret: String? = nil,
        isConfidential: Bool = false,
        width: Int = 80
    ) throws -> [String] {
        func range(_ text: String) throws -> Range<Int> {
            let wanted = Array(text.utf8)
            let start = try #require(bytes.indices.first { bytes[$0...].starts(with: wanted) })
            return start..<(start + wanted.count)
        }
        let source = SourceText(bytes: bytes)
        let mark = CodeFrame.Mark(region: source.region(try range(span)), label: "", isPrimary: true)
        let masks = try secret.map { [SourceMask(bytes: try range($0))] } ?? []
        return CodeFrame(source, [mark], masks: masks, isConfidential: isConfidential, width: width).rows.map { row in
            switch row {
            case .gap: "..."
            case .source(_, let text): text
            case .underline(let column, let length, _, _):
                String(repeating: " ", count: column) + String(repeating: "^", count: length)
            }
        }
    }

    @Test func underlinesTheSpan() throws {
        #expect(try frame("one\n  <a>b</a> \nthree", "<a>b</a>") == ["  <a>b</a>", "  ^^^^^^^^"])
    }

    @Test func leavesLineBreakAndMarkOut() throws {
        #expect(try frame("\u{FEFF}<a/>\r\n<b/>\r\n", "<a/>") == ["<a/>", "^^^^"])
    }

    @Test func expandsTabs() throws {
        #expect(try frame("\ta\t<b/>", "<b/>") == ["    a   <b/>", "        ^^^^"])
    }

    @Test func countsWideAndCombiningCharacters() throws {
        #expect(try frame("日本e\u{301} <b>ü</b>", "<b>ü</b>") == ["日本e\u{301} <b>ü</b>", "      ^^^^^^^^"])
    }

    @Test func showsWhatCannotBeSeen() throws {
        #expect(try frame("a\u{1B}[0m <b/>", "<b/>") == ["a\\u{1B}[0m <b/>", "           ^^^^"])
        #expect(try frame("::x <b/>", "<b/>") == [":\\:x <b/>", "     ^^^^"])
    }

    @Test func survivesBytesThatAreNoText() throws {
        let bytes: [UInt8] = [0xFF, 0x20] + Array("<b/>".utf8) + [0xE2, 0x82]
        #expect(try frame(bytes, "<b/>") == ["\u{FFFD} <b/>\u{FFFD}", "  ^^^^"])
    }

    @Test func cutsALongLineAroundTheSpan() throws {
        let filler = String(repeating: "x", count: 5000)
        let rows = try frame("\(filler)<a>here</a>\(filler)", "<a>here</a>", width: 40)
        #expect(rows[0] == "…xxxxxxxxxxxxx<a>here</a>xxxxxxxxxxxxxx…")
        #expect(rows[1] == "              ^^^^^^^^^^^")
        #expect(try frame("  <a>here</a>\(filler)", "<a>here</a>", width: 30)[0] == "  <a>here</a>xxxxxxxxxxxxxxx…")
    }

    @Test func cutsALongSpan() throws {
        let rows = try frame(
            "  <a>\(String(repeating: "y", count: 9000))</a>", "<a>\(String(repeating: "y", count: 9000))</a>",
            width: 20)
        #expect(rows == ["…<a>yyyyyyyyyyyyyyy…", " ^^^^^^^^^^^^^^^^^^"])
    }

    @Test func neverCutsACharacter() throws {
        let filler = String(repeating: "日", count: 3000)
        for width in 40...48 {
            let rows = try frame("\(filler)<a/>\(filler)", "<a/>", width: width)
            #expect(!rows[0].contains("\u{FFFD}"))
            #expect(DisplayWidth.of(rows[0]) <= width)
        }
    }

    @Test func masksASecretWithoutItsLength() throws {
        let rows = try frame("  <s>hunter2hunter2</s>", "<s>hunter2hunter2</s>", masking: "hunter2hunter2")
        #expect(rows == ["  <s>••••••••</s>", "  ^^^^^^^^^^^^^^^"])
    }

    @Test func showsNothingBesideAConfidentialSpan() throws {
        let text = "  <k>key</k><s>x</s> <t>t</t>"
        #expect(try frame(text, "<s>x</s>", isConfidential: true) == ["…<s>x</s>…", " ^^^^^^^^"])
        #expect(try frame("  <s>x</s>", "<s>x</s>", isConfidential: true) == ["  <s>x</s>", "  ^^^^^^^^"])
    }

    @Test func showsTheFirstLineOfASpan() throws {
        #expect(try frame("  <a\n    b='c'>\n", "<a\n    b='c'>") == ["  <a", "  ^^"])
    }

    @Test func repeatsALineWhoseSpansAreFarApart() throws {
        let source = SourceText(bytes: Array("<a/>\(String(repeating: "x", count: 500))<b/>".utf8))
        let marks = [0..<4, 504..<508].map {
            CodeFrame.Mark(region: source.region($0), label: "", isPrimary: $0 == 0..<4)
        }
        let rows = CodeFrame(source, marks, masks: [], isConfidential: false, width: 40).rows
        #expect(rows.count == 4)
        guard case .source(1, let second) = rows[2] else {
            Issue.record("the line is not repeated")
            return
        }
        #expect(second.hasSuffix("<b/>"))
    }
}
