internal import Glibc
internal import MetadataXML
package import OrgModel

/// Reads the files that results name once more and works out lines and columns there.
package struct SourceReader: Sendable {
    /// A file that changed or vanished since it was read: its lines are no longer to be trusted.
    package struct Failure: Error, Sendable {
        package let path: String
        /// One sentence.
        package let message: String
    }

    private let files: [SourceFile]
    /// The texts that were read so far.
    package private(set) var texts: [FileID: SourceText] = [:]

    package init(files: [SourceFile]) {
        self.files = files
    }

    /// How reports name a file.
    package func path(of file: FileID) -> String { files[file.index].path }

    package mutating func text(of file: FileID) throws(Failure) -> SourceText {
        if let text = texts[file] { return text }
        let source = files[file.index]
        let path = SystemPath(cleaning: source.systemPath)
        if let status = FileStatus(following: path) {
            if status.size != source.length || status.modificationTime != source.modificationTime {
                throw Failure(path: source.path, message: "'\(source.path)' changed while it was judged.")
            }
        } else if source.modificationTime != 0 {
            throw Failure(path: source.path, message: "'\(source.path)' vanished while it was judged.")
        }
        var bytes = FileBytes()
        do {
            try bytes.read(path, limit: Int(UInt32.max))
        } catch {
            // What could not be read the first time has a place without a text.
            texts[file] = SourceText(bytes: [])
            return SourceText(bytes: [])
        }
        let text = bytes.withBytes { SourceText(bytes: Array($0)) }
        texts[file] = text
        return text
    }

    /// Lets go of a text.
    package mutating func forget(_ file: FileID) {
        texts[file] = nil
    }

    /// The stretch that a location stands for: an element without children whole, of others the start tag; of a record the
    /// first line.
    package mutating func region(of location: SourceLocation) throws(Failure) -> Region {
        let text = try text(of: location.file)
        return text.region(range(of: location, in: text))
    }

    private func range(of location: SourceLocation, in text: SourceText) -> Range<Int> {
        let start = min(Int(location.offset), text.bytes.count)
        if location.length > 0 { return start..<min(start + Int(location.length), text.bytes.count) }
        guard files[location.file.index].syntax == .xml else { return lineRest(from: start, in: text) }
        guard start < text.bytes.count, text.bytes[start] == UInt8(ascii: "<") else { return start..<start }
        return text.bytes.withUnsafeBytes { XMLElementExtent.shortRange(of: $0, at: start) }
    }

    /// A byte order mark belongs to no record.
    private func lineRest(from start: Int, in text: SourceText) -> Range<Int> {
        let start = start == 0 && text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : start
        var end = text.bytes[start...].firstIndex(of: 0x0A) ?? text.bytes.count
        while end > start + 1, [0x0D, 0x20, UInt8(ascii: ",")].contains(text.bytes[end - 1]) {
            end -= 1
        }
        return start..<end
    }

    /// The bytes of an element with everything in it, and with its line where it stands alone on it.
    package mutating func removalRange(of location: SourceLocation) throws(Failure) -> Range<Int> {
        try removalRange(at: Int(location.offset), in: location.file)
    }

    /// The same of the element that holds an element; nil where that is not plain to see, as beside a comment, a CDATA
    /// section or children of children.
    package mutating func parentRemovalRange(of location: SourceLocation) throws(Failure) -> Range<Int>? {
        let bytes = try text(of: location.file).bytes
        let (open, close, slash) = (UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "/"))
        var position = min(Int(location.offset), bytes.count)
        var isClosed = false
        while let tag = bytes[..<position].lastIndex(of: open), tag + 1 < bytes.count {
            position = tag
            if [UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[tag + 1]) { return nil }
            if bytes[tag + 1] == slash {
                if isClosed { return nil }
                isClosed = true
            } else if isClosed {
                isClosed = false
            } else if let end = bytes[tag...].firstIndex(of: close), bytes[end - 1] != slash {
                let range = try removalRange(at: tag, in: location.file)
                let isHolding = range.contains(Int(location.offset))
                return isHolding
                    && !bytes[range].indices.contains { bytes[$0] == open && bytes[$0 + 1] == UInt8(ascii: "!") }
                    ? range : nil
            }
        }
        return nil
    }

    private mutating func removalRange(at offset: Int, in file: FileID) throws(Failure) -> Range<Int> {
        let text = try text(of: file)
        let range = text.bytes.withUnsafeBytes {
            XMLElementExtent.fullRange(of: $0, at: min(offset, text.bytes.count))
        }
        var start = range.lowerBound
        while start > 0, text.bytes[start - 1] == 0x20 || text.bytes[start - 1] == 0x09 {
            start -= 1
        }
        var end = range.upperBound
        if end < text.bytes.count, text.bytes[end] == 0x0D { end += 1 }
        let standsAlone =
            (start == 0 || text.bytes[start - 1] == 0x0A) && end < text.bytes.count && text.bytes[end] == 0x0A
        return standsAlone ? start..<(end + 1) : range
    }

    /// The bytes between the tags of an element without children; nil for an element that closes itself.
    package mutating func contentRange(of location: SourceLocation) throws(Failure) -> Range<Int>? {
        let text = try text(of: location.file)
        let offset = min(Int(location.offset), text.bytes.count)
        return text.bytes.withUnsafeBytes { XMLElementExtent.contentRange(of: $0, at: offset) }
    }
}
