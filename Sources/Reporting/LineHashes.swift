internal import OrgModel

/// The hashes by which GitHub code scanning knows an alert again when lines move, `primaryLocationLineHash`.
///
/// A rolling hash over the hundred UTF-16 code units that begin with the line, spaces and tabs left out, in hexadecimal
/// digits, and how often it has occurred. Source: github/codeql-action, src/fingerprints.ts.
struct LineHashes {
    private static let blockSize = 100
    private static let modulus: UInt64 = 37
    /// The modulus to the power of the block size.
    private static let weightOfOldest = (0..<blockSize).reduce(UInt64(1)) { power, _ in power &* modulus }

    private(set) var hashes: [Int: String] = [:]
    private let lines: Set<Int>?
    private var window = [UInt64](repeating: 0, count: blockSize)
    /// The line that begins with the unit at each place of the window.
    private var lineAt = [Int](repeating: 0, count: blockSize)
    private var hash: UInt64 = 0
    private var index = 0
    private var counts: [UInt64: Int] = [:]

    /// - Parameter lines: the lines that are asked for, counted from 1; nil for all.
    init(_ bytes: [UInt8], lines: Set<Int>? = nil) {
        self.lines = lines
        var line = 0
        var isLineStart = true
        var followsCarriageReturn = false
        func isLeftOut(_ unit: UInt16) -> Bool {
            unit == 0x20 || unit == 0x09 || followsCarriageReturn && unit == 0x0A
        }
        let end: UInt16 = 0xFFFF
        var units = String(decoding: bytes, as: UTF8.self).utf16.makeIterator()
        var isAtEnd = false
        while !isAtEnd {
            let unit = units.next()
            isAtEnd = unit == nil
            let isSkipped = unit.map(isLeftOut) ?? false
            followsCarriageReturn = unit == 0x0D
            if isSkipped { continue }
            let kept = unit == 0x0D ? 0x0A : unit ?? end
            finishLine()
            if isLineStart {
                line += 1
                lineAt[index] = line
            }
            isLineStart = kept == 0x0A
            append(UInt64(kept))
        }
        for _ in 0..<Self.blockSize {
            finishLine()
            append(0)
        }
    }

    /// The bytes that the hash of a line is about, and no fewer.
    static func bytes(of line: Int, in source: SourceText) -> Range<Int> {
        let start = source.lineStart(line)
        var end = start
        var count = 0
        while end < source.bytes.count, count <= blockSize {
            if ![0x20, 0x09].contains(source.bytes[end]), source.bytes[end] & 0xC0 != 0x80 { count += 1 }
            end += 1
        }
        return start..<end
    }

    /// The window begins with a line: its hash is what was gathered.
    private mutating func finishLine() {
        let line = lineAt[index]
        guard line != 0 else { return }
        counts[hash, default: 0] += 1
        if lines?.contains(line) ?? true { hashes[line] = "\(String(hash, radix: 16)):\(counts[hash] ?? 1)" }
        lineAt[index] = 0
    }

    private mutating func append(_ unit: UInt64) {
        hash = Self.modulus &* hash &+ unit &- Self.weightOfOldest &* window[index]
        window[index] = unit
        index = (index + 1) % Self.blockSize
    }
}
