import Foundation
import OrgReader
import Testing

struct JSONReaderTests {
    private func read(_ text: String, maximumDepth: Int = JSONReader.usualMaximumDepth) throws -> JSONValue {
        try JSONReader.value(in: Array(text.utf8), maximumDepth: maximumDepth)
    }

    private func error(_ bytes: [UInt8]) -> RecordSyntaxError? {
        #expect(throws: RecordSyntaxError.self) { try JSONReader.value(in: bytes) }
    }

    private func error(_ text: String) -> RecordSyntaxError? {
        error(Array(text.utf8))
    }

    @Test func acceptsAndRefusesWhatJSONTestSuiteSays() throws {
        guard let suite = SharedSuite("jsontestsuite") else { return }
        var counts: [Character: Int] = [:]
        for (name, bytes) in try suite.files(in: "test_parsing") {
            let value = try? JSONReader.value(in: bytes)
            switch name.first {
            case "y": #expect(value != nil, "\(name) is JSON")
            case "n": #expect(value == nil, "\(name) is not JSON")
            default: break
            }
            counts[name.first ?? "?", default: 0] += 1
        }
        #expect(counts == ["y": 95, "n": 188, "i": 35])
    }

    @Test func readsTheValuesThatFoundationReads() throws {
        guard let suite = SharedSuite("jsontestsuite") else { return }
        for (name, bytes) in try suite.files(in: "test_parsing") where name.hasPrefix("y_") {
            let expected = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            let value = try JSONReader.value(in: bytes)
            if name == "y_object_duplicated_key.json" {
                #expect(value["a"]?.string == "c")
            } else {
                #expect(isEqual(value, expected), "\(name)")
            }
        }
    }

    private func isEqual(_ value: JSONValue, _ expected: Any) -> Bool {
        switch value.content {
        case .null: return expected is NSNull
        case .boolean(let boolean): return expected as? Bool == boolean
        case .number(let text): return (expected as? NSNumber)?.doubleValue == Double(text)
        case .string(let text): return (expected as? String).map { Array($0.utf8) == Array(text.utf8) } ?? false
        case .array(let elements):
            guard let others = expected as? [Any], others.count == elements.count else { return false }
            return zip(elements, others).allSatisfy { isEqual($0, $1) }
        case .object(let members):
            guard let others = expected as? [String: Any], others.count == Set(members.map(\.name)).count else {
                return false
            }
            return members.allSatisfy { member in others[member.name].map { isEqual(member.value, $0) } ?? false }
        }
    }

    @Test func keepsOrderTextAndPlaceOfEverything() throws {
        let text = #" {"b": [1, {"c": -0.50e+2}], "a": null, "b": "x"}"#
        let value = try read(text)
        #expect(value.offset == 1)
        #expect(value.members?.map(\.name) == ["b", "a", "b"])
        let elements = try #require(value.members?[0].value.elements)
        #expect(elements.map(\.offset) == [8, 11])
        #expect(elements[0].integer == 1)
        guard case .number(let number)? = elements[1]["c"]?.content else {
            Issue.record("no number")
            return
        }
        #expect(number == "-0.50e+2")
        #expect(value["a"]?.isNull == true)
        #expect(value["b"]?.string == "x", "the last of two members with one name counts")
        #expect(value["c"] == nil)
    }

    @Test func decodesEscapes() throws {
        let value = try read(#""\"\\\/\b\f\n\r\t\u0041\u00e9\uD83D\uDE00 ü""#)
        #expect(value.string == "\"\\/\u{8}\u{C}\n\r\tAé😀 ü")
    }

    @Test(arguments: [
        (#""\ud800""#, "\u{FFFD}"), (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"), (#""\udc00x""#, "\u{FFFD}x"),
        (#""\ud800\n""#, "\u{FFFD}\n"),
    ])
    func replacesHalfASurrogatePair(text: String, expected: String) throws {
        #expect(try read(text).string == expected)
    }

    @Test func acceptsAByteOrderMark() throws {
        #expect(try JSONReader.value(in: [0xEF, 0xBB, 0xBF] + Array("{}".utf8)).offset == 3)
    }

    @Test(arguments: [[0xFF, 0xFE, 0x7B, 0x00], [0xFE, 0xFF, 0x00, 0x7B], [0x7B, 0x00], [0x00, 0x7B]] as [[UInt8]])
    func refusesUTF16ByName(bytes: [UInt8]) {
        #expect(error(bytes) == RecordSyntaxError(offset: 0, message: "Expected UTF-8 text, found UTF-16."))
    }

    @Test func limitsTheDepth() throws {
        let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try read(deep(64))
        #expect(error(deep(65))?.offset == 64)
        _ = try read(deep(3), maximumDepth: 3)
        #expect(throws: RecordSyntaxError.self) { try read(#"{"a":{"b":[{}]}}"#, maximumDepth: 3) }
        #expect(error(String(repeating: #"{"a":"#, count: 1_000_000))?.offset == 64 * 5)
    }

    @Test(arguments: [
        ("", 0, "Expected a value, found the end of the file."),
        ("  \n", 3, "Expected a value, found the end of the file."),
        ("[1,\n  ]", 6, "Expected a value, found “]”."),
        ("[1 2]", 3, "Expected “,” or “]”, found “2”."),
        ("{\"a\" 1}", 5, "Expected “:”, found “1”."),
        ("{a: 1}", 1, "Expected a name in double quotes, found “a”."),
        ("{\"a\":1,}", 7, "Expected a name in double quotes, found “}”."),
        ("{\"a\":1", 6, "Expected “,” or “}”, found the end of the file."),
        ("{} {}", 3, "Expected the end of the file, found “{”."),
        ("[tru]", 4, "Expected “true”, found “]”."),
        ("[-]", 2, "Expected a digit, found “]”."),
        ("[01]", 2, "Expected “,” or “]”, found “1”."),
        ("\"a\nb\"", 2, "Expected control characters to be escaped in a string, found the end of the line."),
        ("\"\\u12G4\"", 5, "Expected four hexadecimal digits behind “\\u”, found “G”."),
        ("\"\\x\"", 2, "Expected one of \" \\ / b f n r t u behind the backslash, found “x”."),
        ("\"abc", 4, "Expected the “\"” that ends the string, found the end of the file."),
        ("é", 0, "Expected a value, found the byte 0xC3."),
    ])
    func saysWhereAndWhy(text: String, offset: Int, message: String) {
        #expect(error(text) == RecordSyntaxError(offset: offset, message: message))
    }

    @Test(arguments: [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]])
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        let error = error(Array("\"é".utf8) + bytes + Array("\"".utf8))
        #expect(error?.offset == 3)
        #expect(error?.message.hasPrefix("Expected UTF-8 text, found the byte 0x") == true)
    }
}
