import CacheStore
import Testing

@Suite struct ByteCodingTests {
    private static let key = ContentHash.Key(Array(0..<16)).unsafelyUnwrapped

    private func sample() -> [UInt8] {
        var writer = ByteWriter()
        writer.add(7 as UInt8)
        writer.add(UInt64.max)
        writer.add(-5)
        writer.add(Array("text".utf8))
        writer.add(ContentHash(low: 1, high: 2))
        writer.seal(Self.key)
        return writer.bytes
    }

    private func values(_ bytes: [UInt8]) -> [String]? {
        guard var reader = ByteReader(sealed: bytes, key: Self.key), let byte = reader.byte(),
            let number = reader.number(), let integer = reader.integer(), let text = reader.text(),
            let hash = reader.hash(), reader.isAtEnd
        else { return nil }
        return [
            "\(byte)", "\(number)", "\(integer)", String(decoding: text, as: UTF8.self), "\(hash.low) \(hash.high)",
        ]
    }

    @Test func whatWasWrittenIsRead() {
        #expect(values(sample()) == ["7", "\(UInt64.max)", "-5", "text", "1 2"])
    }

    @Test func whatIsCutOffOrTurnedOverIsNothing() {
        let bytes = sample()
        for length in bytes.indices { #expect(values(Array(bytes[..<length])) == nil) }
        for bit in 0..<(bytes.count * 8) {
            var turned = bytes
            turned[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(values(turned) == nil)
        }
    }

    /// What no seal proves is never read behind its end either, and asks for no memory that it does not fill.
    @Test func noStepLeadsBehindTheEnd() {
        for count in [Int.max, .min, -1, 9, 1 << 40] {
            var writer = ByteWriter()
            writer.add(count)
            writer.add(0)
            var reader = ByteReader(writer.bytes)
            #expect(reader.text() == nil)
            reader = ByteReader(writer.bytes)
            #expect(reader.count(ofAtLeast: 1) == nil)
        }
        var empty = ByteReader([])
        #expect(empty.byte() == nil && empty.number() == nil && empty.text() == nil && empty.isAtEnd)
    }
}
