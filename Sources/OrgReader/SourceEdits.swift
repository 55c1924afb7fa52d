internal import MetadataXML
package import OrgModel

extension SourceReader {
    /// The bytes of an element with everything in it, and with its line where it stands alone on it.
    package mutating func removalRange(of location: SourceLocation) throws(Failure) -> Range<Int> {
        let text = try text(of: location.file)
        let range = text.bytes.withUnsafeBytes {
            XMLElementExtent.fullRange(of: $0, at: min(Int(location.offset), text.bytes.count))
        }
        return Self.withLines(range, in: text.bytes)
    }

    /// The same of the element that holds the one at a location; nil where that is the root or nothing begins there.
    package mutating func entryRemovalRange(of location: SourceLocation) throws(Failure) -> Range<Int>? {
        let outline = try outline(of: location.file)
        guard let element = outline.element(at: Int(location.offset)),
            let entry = outline.elements[element].parent.map({ outline.elements[$0] }), entry.parent != nil
        else { return nil }
        return Self.withLines(entry.startTag.lowerBound..<entry.end, in: try text(of: location.file).bytes)
    }

    /// A range, and the lines that it fills where nothing else stands on them.
    private static func withLines(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var start = range.lowerBound
        while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
        var end = range.upperBound
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
        if end < bytes.count, bytes[end] == 0x0D { end += 1 }
        let standsAlone = (start == 0 || bytes[start - 1] == 0x0A) && end < bytes.count && bytes[end] == 0x0A
        return standsAlone ? start..<(end + 1) : range
    }

    /// The bytes between the tags of an element without children; nil for an element that closes itself.
    package mutating func contentRange(of location: SourceLocation) throws(Failure) -> Range<Int>? {
        let text = try text(of: location.file)
        let offset = min(Int(location.offset), text.bytes.count)
        return text.bytes.withUnsafeBytes { XMLElementExtent.contentRange(of: $0, at: offset) }
    }

    /// The text of an element without children, less the blanks and comments around it; nil for one that closes itself.
    package mutating func textRange(of location: SourceLocation) throws(Failure) -> Range<Int>? {
        let text = try text(of: location.file)
        let offset = min(Int(location.offset), text.bytes.count)
        return text.bytes.withUnsafeBytes { XMLElementExtent.textRange(of: $0, at: offset) }
    }

    /// Where an element goes among the children of another, by the alphabet, and what is written there: with the line
    /// break and the indentation of its neighbours.
    ///
    /// It goes behind what precedes it, so that comments above what follows stay with that.
    /// - Returns: nil where the parent has no children to stand beside, or has one of the name that may not be repeated.
    package mutating func insertion(
        of name: String,
        text: String,
        in parent: SourceLocation,
        isRepeatable: Bool
    ) throws(Failure) -> (offset: Int, text: String)? {
        let outline = try outline(of: parent.file)
        let bytes = try self.text(of: parent.file).bytes
        guard let holder = outline.element(at: Int(parent.offset)) else { return nil }
        let children = outline.children(of: holder)
        let names = children.map { String(decoding: bytes[outline.elements[$0].name], as: UTF8.self) }
        guard let first = children.first, isRepeatable || !names.contains(name) else { return nil }
        let before = names.lastIndex { $0 <= name }.map { children[$0] }
        let neighbour = outline.elements[before ?? first]
        let anchor = before == nil ? outline.elements[holder].startTag.upperBound : neighbour.end
        let element = "<\(name)>\(text)</\(name)>"
        guard let indentation = Self.indentation(of: neighbour.startTag.lowerBound, in: bytes),
            let lineEnd = Self.endOfLine(behind: anchor, in: bytes)
        else { return (anchor, element) }
        let lineBreak = bytes[lineEnd] == 0x0D ? "\r\n" : "\n"
        return (lineEnd, lineBreak + indentation + element)
    }

    /// The blanks before an element that stands first on its line; nil where something else does.
    private static func indentation(of offset: Int, in bytes: [UInt8]) -> String? {
        var start = offset
        while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
        guard start > 0, bytes[start - 1] == 0x0A else { return nil }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// The line break behind an element, where nothing but blanks and comments stands between; nil where more does.
    private static func endOfLine(behind offset: Int, in bytes: [UInt8]) -> Int? {
        var index = offset
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09: index += 1
            case 0x0A: return index
            case 0x0D: return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? index : nil
            default:
                guard bytes[index...].starts(with: "<!--".utf8) else { return nil }
                index = bytes.withUnsafeBytes { XMLElementExtent.fullComment(of: $0, at: index) }
            }
        }
        return nil
    }

    private mutating func outline(of file: FileID) throws(Failure) -> XMLElementOutline {
        if let outline = outlines[file] { return outline }
        let outline = try text(of: file).bytes.withUnsafeBytes { XMLElementOutline($0) }
        outlines[file] = outline
        return outline
    }
}
