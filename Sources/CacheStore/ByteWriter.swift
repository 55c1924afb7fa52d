/// Puts numbers and texts behind one another, in little-endian order on every machine.
package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func add(_ byte: UInt8) { bytes.append(byte) }

    package mutating func add(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    package mutating func add(_ hash: ContentHash) {
        add(hash.low)
        add(hash.high)
    }

    /// Bytes with their number in front.
    package mutating func add(_ text: [UInt8]) {
        add(text.count)
        bytes += text
    }

    /// Ends what was written with a hash of it, which `ByteReader.init(sealed:)` wants to find there.
    package mutating func seal(_ key: ContentHash.Key) {
        add(ContentHash(bytes, key: key))
    }
}
