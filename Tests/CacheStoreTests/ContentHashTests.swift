import CacheStore
import Testing

@Suite struct ContentHashTests {
    private static let key = ContentHash.Key(Array(0..<16)).unsafelyUnwrapped

    @Test func everyBitCountsInBothHalves() {
        for length in [1, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 100, 300] {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let hash = ContentHash(bytes, key: Self.key)
            #expect(hash == ContentHash(bytes, key: Self.key))
            for bit in 0..<(length * 8) {
                var turned = bytes
                turned[bit / 8] ^= 1 << UInt8(bit % 8)
                let other = ContentHash(turned, key: Self.key)
                #expect(other.low != hash.low && other.high != hash.high, "\(length) bytes, bit \(bit)")
            }
        }
    }

    @Test func zeroesCountTooAndSoDoesTheirNumber() {
        let hashes = (0..<400).map { ContentHash([UInt8](repeating: 0, count: $0), key: Self.key) }
        #expect(Set(hashes.map(\.low)).count == 400 && Set(hashes.map(\.high)).count == 400)
    }

    /// Blocks and words that change places are other contents.
    @Test func theOrderCounts() {
        let words = (0..<64).map { word in (0..<8).map { UInt8(word * 3 + $0) } }
        var hashes: Set<ContentHash> = []
        for left in words.indices {
            for right in words.indices where right >= left {
                var moved = words
                moved.swapAt(left, right)
                if left != right || left == 0 { hashes.insert(ContentHash(moved.flatMap(\.self), key: Self.key)) }
            }
        }
        #expect(hashes.count == 64 * 63 / 2 + 1)
    }

    @Test func anotherKeyMakesAnotherHash() throws {
        let bytes = Array("the same bytes".utf8)
        var hashes: Set<ContentHash> = [ContentHash(bytes, key: Self.key)]
        for index in 0..<16 {
            var key = Array(UInt8(0)..<16)
            key[index] ^= 1
            hashes.insert(ContentHash(bytes, key: try #require(ContentHash.Key(key))))
        }
        #expect(hashes.count == 17)
        #expect(ContentHash.Key(Array(0..<15)) == nil)
        #expect(ContentHash(bytes, key: .random) != ContentHash(bytes, key: .random))
    }
}
