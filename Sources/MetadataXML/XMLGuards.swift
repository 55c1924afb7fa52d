/// What is checked on the bytes before libxml2 sees them, because libxml2 2.9.14 does not.
enum XMLGuards {
    static func check(_ bytes: UnsafeRawBufferPointer, _ limits: XMLLimits) throws(XMLFault) {
        if unsafe bytes.isEmpty {
            throw XMLFault(kind: .empty, offset: 0, message: "The file is empty.")
        }
        if bytes.count > limits.fileLength {
            throw XMLFault(
                kind: .tooLarge,
                offset: 0,
                message: "The file has \(bytes.count) bytes, more than the limit of \(limits.fileLength)."
            )
        }
        try unsafe checkEncoding(bytes)
        if let offset = unsafe firstIndex(of: 0, in: bytes) {
            throw XMLFault(kind: .nulByte, offset: offset, message: "The file holds a NUL byte, which XML forbids.")
        }
        try unsafe checkTags(bytes, limits)
    }

    /// Refuses everything but UTF-8 and US-ASCII: libxml2 would decode other encodings into markup.
    private static func checkEncoding(_ bytes: UnsafeRawBufferPointer) throws(XMLFault) {
        let start = unsafe Array(bytes.prefix(4))
        let marks: [(name: String, bytes: [UInt8])] = [
            ("UTF-32", [0xFF, 0xFE, 0, 0]), ("UTF-32", [0, 0, 0xFE, 0xFF]), ("UTF-16", [0xFF, 0xFE]),
            ("UTF-16", [0xFE, 0xFF]), ("UTF-16", [0x3C, 0]), ("UTF-16", [0, 0x3C]),
            ("EBCDIC", [0x4C, 0x6F, 0xA7, 0x94]),
        ]
        if let mark = marks.first(where: { start.starts(with: $0.bytes) }) {
            throw foreignEncoding(mark.name, at: 0)
        }
        let hasMark = start.starts(with: [0xEF, 0xBB, 0xBF])
        let head = unsafe Array(bytes.dropFirst(hasMark ? 3 : 0).prefix(256))
        guard head.starts(with: Array("<?xml".utf8)), let end = head.firstIndex(of: UInt8(ascii: ">")) else { return }
        let declaration = Substring(decoding: head[..<end], as: UTF8.self)
        guard let (name, position) = declaredEncoding(declaration) else { return }
        if !["UTF-8", "UTF8", "US-ASCII", "ASCII"].contains(name.uppercased()) {
            throw foreignEncoding(name, at: position + (hasMark ? 3 : 0))
        }
    }

    private static func foreignEncoding(_ name: String, at offset: Int) -> XMLFault {
        XMLFault(
            kind: .foreignEncoding,
            offset: offset,
            message: "The file is encoded as '\(name)'; Salesforce metadata and exports are UTF-8."
        )
    }

    /// The value of `encoding="…"` in an XML declaration, and where it begins.
    private static func declaredEncoding(_ declaration: Substring) -> (name: String, position: Int)? {
        let utf8 = Array(declaration.utf8)
        let word = Array("encoding".utf8)
        guard let at = utf8.indices.first(where: { utf8[$0...].starts(with: word) }) else { return nil }
        var index = at + word.count
        while index < utf8.count, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "=")].contains(utf8[index]) {
            index += 1
        }
        guard index < utf8.count, utf8[index] == UInt8(ascii: "\"") || utf8[index] == UInt8(ascii: "'") else {
            return nil
        }
        let value = utf8[(index + 1)...].prefix { $0 != utf8[index] }
        return (String(decoding: value, as: UTF8.self), index + 1)
    }

    /// Finds start tags over the limit. No `<` stands inside a start tag, so only a stretch as long as the limit without
    /// one can hold such a tag: the search jumps from stretch to stretch and touches few bytes.
    private static func checkTags(_ bytes: UnsafeRawBufferPointer, _ limits: XMLLimits) throws(XMLFault) {
        var start = 0
        while start + limits.tagLength < bytes.count {
            let window = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<(start + limits.tagLength)])
            if let last = unsafe lastIndex(of: UInt8(ascii: "<"), in: window), last > 0 {
                start += last
                continue
            }
            let length = unsafe startTagLength(bytes, at: start)
            if length > limits.tagLength {
                throw XMLFault(
                    kind: .tagTooLong,
                    offset: start,
                    message: "The start tag has \(length) bytes, more than the limit of \(limits.tagLength)."
                )
            }
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[(start + 1)...])
            guard let next = unsafe firstIndex(of: UInt8(ascii: "<"), in: rest) else { return }
            start += 1 + next
        }
    }

    /// Bytes of the start tag at an offset; 0 where no start tag begins there.
    private static func startTagLength(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
        guard unsafe bytes[offset] == UInt8(ascii: "<"), offset + 1 < bytes.count else { return 0 }
        let next = unsafe bytes[offset + 1]
        if [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(next) { return 0 }
        return unsafe XMLElementExtent.endOfTag(bytes, from: offset) - offset
    }
}
