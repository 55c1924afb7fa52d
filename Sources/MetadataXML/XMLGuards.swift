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
        try unsafe checkEncoding(bytes, limits)
        if let offset = unsafe firstIndex(of: 0, in: bytes) {
            throw XMLFault(kind: .nulByte, offset: offset, message: "The file holds a NUL byte, which XML forbids.")
        }
        try unsafe checkTags(bytes, limits)
    }

    /// Refuses everything but UTF-8 and US-ASCII, which libxml2 then reads as UTF-8 whatever the file says: it would decode
    /// other encodings into markup.
    private static func checkEncoding(_ bytes: UnsafeRawBufferPointer, _ limits: XMLLimits) throws(XMLFault) {
        let start = unsafe Array(bytes.prefix(4))
        let marks: [(name: String, bytes: [UInt8])] = [
            ("UTF-32", [0xFF, 0xFE, 0, 0]), ("UTF-32", [0, 0, 0xFE, 0xFF]), ("UTF-16", [0xFF, 0xFE]),
            ("UTF-16", [0xFE, 0xFF]), ("UTF-16", [0x3C, 0]), ("UTF-16", [0, 0x3C]),
            ("EBCDIC", [0x4C, 0x6F, 0xA7, 0x94]),
        ]
        if let mark = marks.first(where: { start.starts(with: $0.bytes) }) {
            throw foreignEncoding("is encoded as '\(mark.name)'", at: 0)
        }
        let mark = start.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let declaration = try unsafe declaration(bytes, from: mark, limits),
            let (name, position) = declaredEncoding(declaration)
        else { return }
        switch name.uppercased() {
        case "UTF-8", "UTF8": break
        case "US-ASCII", "ASCII":
            guard let offset = unsafe bytes[mark...].firstIndex(where: { $0 >= 0x80 }) else { return }
            throw foreignEncoding("says that it is encoded as '\(name)' and holds a byte that is not", at: offset)
        default: throw foreignEncoding("says that it is encoded as '\(name.prefix(40))'", at: mark + position)
        }
    }

    private static func foreignEncoding(_ what: String, at offset: Int) -> XMLFault {
        XMLFault(
            kind: .foreignEncoding,
            offset: offset,
            message: "The file \(what); Salesforce metadata and exports are UTF-8."
        )
    }

    /// `<?xml …` up to its `>`; nil where the file does not begin with it.
    private static func declaration(
        _ bytes: UnsafeRawBufferPointer,
        from start: Int,
        _ limits: XMLLimits
    ) throws(XMLFault) -> [UInt8]? {
        let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
        guard text.count > 5, unsafe text.starts(with: "<?xml".utf8), unsafe isSpace(text[5]) else { return nil }
        let end = unsafe firstIndex(of: UInt8(ascii: ">"), in: text) ?? text.count
        if end > limits.tagLength {
            throw XMLFault(
                kind: .tagTooLong,
                offset: start,
                message: "The XML declaration has \(end) bytes, more than the limit of \(limits.tagLength)."
            )
        }
        return unsafe Array(text[..<end])
    }

    /// The value of `encoding="…"` in an XML declaration, and where it begins.
    private static func declaredEncoding(_ declaration: [UInt8]) -> (name: String, position: Int)? {
        let word = Array("encoding".utf8)
        guard let at = declaration.indices.first(where: { declaration[$0...].starts(with: word) }) else { return nil }
        let rest = declaration[(at + word.count)...].drop { isSpace($0) || $0 == UInt8(ascii: "=") }
        guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        let value = rest.dropFirst().prefix { $0 != quote }
        return (String(decoding: value, as: UTF8.self), value.startIndex)
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
