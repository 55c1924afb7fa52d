internal import Yams

/// The text of a configuration on its way to nodes: what would make reading it endless is refused first.
struct ConfigurationText {
    /// Without a byte-order mark, which belongs to no column.
    let text: String
    let path: String

    init(text: String, path: String) {
        self.text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        self.path = path
    }

    /// Nested brackets, and columns of indentation, at most; a configuration needs five levels.
    private static let maximumDepth = 64

    /// The root of the one document; nil where there is none.
    func root() throws(ConfigurationError) -> Node? {
        guard text.utf8.count <= Configuration.maximumLength else {
            throw error(line: 1, column: 1, "the configuration is larger than 1 MB")
        }
        try refuseDepth()
        try refuseAliases()
        do {
            // Scalars are told apart by those who ask for them, so nothing is resolved here.
            return try compose(yaml: text, .basic)
        } catch {
            throw place(error)
        }
    }

    func error(line: Int, column: Int, _ message: String, suggestion: String? = nil) -> ConfigurationError {
        ConfigurationError(path: path, line: line, column: column, message: message, suggestion: suggestion)
    }

    /// An error at a mark, whose column counts Unicode scalars.
    func error(at mark: Mark?, _ message: String, suggestion: String? = nil) -> ConfigurationError {
        guard let mark, mark.line > 0 else { return error(line: 1, column: 1, message, suggestion: suggestion) }
        let lines = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
        let line = mark.line <= lines.count ? lines[mark.line - 1] : Substring.UnicodeScalarView()
        let column = line.prefix(max(0, mark.column - 1)).reduce(1) { $0 + UTF16.width($1) }
        return error(line: mark.line, column: column, message, suggestion: suggestion)
    }

    /// Nested collections cost a frame of the stack each. Quotes are not looked at: they could hide what opens.
    private func refuseDepth() throws(ConfigurationError) {
        var position = (line: 1, column: 1)
        var brackets = 0
        var indentation: Int? = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0A, 0x0D:
                position = (position.line + (byte == 0x0A ? 1 : 0), 0)
                indentation = 0
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                brackets += 1
                indentation = nil
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                brackets = max(0, brackets - 1)
                indentation = nil
            case 0x20, 0x09, UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
                indentation = indentation.map { $0 + 1 }
            case UInt8(ascii: "#") where indentation != nil: indentation = nil
            default:
                if let depth = indentation, depth > ConfigurationText.maximumDepth {
                    throw error(line: position.line, column: position.column, "the configuration is nested too deeply")
                }
                indentation = nil
            }
            guard brackets <= ConfigurationText.maximumDepth else {
                throw error(line: position.line, column: position.column, "the configuration is nested too deeply")
            }
            position.column += 1
        }
    }

    /// Aliases multiply what they stand for, and even comparing keys would follow them. Where the text has both an
    /// anchor and an alias by the look of it, no parser needs to decide it.
    private func refuseAliases() throws(ConfigurationError) {
        guard sign(UInt8(ascii: "&")) != nil, let alias = sign(UInt8(ascii: "*")) else { return }
        throw error(
            line: alias.line, column: alias.column, "anchors and aliases are not supported; write the value out")
    }

    /// Where a sign stands before a name and not behind a letter or digit.
    private func sign(_ sign: UInt8) -> (line: Int, column: Int)? {
        var position = (line: 1, column: 1)
        var found: (line: Int, column: Int)?
        var previous = UInt8(ascii: "\n")
        for byte in text.utf8 {
            if let found, isWord(byte) { return found }
            found = byte == sign && !isWord(previous) ? position : nil
            position = byte == 0x0A ? (position.line + 1, 1) : (position.line, position.column + 1)
            previous = byte
        }
        return nil
    }

    private func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private func place(_ error: any Error) -> ConfigurationError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return self.error(at: mark, "this is not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            return self.error(at: context.mark, "'\(keys.first ?? "")' is given twice")
        case .reader(let problem, let offset, _, _):
            let lines = text.prefix(offset ?? 0).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            return self.error(
                line: lines.count,
                column: (lines.last?.utf16.count ?? 0) + 1,
                "this is not valid YAML: \(problem)"
            )
        default: return self.error(at: nil, "this is not valid YAML")
        }
    }
}
