/// Writes JSON in the order in which it is told to, indented by two spaces.
///
/// What a terminal or a CI runner would execute is escaped, so that the text is harmless and its values are unchanged.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var depth = 0
    private var isEmpty = true
    /// Inside an object or array that stands on one line.
    private var isOnOneLine = false

    /// The text, with a line break at its end.
    var text: String {
        String(decoding: bytes, as: UTF8.self) + "\n"
    }

    mutating func object(_ key: String? = nil, onOneLine: Bool = false, _ write: (inout JSONWriter) -> Void) {
        container(key, "{", "}", onOneLine, write)
    }

    mutating func array(_ key: String? = nil, onOneLine: Bool = false, _ write: (inout JSONWriter) -> Void) {
        container(key, "[", "]", onOneLine, write)
    }

    mutating func array(_ key: String, _ values: [String]) {
        array(key, onOneLine: true) { json in
            for value in values { json.element(value) }
        }
    }

    mutating func member(_ key: String, _ value: String) {
        begin(key)
        string(value)
    }

    mutating func member(_ key: String, _ value: Int) {
        begin(key)
        bytes.append(contentsOf: String(value).utf8)
    }

    mutating func member(_ key: String, _ value: Bool) {
        begin(key)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    mutating func null(_ key: String) {
        begin(key)
        bytes.append(contentsOf: "null".utf8)
    }

    mutating func element(_ value: String) {
        begin(nil)
        string(value)
    }

    private mutating func container(
        _ key: String?,
        _ opening: Unicode.Scalar,
        _ closing: Unicode.Scalar,
        _ onOneLine: Bool,
        _ write: (inout JSONWriter) -> Void
    ) {
        begin(key)
        bytes.append(UInt8(ascii: opening))
        let wasOnOneLine = isOnOneLine
        isOnOneLine = isOnOneLine || onOneLine
        depth += 1
        isEmpty = true
        write(&self)
        depth -= 1
        if !isEmpty {
            if !isOnOneLine {
                breakLine()
            } else if closing == "}" {
                bytes.append(0x20)
            }
        }
        bytes.append(UInt8(ascii: closing))
        isOnOneLine = wasOnOneLine
        isEmpty = false
    }

    private mutating func begin(_ key: String?) {
        if depth > 0 {
            if !isEmpty { bytes.append(UInt8(ascii: ",")) }
            if !isOnOneLine {
                breakLine()
            } else if !isEmpty || bytes.last == UInt8(ascii: "{") {
                bytes.append(0x20)
            }
        }
        isEmpty = false
        if let key {
            string(key)
            bytes.append(contentsOf: ": ".utf8)
        }
    }

    private mutating func breakLine() {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }

    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        if Self.isPlain(text.utf8) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(UInt8(scalar.value))
            case "\n": bytes.append(contentsOf: "\\n".utf8)
            case "\r": bytes.append(contentsOf: "\\r".utf8)
            case "\t": bytes.append(contentsOf: "\\t".utf8)
            case "#" where last == "#": escape(0x23)
            case _ where scalar.value < 0x7F && scalar.value >= 0x20: bytes.append(UInt8(scalar.value))
            case _ where Neutralizer.isInvisible(scalar):
                for unit in String(scalar).utf16 { escape(unit) }
            default: bytes.append(contentsOf: String(scalar).utf8)
            }
            last = scalar
        }
    }

    private static func isPlain(_ text: String.UTF8View) -> Bool {
        var last: UInt8 = 0
        for byte in text {
            if byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
            if byte == UInt8(ascii: "#"), last == byte { return false }
            last = byte
        }
        return true
    }

    private mutating func escape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes.append(contentsOf: "\\u".utf8)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        bytes.append(contentsOf: digits.utf8)
    }
}
