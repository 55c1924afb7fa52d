internal import OrgModel

/// What an X.509 certificate (RFC 5280) says of the time for which it holds; everything else in it is left unread.
struct X509Certificate {
    let notBefore: Timestamp
    let notAfter: Timestamp

    /// - Parameter text: PEM, whose first certificate counts, or the base64 of the DER encoding; nil for anything else.
    init?(text: String) {
        var base64 = text[...]
        if let begin = text.firstRange(of: "-----BEGIN CERTIFICATE-----") {
            guard let end = text[begin.upperBound...].firstRange(of: "-----END CERTIFICATE-----") else { return nil }
            base64 = text[begin.upperBound..<end.lowerBound]
        }
        guard let bytes = Self.decode(base64) else { return nil }
        self.init(bytes: bytes)
    }

    /// - Parameter bytes: the DER encoding.
    init?(bytes: [UInt8]) {
        var document = DERReader(bytes[...])
        guard var certificate = document.next(.sequence), var content = certificate.next(.sequence) else { return nil }
        // A certificate of version 1 has no version.
        if content.nextTag == DERTag.version.rawValue { _ = content.next(.version) }
        guard content.next(.integer) != nil, content.next(.sequence) != nil, content.next(.sequence) != nil,
            var validity = content.next(.sequence), let notBefore = validity.time(), let notAfter = validity.time()
        else { return nil }
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// The bytes of a base64 text with any white space in it; nil where something else stands between.
    private static func decode(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            let value: UInt8
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "="):
                continue
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}

/// The kinds of elements that lead to the validity (X.690, 8.1.2).
private enum DERTag: UInt8 {
    case integer = 0x02
    case utcTime = 0x17
    case generalizedTime = 0x18
    case sequence = 0x30
    /// The context-specific tag 0.
    case version = 0xA0
}

/// The elements of a DER encoding, one after another and never behind its end.
private struct DERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var nextTag: UInt8? { rest.first }

    /// What the next element holds; nil where it is of another kind or longer than what there is.
    mutating func next(_ tag: DERTag) -> DERReader? {
        guard rest.first == tag.rawValue else { return nil }
        var content = rest.dropFirst()
        guard let length = Self.length(&content), length <= content.count else { return nil }
        rest = content.dropFirst(length)
        return DERReader(content.prefix(length))
    }

    /// The next element as a time: `YYMMDDHHMMSSZ`, from 1950 to 2049, or `YYYYMMDDHHMMSSZ` (RFC 5280, 4.1.2.5).
    mutating func time() -> Timestamp? {
        let isShort = nextTag == DERTag.utcTime.rawValue
        guard let element = next(isShort ? .utcTime : .generalizedTime) else { return nil }
        var digits = String(decoding: element.rest, as: UTF8.self)
        if isShort { digits = (digits < "50" ? "20" : "19") + digits }
        guard digits.utf8.count == 15, digits.utf8.last == UInt8(ascii: "Z") else { return nil }
        let parts = [4, 2, 2, 2, 2, 2].reduce(into: (rest: digits[...], parts: [Substring]())) { split, width in
            split.parts.append(split.rest.prefix(width))
            split.rest = split.rest.dropFirst(width)
        }.parts
        return Timestamp("\(parts[0])-\(parts[1])-\(parts[2])T\(parts[3]):\(parts[4]):\(parts[5])Z")
    }

    /// Takes a length off: one byte, or a byte that counts the bytes of the length (X.690, 8.1.3).
    private static func length(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.popFirst() else { return nil }
        guard first & 0x80 != 0 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard (1...4).contains(count), count <= bytes.count else { return nil }
        let length = bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
        bytes = bytes.dropFirst(count)
        return length
    }
}
