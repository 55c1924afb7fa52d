internal import MetadataXML
internal import OrgModel

/// Works out which part of a file each comment with the mark of an exception speaks of.
enum InlineExceptions {
    static func read(
        _ comments: [XMLComment],
        of bytes: UnsafeRawBufferPointer,
        _ file: FileID
    ) -> [InlineException] {
        guard !comments.isEmpty else { return [] }
        var exceptions: [InlineException] = []
        var lines = Lines(bytes: bytes)
        // From the last one on, because several comments above one another all speak of the line below.
        for comment in comments.reversed() {
            let text = comment.text.drop(while: \.isWhitespace)
            guard text.utf8.starts(with: InlineException.mark.utf8) else { continue }
            var line = lines.start(of: comment.range.lowerBound)..<lines.end(of: comment.range.upperBound)
            if lines.textStart(of: line.lowerBound) >= comment.range.lowerBound,
                lines.isBlank(comment.range.upperBound..<line.upperBound)
            {
                line = lines.line(at: line.upperBound)
                if let below = exceptions.last, line.contains(Int(below.location.offset)),
                    lines.isBlank(line.lowerBound..<Int(below.location.offset))
                {
                    line = Int(below.covered.lowerBound)..<Int(below.covered.upperBound)
                }
            }
            let range = comment.range
            exceptions.append(
                InlineException(
                    location: SourceLocation(
                        file: file, offset: UInt32(range.lowerBound), length: UInt32(range.count)),
                    text: String(text.dropFirst(InlineException.mark.count)),
                    covered: UInt32(line.lowerBound)..<UInt32(line.upperBound)
                ))
        }
        return exceptions.reversed()
    }

    /// The lines of a file, asked for from its end to its start: no byte is looked at more than a few times, however many
    /// comments one line holds.
    private struct Lines {
        let bytes: UnsafeRawBufferPointer
        /// The line that was asked for last: its start, and up to where it is known to go on.
        private var known: (start: Int, through: Int)?
        private var knownEnd: (from: Int, end: Int)?
        private var knownText: (line: Int, start: Int)?

        init(bytes: UnsafeRawBufferPointer) {
            self.bytes = bytes
        }

        mutating func start(of offset: Int) -> Int {
            let offset = min(offset, bytes.count)
            if let known, (known.start...known.through).contains(offset) { return known.start }
            var start = offset
            while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
            known = (start, offset)
            return start
        }

        /// Behind the line break.
        mutating func end(of offset: Int) -> Int {
            var end = min(offset, bytes.count)
            let from = end
            while end < bytes.count, bytes[end] != 0x0A {
                if let knownEnd, end == knownEnd.from {
                    self.knownEnd = (from, knownEnd.end)
                    return knownEnd.end
                }
                end += 1
            }
            end = min(end + 1, bytes.count)
            knownEnd = (from, end)
            return end
        }

        /// The first byte of a line that is not blank.
        mutating func textStart(of line: Int) -> Int {
            if let knownText, knownText.line == line { return knownText.start }
            var start = line
            while start < bytes.count, Self.isBlank(bytes[start]) { start += 1 }
            knownText = (line, start)
            return start
        }

        func line(at start: Int) -> Range<Int> {
            var end = min(start, bytes.count)
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            return start..<min(end + 1, bytes.count)
        }

        func isBlank(_ range: Range<Int>) -> Bool {
            range.allSatisfy { Self.isBlank(bytes[$0]) }
        }

        private static func isBlank(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x20, 0x09, 0x0D, 0x0A, 0xEF, 0xBB, 0xBF: true
            default: false
            }
        }
    }
}
