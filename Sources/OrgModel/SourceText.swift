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
    /// Places within long lines, in the order of the file, and the UTF-16 code units between the start of the line and them:
    /// a file may be one line of megabytes with thousands of findings on it.
    private let milestones: [(offset: Int, units: Int)]

    /// Bytes of a line between two milestones, at least.
    private static let milestoneDistance = 4 << 10

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
        milestones = Self.milestones(in: bytes, lineStarts: starts)
    }

    private static func milestones(in bytes: [UInt8], lineStarts: [UInt32]) -> [(offset: Int, units: Int)] {
        var milestones: [(offset: Int, units: Int)] = []
        for line in lineStarts.indices {
            let end = line + 1 < lineStarts.count ? Int(lineStarts[line + 1]) : bytes.count
            var start = firstColumn(of: Int(lineStarts[line]), in: bytes)
            var units = 0
            while end - start > milestoneDistance {
                var next = start + milestoneDistance
                // A character is not cut in two; what is none is counted from its first byte.
                while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
                units += String(decoding: bytes[start..<next], as: UTF8.self).utf16.count
                milestones.append((next, units))
                start = next
            }
        }
        return milestones
    }

    private static func firstColumn(of lineStart: Int, in bytes: [UInt8]) -> Int {
        lineStart == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : lineStart
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
        Self.firstColumn(of: lineStart(line), in: bytes)
    }

    private func position(_ offset: Int) -> (line: Int, column: Int) {
        let offset = min(offset, bytes.count)
        let line = Self.count(of: lineStarts) { Int($0) <= offset }
        let start = firstColumn(of: line)
        let passed = Self.count(of: milestones) { $0.offset <= offset }
        let milestone =
            passed > 0 && milestones[passed - 1].offset > start ? milestones[passed - 1] : (offset: start, units: 0)
        let before =
            milestone.offset < offset ? String(decoding: bytes[milestone.offset..<offset], as: UTF8.self) : ""
        return (line, milestone.units + before.utf16.count + 1)
    }

    /// How many elements from the first one on are as wanted; none behind them is.
    private static func count<Element>(of elements: [Element], while isWanted: (Element) -> Bool) -> Int {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if isWanted(elements[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
