internal import LintEngine
internal import OrgModel

/// The part of one line of a file that a frame shows: cut around a span, tabs expanded, secrets masked.
///
/// Only the surroundings of the span are read, since a retrieved file can be one line of megabytes.
struct SourceLine {
    let number: Int
    /// The line as it is shown.
    let text: String
    /// What is shown of the file, in bytes.
    let bytes: Range<Int>
    private let cells: [Cell]
    private let offsetOfFirstCell: Int

    private struct Cell {
        /// Bytes from the start of the file, and how many.
        let offset: Int
        let length: Int
        let text: String
        let width: Int
    }

    private static let tabWidth = 4
    private static let ellipsis = "…"

    /// - Parameters:
    ///   - masks: what is not shown, in order.
    ///   - isConfidential: whether nothing but the span is shown.
    ///   - width: how many columns there are.
    init(_ source: SourceText, _ region: Region, masks: [SourceMask], isConfidential: Bool, width: Int) {
        number = region.startLine
        let surroundings = Self.surroundings(of: region, in: source.bytes, reach: 2 * width)
        let span = region.bytes.clamped(to: surroundings.bytes)
        let (cells, isWhole) = Self.cells(
            source.bytes,
            surroundings.bytes,
            masks: masks,
            until: (offset: span.lowerBound, width: width)
        )
        let first = cells.firstIndex { $0.offset + $0.length > span.lowerBound } ?? cells.count
        let afterSpan = cells[first...].firstIndex { $0.offset >= span.upperBound } ?? cells.count
        let afterText = max(afterSpan, (cells.lastIndex { $0.text != " " } ?? -1) + 1)
        let isIndented = !surroundings.isCutBefore && cells[..<first].allSatisfy { $0.text == " " }
        let limits = isConfidential ? (isIndented ? 0 : first)..<afterSpan : 0..<afterText
        let shown = Self.fitting(cells, first..<afterSpan, within: limits, width: width)
        let isCutBefore = shown.lowerBound > 0 || surroundings.isCutBefore
        let isCutAfter = shown.upperBound < afterText || surroundings.isCutAfter || !isWhole
        self.cells = Array(cells[shown])
        offsetOfFirstCell = isCutBefore ? 1 : 0
        text =
            (isCutBefore ? Self.ellipsis : "") + self.cells.map(\.text).joined() + (isCutAfter ? Self.ellipsis : "")
        let start = self.cells.first?.offset ?? span.lowerBound
        bytes = start..<max(start, self.cells.last.map { $0.offset + $0.length } ?? start)
    }

    /// The columns of what is shown of a span, counted from 0; at least one.
    func columns(of span: Range<Int>) -> Range<Int> {
        var start = offsetOfFirstCell
        var width = 0
        for cell in cells {
            if cell.offset + cell.length <= span.lowerBound {
                start += cell.width
            } else if cell.offset < span.upperBound {
                width += cell.width
            }
        }
        return start..<(start + max(1, width))
    }

    // MARK: What of the line is read

    private static func surroundings(
        of region: Region,
        in bytes: [UInt8],
        reach: Int
    ) -> (bytes: Range<Int>, isCutBefore: Bool, isCutAfter: Bool) {
        let anchor = min(max(0, region.bytes.lowerBound), bytes.count)
        var start = anchor
        while start > 0, bytes[start - 1] != 0x0A, anchor - start < reach { start -= 1 }
        let isCutBefore = start > 0 && bytes[start - 1] != 0x0A
        if isCutBefore {
            while start < anchor, bytes[start] & 0xC0 == 0x80 { start += 1 }
        }
        if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, anchor) }
        var end = anchor
        while end < bytes.count, bytes[end] != 0x0A, end - anchor < 2 * reach { end += 1 }
        let isCutAfter = end < bytes.count && bytes[end] != 0x0A
        if isCutAfter {
            while end > anchor, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        } else if end > anchor, end < bytes.count, bytes[end - 1] == 0x0D {
            end -= 1
        }
        return (start..<end, isCutBefore, isCutAfter)
    }

    /// The cells of a range up to so many columns behind an offset, and whether these are all.
    private static func cells(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        masks: [SourceMask],
        until end: (offset: Int, width: Int)
    ) -> (cells: [Cell], areAll: Bool) {
        let masks = masks.filter { $0.bytes.overlaps(range) }
        var cells: [Cell] = []
        var neutralizer = Neutralizer(notation: .braces)
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes[range].makeIterator()
        var offset = range.lowerBound
        var column = 0
        var shownMask = -1
        var endColumn = Int.max
        while offset < range.upperBound {
            if endColumn == .max, offset >= end.offset { endColumn = column + end.width }
            guard column <= endColumn else { return (cells, false) }
            let (scalar, length): (Unicode.Scalar, Int)
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded): (scalar, length) = (UTF8.decode(encoded), encoded.count)
            case .error(let count): (scalar, length) = ("\u{FFFD}", count)
            case .emptyInput: return (cells, true)
            }
            if let mask = masks.firstIndex(where: { $0.bytes.contains(offset) }) {
                if mask != shownMask {
                    let text = masks[mask].shown
                    let masked = min(masks[mask].bytes.upperBound, range.upperBound) - offset
                    cells.append(Cell(offset: offset, length: masked, text: text, width: text.count))
                    column += text.count
                }
                shownMask = mask
            } else if scalar == "\t" {
                let width = tabWidth - column % tabWidth
                for _ in 0..<width { cells.append(Cell(offset: offset, length: length, text: " ", width: 1)) }
                column += width
            } else {
                let text = neutralizer.shown(scalar)
                let width = DisplayWidth.of(text)
                cells.append(Cell(offset: offset, length: length, text: text, width: width))
                column += width
            }
            offset += length
        }
        return (cells, true)
    }

    // MARK: What of it is shown

    /// The cells around a span, out of `limits`, that fit into a width; both ends leave room for an ellipsis.
    private static func fitting(
        _ cells: [Cell],
        _ span: Range<Int>,
        within limits: Range<Int>,
        width: Int
    ) -> Range<Int> {
        var room = width - 2
        var start = span.lowerBound
        var end = start
        while end < span.upperBound, cells[end].width <= room {
            room -= cells[end].width
            end += 1
        }
        guard end == span.upperBound else { return start..<end }
        let before = cells[limits.lowerBound..<start].reduce(0) { $0 + $1.width }
        let after = cells[end..<limits.upperBound].reduce(0) { $0 + $1.width }
        var roomBefore = before + after <= room ? before : max(room / 2, room - after)
        if before <= room * 3 / 4 { roomBefore = before }
        roomBefore = min(roomBefore, room)
        while start > limits.lowerBound, cells[start - 1].width <= roomBefore {
            roomBefore -= cells[start - 1].width
            room -= cells[start - 1].width
            start -= 1
        }
        while end < limits.upperBound, cells[end].width <= room {
            room -= cells[end].width
            end += 1
        }
        return start..<end
    }
}
