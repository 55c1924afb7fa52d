internal import Glibc
internal import OrgModel

/// A table of which only the lines around a place are read: an event log may have more bytes than the program wants to hold.
struct LargeTable: Sendable {
    /// A line and the byte that it begins with, one in so many bytes.
    private struct Mark {
        let line: Int
        let offset: Int
    }

    private static let distance = 1 << 20
    /// Bytes of a row that are read at most.
    private static let rowLength = 64 << 10

    private let path: SystemPath
    private var marks = [Mark(line: 1, offset: 0)]

    /// Counts the lines; nil where the file cannot be read.
    init?(_ path: SystemPath) {
        self.path = path
        let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var line = 1
        var offset = 0
        while true {
            let bytes = Self.bytes(of: descriptor, from: offset, count: Self.distance)
            guard !bytes.isEmpty else { return }
            var lastStart: Int?
            for (index, byte) in bytes.enumerated() where byte == 0x0A {
                line += 1
                lastStart = index + 1
            }
            offset += bytes.count
            if let lastStart { marks.append(Mark(line: line, offset: offset - bytes.count + lastStart)) }
        }
    }

    private static func bytes(of descriptor: CInt, from offset: Int, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            filled += got
        }
        bytes.removeSubrange(filled...)
        return bytes
    }

    /// The line of a row, from its place to the end of the line.
    func region(at location: SourceLocation) -> Region? {
        let place = Int(location.offset)
        guard let mark = marks.last(where: { $0.offset <= place }) else { return nil }
        let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let before = place - mark.offset
        let text = SourceText(bytes: Self.bytes(of: descriptor, from: mark.offset, count: before + Self.rowLength))
        guard before <= text.bytes.count else { return nil }
        let line = text.region(before..<before).startLine
        var end = line < text.lineCount ? text.lineStart(line + 1) - 1 : text.bytes.count
        while end > before + 1, [0x0A, 0x0D, 0x20].contains(text.bytes[end - 1]) { end -= 1 }
        let region = text.region(before..<end)
        return Region(
            startLine: region.startLine + mark.line - 1,
            startColumn: region.startColumn,
            endLine: region.endLine + mark.line - 1,
            endColumn: region.endColumn,
            bytes: place..<mark.offset + end
        )
    }
}
