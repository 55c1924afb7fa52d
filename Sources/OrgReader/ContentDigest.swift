/// Tells whether a file holds what it held before: FNV-1a of 64 bits, which finds accidents and stops no forger.
package enum ContentDigest {
    package static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
