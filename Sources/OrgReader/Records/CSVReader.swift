/// Reads separated values as RFC 4180 defines them, row by row, from UTF-8 bytes with or without a byte order mark.
///
/// Beyond the RFC it accepts LF and CR as ends of rows, the delimiters that the Salesforce CLI can write, and quotes
/// inside a field that does not begin with one. Empty lines are no rows.
package struct CSVReader {
    /// A row of fields and the byte at which it begins.
    package struct Row: Sendable {
        package let offset: Int
        package let fields: [String]
    }

    /// The first row; empty where the file is empty or nothing but whitespace.
    package private(set) var header: [String]
    /// Bytes from the start of the file to the header.
    package private(set) var headerOffset = 0
    package let delimiter: UInt8

    private let bytes: [UInt8]
    private var position: Int

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    /// What `sf data export bulk --column-delimiter` can write, the usual one first.
    private static let delimiters = Array(",;\t|`^".utf8)

    /// Reads the header; throws when it is no header row or the file is no UTF-8 text.
    package init(_ bytes: [UInt8]) throws(RecordSyntaxError) {
        self.bytes = bytes
        position = try RecordText.start(of: bytes)
        guard bytes[position...].contains(where: { !Self.isBlank($0) }) else {
            header = []
            delimiter = Self.delimiters[0]
            position = bytes.count
            return
        }
        if let offset = bytes.firstIndex(of: 0) {
            throw RecordSyntaxError(offset: offset, expected: "text", found: "a NUL byte")
        }
        delimiter = Self.delimiter(in: bytes, from: position)
        header = []
        if let row = try nextFields() {
            header = row.fields
            headerOffset = row.offset
        }
    }

    /// The next row, nil behind the last one.
    ///
    /// An error is about one row; the row behind it can be read by asking again. Only an unclosed quote ends the file.
    package mutating func nextRow() throws(RecordSyntaxError) -> Row? {
        guard let row = try nextFields() else { return nil }
        guard row.fields.count == header.count else {
            throw RecordSyntaxError(
                offset: row.offset,
                expected: Self.count(header.count) + " as in the header",
                found: Self.count(row.fields.count)
            )
        }
        return row
    }

    private static func count(_ fields: Int) -> String {
        fields == 1 ? "1 field" : "\(fields) fields"
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// The delimiter that stands in the header most often outside quotes.
    private static func delimiter(in bytes: [UInt8], from start: Int) -> UInt8 {
        var counts = [Int](repeating: 0, count: delimiters.count)
        var isQuoted = false
        var isBlankLine = true
        for byte in bytes[start...] {
            if byte == quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == lineFeed || byte == carriageReturn {
                if isBlankLine { continue }
                break
            }
            isBlankLine = false
            if let index = delimiters.firstIndex(of: byte) { counts[index] += 1 }
        }
        var best = 0
        for index in delimiters.indices where counts[index] > counts[best] {
            best = index
        }
        return delimiters[best]
    }

    // MARK: Rows and fields

    private mutating func nextFields() throws(RecordSyntaxError) -> Row? {
        while position < bytes.count, isAtLineEnd { position += 1 }
        guard position < bytes.count else { return nil }
        let start = position
        var fields: [String] = []
        fields.reserveCapacity(header.count)
        while true {
            do throws(RecordSyntaxError) {
                fields.append(try nextField())
            } catch {
                skipLine()
                throw error
            }
            guard position < bytes.count, bytes[position] == delimiter else { break }
            position += 1
        }
        skipLineEnd()
        return Row(offset: start, fields: fields)
    }

    private var isAtLineEnd: Bool {
        bytes[position] == Self.lineFeed || bytes[position] == Self.carriageReturn
    }

    private mutating func skipLineEnd() {
        if position < bytes.count, bytes[position] == Self.carriageReturn { position += 1 }
        if position < bytes.count, bytes[position] == Self.lineFeed { position += 1 }
    }

    private mutating func skipLine() {
        while position < bytes.count, !isAtLineEnd { position += 1 }
    }

    private mutating func nextField() throws(RecordSyntaxError) -> String {
        if position < bytes.count, bytes[position] == Self.quote { return try quotedField() }
        let start = position
        while position < bytes.count, bytes[position] != delimiter, !isAtLineEnd { position += 1 }
        return try RecordText.string(in: start..<position, of: bytes)
    }

    private mutating func quotedField() throws(RecordSyntaxError) -> String {
        let opening = position
        position += 1
        var start = position
        var text = ""
        while true {
            guard let quote = bytes[position...].firstIndex(of: Self.quote) else {
                position = bytes.count
                throw RecordSyntaxError(
                    offset: opening,
                    expected: "a closing quote for the field that begins here",
                    found: "the end of the file"
                )
            }
            position = quote + 1
            guard position < bytes.count, bytes[position] == Self.quote else {
                text += try RecordText.string(in: start..<quote, of: bytes)
                break
            }
            text += try RecordText.string(in: start..<position, of: bytes)
            position += 1
            start = position
        }
        guard position == bytes.count || bytes[position] == delimiter || isAtLineEnd else {
            let found = RecordText.name(ofByteAt: position, in: bytes)
            throw RecordSyntaxError(offset: position, expected: "a delimiter behind the closing quote", found: found)
        }
        return text
    }
}
