/// Takes apart what a `ByteWriter` made, or something else: every step is nil where the bytes do not reach.
package struct ByteReader {
    private let bytes: [UInt8]
    private var index = 0
    private let end: Int

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        end = bytes.count
    }

    /// Nil where the bytes do not end with their hash.
    package init?(sealed bytes: [UInt8], key: ContentHash.Key) {
        guard bytes.count >= 16 else { return nil }
        end = bytes.count - 16
        self.bytes = bytes
        var seal = ByteReader(Array(bytes[end...]))
        let hash = bytes.withUnsafeBytes {
            ContentHash(UnsafeRawBufferPointer(rebasing: $0[..<(bytes.count - 16)]), key: key)
        }
        guard seal.hash() == hash else { return nil }
    }

    /// Whether everything was taken.
    package var isAtEnd: Bool { index == end }

    package mutating func byte() -> UInt8? {
        guard index < end else { return nil }
        index += 1
        return bytes[index - 1]
    }

    package mutating func number() -> UInt64? {
        guard end - index >= 8 else { return nil }
        index += 8
        return bytes.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: index - 8, as: UInt64.self))
        }
    }

    package mutating func integer() -> Int? { number().map { Int(Int64(bitPattern: $0)) } }

    /// A number of things that take at least so many bytes each; nil where so many are not left.
    package mutating func count(ofAtLeast size: Int) -> Int? {
        guard let count = integer(), count >= 0, count <= (end - index) / size else { return nil }
        return count
    }

    package mutating func hash() -> ContentHash? {
        guard let low = number(), let high = number() else { return nil }
        return ContentHash(low: low, high: high)
    }

    package mutating func text() -> [UInt8]? {
        guard let count = count(ofAtLeast: 1) else { return nil }
        index += count
        return Array(bytes[(index - count)..<index])
    }
}
