/// 128 bits that tell contents from one another: two runs of the multiply-and-fold of wyhash over the same words
/// (github.com/wangyi-fudan/wyhash, version 4.2), paired differently and each with constants of its own.
///
/// The constants come from random numbers that only the cache holds: nobody who has not read it can make two contents of
/// one hash. It is no cryptographic hash.
package struct ContentHash: Hashable, Sendable {
    package let low: UInt64
    package let high: UInt64

    /// The random numbers that a hash starts from.
    package struct Key: Sendable {
        package static let length = 16

        let bytes: [UInt8]
        private let words: InlineWords

        /// - Parameter bytes: sixteen random ones.
        package init?(_ bytes: [UInt8]) {
            guard bytes.count == Key.length else { return nil }
            self.bytes = bytes
            words = InlineWords(bytes)
        }

        package static var random: Key {
            let numbers = [UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)]
            let bytes = numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
            return Key(bytes).unsafelyUnwrapped
        }

        fileprivate var start: SIMD8<UInt64> { words.start }
        fileprivate var secret: SIMD8<UInt64> { words.secret }
    }

    /// The key spread over as many words as the lanes want.
    private struct InlineWords {
        var start = SIMD8<UInt64>()
        var secret = SIMD8<UInt64>()

        init(_ bytes: [UInt8]) {
            var state = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
            let other = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
            // SplitMix64, which never repeats a word.
            func next() -> UInt64 {
                state &+= 0x9E37_79B9_7F4A_7C15
                var word = state
                word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
                word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
                return (word ^ (word >> 31)) ^ other
            }
            for index in 0..<8 { start[index] = next() }
            for index in 0..<8 { secret[index] = next() }
        }
    }

    package init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    package init(_ bytes: UnsafeRawBufferPointer, key: Key) {
        var lanes = Lanes(key)
        let whole = bytes.count & ~31
        if let base = bytes.baseAddress {
            var index = 0
            while index < whole {
                lanes.add(base + index)
                index += 32
            }
        }
        var rest = SIMD4<UInt64>()
        withUnsafeMutableBytes(of: &rest) { rest in
            rest.copyBytes(from: bytes[whole...])
            if let base = rest.baseAddress { lanes.add(UnsafeRawPointer(base)) }
        }
        self = lanes.result(length: bytes.count)
    }

    package init(_ bytes: [UInt8], key: Key) {
        self = bytes.withUnsafeBytes { ContentHash($0, key: key) }
    }

    private struct Lanes {
        private var first: UInt64, second: UInt64, third: UInt64, fourth: UInt64
        private let secret0: UInt64, secret1: UInt64, secret2: UInt64, secret3: UInt64
        private let ends: SIMD8<UInt64>

        init(_ key: Key) {
            (first, second, third, fourth) = (key.start[0], key.start[1], key.start[2], key.start[3])
            (secret0, secret1, secret2, secret3) = (key.secret[0], key.secret[1], key.secret[2], key.secret[3])
            ends = SIMD8(lowHalf: key.start.highHalf, highHalf: key.secret.highHalf)
        }

        @inline(__always)
        mutating func add(_ words: UnsafeRawPointer) {
            let word0 = UInt64(littleEndian: words.loadUnaligned(as: UInt64.self))
            let word1 = UInt64(littleEndian: words.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            let word2 = UInt64(littleEndian: words.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            let word3 = UInt64(littleEndian: words.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
            first = fold(word0 ^ secret0, word1 ^ first)
            second = fold(word2 ^ secret1, word3 ^ second)
            third = fold(word0 ^ third, word2 ^ secret2)
            fourth = fold(word1 ^ fourth, word3 ^ secret3)
        }

        func result(length: Int) -> ContentHash {
            let length = UInt64(truncatingIfNeeded: length)
            let low = fold(fold(first ^ ends[0], second ^ ends[1]) ^ length, ends[2])
            let high = fold(fold(third ^ ends[4], fourth ^ ends[5]) ^ length, ends[6])
            return ContentHash(low: fold(low ^ ends[3], ends[1]), high: fold(high ^ ends[7], ends[5]))
        }
    }
}

@inline(__always)
private func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
}
