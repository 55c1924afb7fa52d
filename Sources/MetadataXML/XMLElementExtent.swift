/// How far an element of a file that libxml2 found well-formed reaches: for reports and edits, not for reading.
public enum XMLElementExtent {
    /// The bytes from `<` to behind the closing tag of an element without children, else those of its start tag.
    public static func shortRange(of bytes: UnsafeRawBufferPointer, at offset: Int) -> Range<Int> {
        let tagEnd = unsafe endOfTag(bytes, from: offset)
        if unsafe closesItself(bytes, offset..<tagEnd) { return offset..<tagEnd }
        var index = tagEnd
        while index < bytes.count {
            if unsafe bytes[index] != UInt8(ascii: "<") {
                index += 1
            } else if unsafe hasPrefix("</", bytes, index) {
                return unsafe offset..<endOfTag(bytes, from: index)
            } else if let end = unsafe endOfIsland(bytes, index) {
                index = end
            } else {
                return offset..<tagEnd
            }
        }
        return offset..<tagEnd
    }

    /// The bytes from `<` to behind the end tag of an element with everything in it.
    public static func fullRange(of bytes: UnsafeRawBufferPointer, at offset: Int) -> Range<Int> {
        var depth = 0
        var index = offset
        while index < bytes.count {
            if unsafe bytes[index] != UInt8(ascii: "<") {
                index += 1
            } else if let end = unsafe endOfIsland(bytes, index) {
                index = end
            } else {
                let isEnd = unsafe hasPrefix("</", bytes, index)
                let tag = unsafe index..<endOfTag(bytes, from: index)
                index = tag.upperBound
                if isEnd {
                    depth -= 1
                } else if unsafe !closesItself(bytes, tag) {
                    depth += 1
                }
                if depth == 0 { return offset..<index }
            }
        }
        return offset..<bytes.count
    }

    /// The bytes between the tags of an element without children; nil for one that closes itself and for others.
    public static func contentRange(of bytes: UnsafeRawBufferPointer, at offset: Int) -> Range<Int>? {
        let start = unsafe endOfTag(bytes, from: offset)
        let end = unsafe shortRange(of: bytes, at: offset).upperBound
        guard end > start, let close = unsafe bytes[start..<end].lastIndex(of: UInt8(ascii: "<")) else { return nil }
        return start..<close
    }

    /// The text of an element without children where it is in one piece, the blanks around it and comments beside it left
    /// out; else all bytes between the tags. Nil where `contentRange` is.
    public static func textRange(of bytes: UnsafeRawBufferPointer, at offset: Int) -> Range<Int>? {
        guard let content = unsafe contentRange(of: bytes, at: offset) else { return nil }
        var text: Range<Int>?
        var index = content.lowerBound
        while index < content.upperBound {
            let byte = unsafe bytes[index]
            if byte == UInt8(ascii: "<"), unsafe !hasPrefix("<![CDATA[", bytes, index) {
                index = unsafe endOfIsland(bytes, index) ?? content.upperBound
            } else if [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
                index += 1
            } else {
                guard text == nil else { return content }
                text = unsafe endOfText(bytes, index..<content.upperBound)
                index = text?.upperBound ?? content.upperBound
            }
        }
        return text ?? content
    }

    /// The text at the start of a range up to the next comment or the end, without blanks at its end.
    private static func endOfText(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
        var index = range.lowerBound
        var end = index
        while index < range.upperBound {
            let byte = unsafe bytes[index]
            if byte == UInt8(ascii: "<") {
                guard unsafe hasPrefix("<![CDATA[", bytes, index) else { break }
                index = unsafe endOfIsland(bytes, index) ?? range.upperBound
                end = index
            } else {
                index += 1
                if ![0x20, 0x09, 0x0A, 0x0D].contains(byte) { end = index }
            }
        }
        return range.lowerBound..<end
    }

    /// Whether a start tag ends in `/>`.
    static func closesItself(_ bytes: UnsafeRawBufferPointer, _ tag: Range<Int>) -> Bool {
        unsafe tag.count > 2 && bytes[tag.upperBound - 2] == UInt8(ascii: "/")
    }

    /// The index behind the `>` of the tag at an offset, quotes respected.
    static func endOfTag(_ bytes: UnsafeRawBufferPointer, from offset: Int) -> Int {
        var quote: UInt8 = 0
        var index = offset + 1
        while index < bytes.count {
            let byte = unsafe bytes[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            }
            index += 1
        }
        return bytes.count
    }

    /// The index behind the comment that begins at an offset.
    public static func fullComment(of bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
        unsafe endOfIsland(bytes, offset) ?? bytes.count
    }

    /// The index behind a comment, CDATA section or processing instruction that begins at an index; nil for others.
    static func endOfIsland(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int? {
        let islands: [(start: StaticString, end: StaticString)] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")]
        guard let island = islands.first(where: { unsafe hasPrefix($0.start, bytes, index) }) else { return nil }
        var position = index + island.start.utf8CodeUnitCount
        while position < bytes.count {
            if unsafe hasPrefix(island.end, bytes, position) { return position + island.end.utf8CodeUnitCount }
            position += 1
        }
        return bytes.count
    }

    static func hasPrefix(_ prefix: StaticString, _ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
        let length = prefix.utf8CodeUnitCount
        guard index + length <= bytes.count else { return false }
        for position in 0..<length where unsafe bytes[index + position] != prefix.utf8Start[position] {
            return false
        }
        return true
    }
}
