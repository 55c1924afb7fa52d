internal import YAML

/// The text of a configuration on its way to nodes.
struct ConfigurationText {
    /// Without a byte-order mark, which belongs to no column.
    let text: String
    let path: String
    /// Bytes of the byte-order mark that `text` is without.
    private let markLength: Int
    private let bytes: [UInt8]
    /// Where each line begins in `bytes`; one more stands for the end.
    private let lineStarts: [Int]

    init(text: String, path: String) {
        markLength = text.unicodeScalars.first == "\u{FEFF}" ? 3 : 0
        self.text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        self.path = path
        let bytes = Array(self.text.utf8)
        self.bytes = bytes
        lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 } + [bytes.count + 1]
    }

    /// The root of the one document; nil where there is none.
    func root() throws(ConfigurationError) -> YAMLNode? {
        guard text.utf8.count <= Configuration.maximumLength else {
            throw error(line: 1, column: 1, "the configuration is larger than 1 MB")
        }
        do throws(YAMLError) {
            return try YAMLReader.read(text)
        } catch {
            throw self.error(at: error.mark, "this is not valid YAML: \(error.problem)")
        }
    }

    func error(line: Int, column: Int, _ message: String, suggestion: String? = nil) -> ConfigurationError {
        ConfigurationError(path: path, line: line, column: column, message: message, suggestion: suggestion)
    }

    /// The bytes of the file from a mark to the end of its line.
    func range(from mark: YAMLMark) -> Range<Int> {
        guard mark.line < lineStarts.count else { return 0..<0 }
        let start = lineStarts[mark.line - 1]
        let line = bytes[start..<(lineStarts[mark.line] - 1)]
        let before = String(decoding: line, as: UTF8.self).unicodeScalars.prefix(mark.column - 1)
            .reduce(0) { $0 + UTF8.width($1) }
        let end = line.last == 0x0D ? line.count - 1 : line.count
        return markLength + start + before..<markLength + start + max(before + 1, end)
    }

    /// An error at a mark, whose column counts Unicode scalars.
    func error(at mark: YAMLMark, _ message: String, suggestion: String? = nil) -> ConfigurationError {
        let lines = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
        let line = mark.line <= lines.count ? lines[mark.line - 1] : Substring.UnicodeScalarView()
        let column = line.prefix(max(0, mark.column - 1)).reduce(1) { $0 + UTF16.width($1) }
        return error(line: mark.line, column: column, message, suggestion: suggestion)
    }
}
