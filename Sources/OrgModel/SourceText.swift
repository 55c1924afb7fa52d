internal import Glibc

/// A stretch of a file as reports name it: lines and columns count from 1, columns in UTF-16 code units, the end exclusive.
public struct Region: Hashable, Sendable {
    public let startLine: Int
    public let startColumn: Int
    public let endLine: Int
    public let endColumn: Int
    /// The same stretch in bytes from the start of the file.
    public let bytes: Range<Int>

    public init(startLine: Int, startColumn: Int, endLine: Int, endColumn: Int, bytes: Range<Int>) {
        self.startLine = startLine
        self.startColumn = startColumn
        self.endLine = endLine
        self.endColumn = endColumn
        self.bytes = bytes
    }
}

/// The bytes of one file and its lines, read once more for what is reported.
public struct SourceText: Sendable {
    public let bytes: [UInt8]
    /// Where each line begins. Lines end with LF or CRLF; a byte-order mark belongs to no column.
    private let lineStarts: [UInt32]

    public init(bytes: [UInt8]) {
        self.bytes = bytes
        var starts: [UInt32] = [0]
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            var position = 0
            while position < buffer.count, let found = memchr(base + position, 0x0A, buffer.count - position) {
                position = UnsafeRawPointer(found) - base + 1
                starts.append(UInt32(position))
            }
        }
        lineStarts = starts
    }

    /// A file that ends with a line break has no line behind it.
    public var lineCount: Int {
        lineStarts.count > 1 && lineStart(lineStarts.count) == bytes.count
            ? lineStarts.count - 1 : lineStarts.count
    }

    /// The text of a line, counted from 1, without its line break and without a byte-order mark.
    public func line(_ number: Int) -> String {
        let start = firstColumn(of: number)
        var end = number < lineStarts.count ? lineStart(number + 1) - 1 : bytes.count
        if end > start, number < lineStarts.count, bytes[end - 1] == 0x0D { end -= 1 }
        return String(decoding: bytes[min(start, end)..<end], as: UTF8.self)
    }

    public func region(_ range: Range<Int>) -> Region {
        let start = position(range.lowerBound)
        let end = position(max(range.lowerBound, range.upperBound))
        return Region(
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
            bytes: range
        )
    }

    /// The byte that a line begins with; that of the last one for lines that are not there.
    public func lineStart(_ line: Int) -> Int {
        Int(lineStarts[min(max(line, 1), lineStarts.count) - 1])
    }

    private func firstColumn(of line: Int) -> Int {
        line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : lineStart(line)
    }

    private func position(_ offset: Int) -> (line: Int, column: Int) {
        let offset = min(offset, bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
        }
        let start = firstColumn(of: low + 1)
        let before = start < offset ? String(decoding: bytes[start..<offset], as: UTF8.self) : ""
        return (low + 1, before.utf16.count + 1)
    }
}
