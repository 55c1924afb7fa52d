internal import Glibc

/// An IPv4 or IPv6 address as a number.
public struct IPAddress: Hashable, Comparable, Sendable {
    public enum Version: Int, Sendable {
        case v4 = 4
        case v6 = 6
    }

    public let version: Version
    /// The 32 or 128 bits of the address.
    public let value: UInt128

    /// Nil for what is no address. An IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`) is IPv4.
    public init?(_ text: String) {
        guard !text.utf8.contains(0) else { return nil }
        var v4 = in_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            version = .v4
            value = UInt128(UInt32(bigEndian: v4.s_addr))
            return
        }
        var v6 = in6_addr()
        guard inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        let bits = withUnsafeBytes(of: v6) { bytes in bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) } }
        let isMapped = bits >> 32 == 0xffff
        version = isMapped ? .v4 : .v6
        value = isMapped ? bits & 0xffff_ffff : bits
    }

    public static func < (left: IPAddress, right: IPAddress) -> Bool {
        (left.version.rawValue, left.value) < (right.version.rawValue, right.value)
    }
}

/// The addresses from one to another, both included.
public struct IPAddressRange: Sendable {
    public let start: IPAddress
    public let end: IPAddress

    /// Nil where one of the two is no address, or where they are of different versions.
    public init?(start: String, end: String) {
        guard let start = IPAddress(start), let end = IPAddress(end), start.version == end.version else { return nil }
        self.start = start
        self.end = end
    }

    /// Whether the range starts after its end, so that it holds nothing.
    public var isReversed: Bool { start > end }

    /// Whether the range holds more than `2^bits` addresses.
    public func isWider(thanBits bits: Int) -> Bool {
        !isReversed && end.value - start.value >= 1 << UInt128(bits)
    }

    public func contains(_ address: IPAddress) -> Bool {
        address.version == start.version && start <= address && address <= end
    }
}
