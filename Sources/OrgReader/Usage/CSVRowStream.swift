internal import Glibc

/// Reads a file of separated values row by row through a buffer, whatever the length of the file.
///
/// The rows are those that `CSVReader` reads; a row that is damaged is told and passed over.
final class CSVRowStream {
    /// A field of the current row in the buffer.
    private struct Field {
        let range: Range<Int>
        /// Whether it holds doubled quotes.
        let isEscaped: Bool
    }

    private enum Outcome {
        /// The next row begins here.
        case row(next: Int)
        /// The row goes on behind what is in the buffer.
        case incomplete
        case damaged(RecordSyntaxError, next: Int)
    }

    enum Row {
        /// Bytes from the start of the file to the row, and how many fields it has.
        case row(offset: Int, fieldCount: Int)
        case damaged(RecordSyntaxError)
    }

    /// Bytes of a row at most; those of event logs have a few thousand, of which a query is the most.
    static let maximumRowLength = 4 << 20
    private static let chunk = 1 << 20
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private let descriptor: CInt
    private let delimiter: UInt8
    private var buffer: [UInt8] = []
    /// Bytes from the start of the file to the buffer.
    private var base = 0
    private var position = 0
    private var isAtEnd = false
    private var fields: [Field] = []

    /// Opens a regular file.
    /// - Parameter start: bytes to pass over: a byte order mark.
    init(_ path: SystemPath, delimiter: UInt8, start: Int) throws(FileBytes.Failure) {
        self.delimiter = delimiter
        descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw Self.failure("opened") }
        try fill()
        position = min(start, buffer.count)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    private static func failure(_ verb: String) -> FileBytes.Failure {
        FileBytes.Failure(message: "The file cannot be \(verb): \(SystemError.last.text).")
    }

    /// The next row, nil behind the last one. Empty lines are no rows.
    func next() throws(FileBytes.Failure) -> Row? {
        while true {
            while position < buffer.count, isLineEnd(buffer[position]) { position += 1 }
            guard position < buffer.count || !isAtEnd else { return nil }
            switch parse(from: position) {
            case .row(let next):
                let offset = base + position
                position = next
                return .row(offset: offset, fieldCount: fields.count)
            case .damaged(let error, let next):
                position = next
                return .damaged(error)
            case .incomplete:
                guard buffer.count - position < Self.maximumRowLength else {
                    let error = RecordSyntaxError(
                        offset: base + position, expected: "a row of at most \(Self.maximumRowLength) bytes",
                        found: "a longer one")
                    position = lineEnd(from: position) ?? buffer.count
                    return .damaged(error)
                }
                try fill()
            }
        }
    }

    /// A field of the row that was read last; the empty text where the row has no such field.
    func text(_ column: Int?) -> String {
        guard let column, fields.indices.contains(column) else { return "" }
        let field = fields[column]
        let text = String(decoding: buffer[field.range], as: UTF8.self)
        return field.isEscaped ? text.replacing("\"\"", with: "\"") : text
    }

    // MARK: The buffer

    /// Reads on, and lets go of what is behind the position.
    private func fill() throws(FileBytes.Failure) {
        let kept = buffer[position...]
        base += position
        position = 0
        var got = 0
        buffer = [UInt8](unsafeUninitializedCapacity: kept.count + Self.chunk) { bytes, count in
            _ = bytes.initialize(fromContentsOf: kept)
            repeat {
                got = Glibc.read(descriptor, bytes.baseAddress.map { $0 + kept.count }, Self.chunk)
            } while got < 0 && errno == EINTR
            count = kept.count + max(0, got)
        }
        if got < 0 { throw Self.failure("read") }
        isAtEnd = got == 0
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == Self.lineFeed || byte == Self.carriageReturn }

    private func lineEnd(from start: Int) -> Int? {
        buffer[start...].firstIndex(where: isLineEnd)
    }

    // MARK: Rows

    private func parse(from start: Int) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        var place = start
        while true {
            if place < buffer.count, buffer[place] == Self.quote {
                if let outcome = parseQuoted(&place, rowStart: start) { return outcome }
            } else {
                let first = place
                while place < buffer.count, buffer[place] != delimiter, !isLineEnd(buffer[place]) { place += 1 }
                if place == buffer.count, !isAtEnd { return .incomplete }
                fields.append(Field(range: first..<place, isEscaped: false))
            }
            guard place < buffer.count, buffer[place] == delimiter else { return .row(next: place) }
            place += 1
        }
    }

    /// Reads a quoted field; returns what keeps it from being one.
    private func parseQuoted(_ place: inout Int, rowStart: Int) -> Outcome? {
        let opening = place
        place += 1
        var isEscaped = false
        while true {
            while place < buffer.count, buffer[place] != Self.quote { place += 1 }
            guard place < buffer.count else {
                guard isAtEnd else { return .incomplete }
                let error = RecordSyntaxError(
                    offset: base + opening, expected: "a closing quote for the field that begins here",
                    found: "the end of the file")
                return .damaged(error, next: lineEnd(from: rowStart) ?? buffer.count)
            }
            if place + 1 == buffer.count, !isAtEnd { return .incomplete }
            guard place + 1 < buffer.count, buffer[place + 1] == Self.quote else { break }
            isEscaped = true
            place += 2
        }
        fields.append(Field(range: opening + 1..<place, isEscaped: isEscaped))
        place += 1
        guard place < buffer.count, buffer[place] != delimiter, !isLineEnd(buffer[place]) else { return nil }
        guard let end = lineEnd(from: place) ?? (isAtEnd ? buffer.count : nil) else { return .incomplete }
        let error = RecordSyntaxError(
            offset: base + place, expected: "a delimiter behind the closing quote",
            found: RecordText.name(ofByteAt: place, in: buffer))
        return .damaged(error, next: end)
    }
}
