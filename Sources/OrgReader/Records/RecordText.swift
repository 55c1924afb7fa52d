/// Why an export file, or a row of it, cannot be read.
package struct RecordSyntaxError: Error, Hashable {
    /// Bytes from the start of the file to the byte that is wrong; the length of the file where it ends too early.
    package let offset: Int
    /// One sentence that says what was expected and what was found.
    package let message: String

    package init(offset: Int, message: String) {
        self.offset = offset
        self.message = message
    }

    init(offset: Int, expected: String, found: String) {
        self.init(offset: offset, message: "Expected \(expected), found \(found).")
    }
}

/// The bytes of an export file as UTF-8, the encoding that JSON prescribes and that every export tool writes.
enum RecordText {
    /// The offset at which the text begins, behind a byte order mark if there is one.
    ///
    /// UTF-16 is refused here by name: it is what Windows PowerShell writes when the output of a command is redirected.
    static func start(of bytes: [UInt8]) throws(RecordSyntaxError) -> Int {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
        let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        let hasWideCharacter = bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)
        if hasMark || hasWideCharacter {
            throw RecordSyntaxError(offset: 0, expected: "UTF-8 text", found: "UTF-16")
        }
        return 0
    }

    /// The text in a range of the bytes; the error points to the first byte that is not UTF-8.
    static func string(in range: Range<Int>, of bytes: [UInt8]) throws(RecordSyntaxError) -> String {
        if let text = String(validating: bytes[range], as: UTF8.self) { return text }
        var decoder = UTF8()
        var iterator = bytes[range].makeIterator()
        var offset = range.lowerBound
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            offset += UTF8.width(scalar)
        }
        throw RecordSyntaxError(offset: offset, expected: "UTF-8 text", found: name(ofByteAt: offset, in: bytes))
    }

    /// What stands at an offset, in the words of an error message.
    static func name(ofByteAt offset: Int, in bytes: [UInt8]) -> String {
        guard offset < bytes.count else { return "the end of the file" }
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return "the end of the line"
        case 0x20...0x7E: return "“\(Character(Unicode.Scalar(byte)))”"
        default: return "the byte 0x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
}
