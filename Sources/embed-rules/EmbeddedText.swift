/// The text of a file that can stand in a raw string literal without a change of a single byte.
struct EmbeddedText {
    /// As the build names the file, for refusals.
    let path: String
    let text: String

    init(path: String, bytes: some Collection<UInt8>) throws(Refusal) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(path: path, line: nil, reason: "is not UTF-8")
        }
        var line = 1
        for byte in bytes {
            switch byte {
            case 0x0A: line += 1
            case 0x00: throw Refusal(path: path, line: line, reason: "contains NUL")
            case 0x09, 0x20...0x7E, 0x80...: break
            // A carriage return would silently become a line feed, and a control character does not compile.
            default: throw Refusal(path: path, line: line, reason: "contains the control character \(byte)")
            }
        }
        self.path = path
        self.text = text
        for (index, content) in lines.enumerated() {
            for delimiter in ["\"\"\"###", "\\###"] where content.contains(delimiter) {
                let reason = "contains \(delimiter), which has a meaning in the Swift literal that holds the file"
                throw Refusal(path: path, line: index + 1, reason: reason)
            }
        }
    }

    var lines: [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The raw multi-line literal whose value is the text.
    var literal: String {
        "###\"\"\"\n\(text)\n\"\"\"###"
    }
}
