/// Reads a JSON text as RFC 8259 defines it, from UTF-8 bytes with or without a byte order mark.
///
/// It refuses what the grammar does not allow, invalid UTF-8 and nesting beyond the given depth. It accepts any number
/// and keeps its text, accepts repeated names, and reads half a surrogate pair as U+FFFD.
package struct JSONReader {
    /// The depth that no export or project file comes near.
    package static let usualMaximumDepth = 64

    private let bytes: [UInt8]
    private let maximumDepth: Int
    private var position: Int

    /// The one value that the bytes hold.
    ///
    /// - Parameter maximumDepth: How many arrays and objects may stand in one another; each costs a frame of the stack.
    package static func value(
        in bytes: [UInt8],
        maximumDepth: Int = usualMaximumDepth
    ) throws(RecordSyntaxError) -> JSONValue {
        var reader = JSONReader(bytes, startingAt: try RecordText.start(of: bytes), maximumDepth: maximumDepth)
        let value = try reader.value(depth: 0)
        reader.skipWhitespace()
        guard reader.position == bytes.count else { throw reader.unexpected("the end of the file") }
        return value
    }

    private init(_ bytes: [UInt8], startingAt start: Int, maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        position = start
    }

    /// The byte at the position; NUL, which no rule of the grammar begins with, stands for the end.
    private var current: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    private func unexpected(_ expected: String) -> RecordSyntaxError {
        let found = RecordText.name(ofByteAt: position, in: bytes)
        return RecordSyntaxError(offset: position, expected: expected, found: found)
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(RecordSyntaxError) -> JSONValue {
        skipWhitespace()
        let start = position
        switch current {
        case UInt8(ascii: "{"): return JSONValue(.object(try members(depth: depth + 1)), at: start)
        case UInt8(ascii: "["): return JSONValue(.array(try elements(depth: depth + 1)), at: start)
        case UInt8(ascii: "\""): return JSONValue(.string(try string()), at: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return JSONValue(.number(try number()), at: start)
        case UInt8(ascii: "t"):
            try skip("true")
            return JSONValue(.boolean(true), at: start)
        case UInt8(ascii: "f"):
            try skip("false")
            return JSONValue(.boolean(false), at: start)
        case UInt8(ascii: "n"):
            try skip("null")
            return JSONValue(.null, at: start)
        default:
            throw unexpected("a value")
        }
    }

    private mutating func skip(_ literal: String) throws(RecordSyntaxError) {
        for byte in literal.utf8 {
            guard current == byte else { throw unexpected("“\(literal)”") }
            position += 1
        }
    }

    // MARK: Arrays and objects

    private func checkDepth(_ depth: Int) throws(RecordSyntaxError) {
        guard depth > maximumDepth else { return }
        throw RecordSyntaxError(
            offset: position,
            expected: "at most \(maximumDepth) arrays and objects inside one another",
            found: "one more"
        )
    }

    private mutating func elements(depth: Int) throws(RecordSyntaxError) -> [JSONValue] {
        try checkDepth(depth)
        position += 1
        var elements: [JSONValue] = []
        skipWhitespace()
        if current == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            elements.append(try value(depth: depth))
            skipWhitespace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return elements
            default: throw unexpected("“,” or “]”")
            }
        }
    }

    private mutating func members(depth: Int) throws(RecordSyntaxError) -> [JSONMember] {
        try checkDepth(depth)
        position += 1
        var members: [JSONMember] = []
        skipWhitespace()
        if current == UInt8(ascii: "}") {
            position += 1
            return members
        }
        while true {
            skipWhitespace()
            guard current == UInt8(ascii: "\"") else { throw unexpected("a name in double quotes") }
            let name = try string()
            skipWhitespace()
            guard current == UInt8(ascii: ":") else { throw unexpected("“:”") }
            position += 1
            members.append(JSONMember(name: name, value: try value(depth: depth)))
            skipWhitespace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return members
            default: throw unexpected("“,” or “}”")
            }
        }
    }

    // MARK: Numbers

    private mutating func number() throws(RecordSyntaxError) -> String {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
        } else {
            try skipDigits()
        }
        if current == UInt8(ascii: ".") {
            position += 1
            try skipDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try skipDigits()
        }
        return try RecordText.string(in: start..<position, of: bytes)
    }

    private mutating func skipDigits() throws(RecordSyntaxError) {
        let start = position
        while current >= UInt8(ascii: "0"), current <= UInt8(ascii: "9") {
            position += 1
        }
        guard position > start else { throw unexpected("a digit") }
    }

    // MARK: Strings

    private mutating func string() throws(RecordSyntaxError) -> String {
        position += 1
        let start = position
        try skipUnescaped()
        if current == UInt8(ascii: "\"") {
            position += 1
            return try RecordText.string(in: start..<(position - 1), of: bytes)
        }
        var text = try RecordText.string(in: start..<position, of: bytes)
        while current == UInt8(ascii: "\\") {
            position += 1
            text.unicodeScalars.append(try escapedScalar())
            let unescaped = position
            try skipUnescaped()
            text += try RecordText.string(in: unescaped..<position, of: bytes)
        }
        position += 1
        return text
    }

    /// Goes on to the quote that ends the string or the next backslash.
    private mutating func skipUnescaped() throws(RecordSyntaxError) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): return
            case 0..<0x20: throw unexpected("control characters to be escaped in a string")
            default: position += 1
            }
        }
        throw unexpected("the “\"” that ends the string")
    }

    private mutating func escapedScalar() throws(RecordSyntaxError) -> Unicode.Scalar {
        let scalar: Unicode.Scalar
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scalar = Unicode.Scalar(current)
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{C}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"):
            position += 1
            return try codedScalar()
        default: throw unexpected("one of \" \\ / b f n r t u behind the backslash")
        }
        position += 1
        return scalar
    }

    /// The scalar behind `\u`: four digits, or the eight of a surrogate pair.
    private mutating func codedScalar() throws(RecordSyntaxError) -> Unicode.Scalar {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let end = position
        let isFollowed = position + 1 < bytes.count && bytes[position] == UInt8(ascii: "\\")
        guard UTF16.isLeadSurrogate(unit), isFollowed, bytes[position + 1] == UInt8(ascii: "u") else {
            return "\u{FFFD}"
        }
        position += 2
        let second = try codeUnit()
        guard UTF16.isTrailSurrogate(second) else {
            position = end
            return "\u{FFFD}"
        }
        return UTF16.decode(UTF16.EncodedScalar([unit, second]))
    }

    private mutating func codeUnit() throws(RecordSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(current)).hexDigitValue else {
                throw unexpected("four hexadecimal digits behind “\\u”")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
