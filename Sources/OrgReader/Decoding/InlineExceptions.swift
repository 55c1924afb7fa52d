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
        // From the last one on, because several comments above one another all speak of the line below.
        for comment in comments.reversed() {
            guard let mark = comment.text.firstRange(of: InlineException.mark),
                comment.text[..<mark.lowerBound].allSatisfy(\.isWhitespace)
            else { continue }
            var line = line(around: comment.range, bytes)
            if isBlank(bytes[line.lowerBound..<comment.range.lowerBound]),
                isBlank(bytes[comment.range.upperBound..<line.upperBound])
            {
                let next = line.upperBound
                line = self.line(around: next..<next, bytes)
                if let below = exceptions.last, line.contains(Int(below.location.offset)),
                    isBlank(bytes[line.lowerBound..<Int(below.location.offset)])
                {
                    line = Int(below.covered.lowerBound)..<Int(below.covered.upperBound)
                }
            }
            let range = comment.range
            exceptions.append(
                InlineException(
                    location: SourceLocation(
                        file: file, offset: UInt32(range.lowerBound), length: UInt32(range.count)),
                    text: String(comment.text[mark.upperBound...]),
                    covered: UInt32(line.lowerBound)..<UInt32(line.upperBound)
                ))
        }
        return exceptions.reversed()
    }

    /// From the start of the line of the first byte to behind the line break of the last.
    private static func line(around range: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Range<Int> {
        var start = min(range.lowerBound, bytes.count)
        while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
        var end = min(range.upperBound, bytes.count)
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        return start..<min(end + 1, bytes.count)
    }

    private static func isBlank(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        bytes.allSatisfy { [0x20, 0x09, 0x0D, 0x0A, 0xEF, 0xBB, 0xBF].contains($0) }
    }
}
