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
    private let limit: Int
    /// The texts that were read so far.
    package private(set) var texts: [FileID: SourceText] = [:]
    /// The elements of the files of which an edit asked for them.
    var outlines: [FileID: XMLElementOutline] = [:]

    /// - Parameter maximumFileSize: how large files were that were read, in megabytes of 1,048,576 bytes; nil for the default.
    package init(files: [SourceFile], maximumFileSize: Int? = nil) {
        self.files = files
        limit = maximumFileSize.map { $0 << 20 } ?? XMLLimits().fileLength
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
            try bytes.read(path, limit: limit)
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
        outlines[file] = nil
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
}
