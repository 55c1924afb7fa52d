public import LintEngine
internal import OrgModel

/// What a plan of fixes changes, as a unified diff that `patch -p0` and `git apply -p0` read.
///
/// Secrets are masked, and a line that a terminal or a CI runner could execute is shown as in all reports: a diff that
/// shows either cannot be applied there.
public enum DiffReport {
    /// - Parameter report: with the texts of the files.
    public static func text(_ report: Report, _ plan: FixPlan, style: TextStyle = .plain) -> String {
        let secrets = SecretRegions(report)
        return plan.files.map { file, edits in
            guard let source = report.source(file) else { return "" }
            let named = SecretRegions.namedSecrets(in: source.bytes).map { SourceMask(bytes: $0) }
            let masks = SourceMask.joined(secrets.masks(in: file) + named)
            let path = VisibleText(report.files[file.index].path).description
            let header = ["--- \(path)", "+++ \(path)"].map { style.paint($0, .headline) + "\n" }.joined()
            let hunks = FileDiff(source.bytes, edits, masks: masks).hunks(style)
            return hunks.isEmpty ? "" : header + hunks
        }.joined()
    }
}

/// The lines of one file before and after its edits.
private struct FileDiff {
    /// A stretch of the file as it was, or a text that comes in.
    private enum Piece {
        case kept(Range<Int>)
        case added([UInt8])
    }

    /// Lines that give way, counted from 0, and those that come.
    private struct Change {
        var lines: Range<Int>
        var added: [[Piece]]
    }

    private let bytes: [UInt8]
    private let masks: [SourceMask]
    /// Where each line begins, and behind them the end of the file.
    private let lineStarts: [Int]
    private var changes: [Change] = []

    private static let contextLength = 3

    init(_ bytes: [UInt8], _ edits: [ResolvedEdit], masks: [SourceMask]) {
        self.bytes = bytes
        self.masks = masks
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == 0x0A && index + 1 < bytes.count {
            starts.append(index + 1)
        }
        lineStarts = starts + [bytes.count]
        for (lines, edits) in groups(edits) {
            if let change = change(lines, edits) { changes.append(change) }
        }
    }

    private var lineCount: Int { lineStarts.count - 1 }

    private func line(of offset: Int) -> Int {
        var low = 0
        var high = lineCount
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The edits that share lines, and these lines; they reach as far as the edits join lines.
    private func groups(_ edits: [ResolvedEdit]) -> [(lines: Range<Int>, edits: [ResolvedEdit])] {
        var groups: [(lines: Range<Int>, edits: [ResolvedEdit])] = []
        for edit in edits {
            let first = line(of: edit.offset)
            var end = line(of: max(edit.offset, edit.range.upperBound - 1)) + 1
            let takesLineBreak = edit.length > 0 && edit.range.upperBound == lineStarts[end]
            let leavesLineStart = edit.offset > lineStarts[first] || !edit.replacement.isEmpty
            if takesLineBreak, leavesLineStart, !edit.replacement.hasSuffix("\n") { end = min(end + 1, lineCount) }
            if let last = groups.indices.last, first < groups[last].lines.upperBound {
                groups[last].lines = groups[last].lines.lowerBound..<max(end, groups[last].lines.upperBound)
                groups[last].edits.append(edit)
            } else {
                groups.append((first..<end, [edit]))
            }
        }
        return groups
    }

    /// What becomes of lines, less the ones at both ends that stay; nil where all do.
    private func change(_ lines: Range<Int>, _ edits: [ResolvedEdit]) -> Change? {
        var added = newLines(lines, edits)
        var lines = lines
        while let first = added.first, !lines.isEmpty, raw(first) == raw(line: lines.lowerBound) {
            added.removeFirst()
            lines = lines.dropFirst()
        }
        while let last = added.last, !lines.isEmpty, raw(last) == raw(line: lines.upperBound - 1) {
            added.removeLast()
            lines = lines.dropLast()
        }
        return added.isEmpty && lines.isEmpty ? nil : Change(lines: lines, added: added)
    }

    private func newLines(_ lines: Range<Int>, _ edits: [ResolvedEdit]) -> [[Piece]] {
        var pieces: [Piece] = []
        var position = lineStarts[lines.lowerBound]
        for edit in edits {
            pieces += [.kept(position..<edit.offset), .added(Array(edit.replacement.utf8))]
            position = edit.range.upperBound
        }
        pieces.append(.kept(position..<max(position, lineStarts[lines.upperBound])))
        var result: [[Piece]] = []
        var line: [Piece] = []
        for piece in pieces {
            for (part, endsLine) in split(piece) {
                line.append(part)
                if endsLine {
                    result.append(line)
                    line = []
                }
            }
        }
        return raw(line).isEmpty ? result : result + [line]
    }

    /// A piece cut behind its line breaks, empty parts left out.
    private func split(_ piece: Piece) -> [(part: Piece, endsLine: Bool)] {
        let text = raw([piece])
        var parts: [(part: Piece, endsLine: Bool)] = []
        var start = 0
        while start < text.count {
            let lineBreak = text[start...].firstIndex(of: 0x0A)
            let end = lineBreak.map { $0 + 1 } ?? text.count
            switch piece {
            case .kept(let range):
                let part = (range.lowerBound + start)..<(range.lowerBound + end)
                parts.append((.kept(part), lineBreak != nil))
            case .added: parts.append((.added(Array(text[start..<end])), lineBreak != nil))
            }
            start = end
        }
        return parts
    }

    private func raw(_ line: [Piece]) -> [UInt8] {
        line.flatMap { piece in
            switch piece {
            case .kept(let range): Array(bytes[range])
            case .added(let text): text
            }
        }
    }

    private func raw(line: Int) -> [UInt8] {
        Array(bytes[lineStarts[line]..<lineStarts[line + 1]])
    }

    // MARK: What is shown

    func hunks(_ style: TextStyle) -> String {
        var text = ""
        var shift = 0
        var index = 0
        while index < changes.count {
            var end = index + 1
            while end < changes.count,
                changes[end].lines.lowerBound - changes[end - 1].lines.upperBound <= 2 * Self.contextLength
            {
                end += 1
            }
            text += hunk(changes[index..<end], shift: &shift, style)
            index = end
        }
        return text
    }

    private func hunk(_ changes: ArraySlice<Change>, shift: inout Int, _ style: TextStyle) -> String {
        guard let first = changes.first, let last = changes.last else { return "" }
        let start = max(0, first.lines.lowerBound - Self.contextLength)
        let end = min(lineCount, last.lines.upperBound + Self.contextLength)
        var body = ""
        var position = start
        for change in changes {
            body += context(position..<change.lines.lowerBound)
            for line in change.lines { body += shown(.removed, [.kept(range(of: line))], style) }
            for line in change.added { body += shown(.added, line, style) }
            position = change.lines.upperBound
        }
        body += context(position..<end)
        let growth = changes.reduce(0) { $0 + $1.added.count - $1.lines.count }
        let old = Self.span(start, end - start)
        let new = Self.span(start + shift, end - start + growth)
        shift += growth
        return style.paint("@@ -\(old) +\(new) @@", .gutter) + "\n" + body
    }

    /// Lines as a hunk's header gives them: the first, counted from 1, and how many; of none the one before.
    private static func span(_ start: Int, _ count: Int) -> String {
        count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
    }

    private func range(of line: Int) -> Range<Int> {
        lineStarts[line]..<lineStarts[line + 1]
    }

    private func context(_ lines: Range<Int>) -> String {
        lines.map { shown(nil, [.kept(range(of: $0))], .plain) }.joined()
    }

    private func shown(_ role: TextStyle.Role?, _ line: [Piece], _ style: TextStyle) -> String {
        var text = line.map { piece in
            switch piece {
            case .kept(let range): masked(range)
            case .added(let text): String(decoding: text, as: UTF8.self)
            }
        }.joined()
        let hasLineBreak = text.utf8.last == 0x0A
        // CR and LF are one character.
        if hasLineBreak { text = String(text.unicodeScalars.dropLast()) }
        let hasReturn = hasLineBreak && text.utf8.last == 0x0D
        if hasReturn { text = String(text.unicodeScalars.dropLast()) }
        let mark =
            switch role {
            case .added: "+"
            case .removed: "-"
            default: " "
            }
        let shown = mark + Self.visible(text) + (hasReturn ? "\r" : "")
        return (role.map { style.paint(shown, $0) } ?? shown)
            + (hasLineBreak ? "\n" : "\n\\ No newline at end of file\n")
    }

    /// Tabs and the mark at the start of a file are no harm, and without them the diff would fit no file.
    private static func visible(_ text: String) -> String {
        var neutralizer = Neutralizer(notation: .braces)
        return text.unicodeScalars.reduce(into: "") { shown, scalar in
            if scalar == "\t" {
                _ = neutralizer.shown(" ")
                shown += "\t"
            } else if scalar == "\u{FEFF}", shown.isEmpty {
                shown += "\u{FEFF}"
            } else {
                shown += neutralizer.shown(scalar)
            }
        }
    }

    private func masked(_ range: Range<Int>) -> String {
        var text = ""
        var position = range.lowerBound
        for (mask, shown) in masks.map({ ($0.bytes, $0.shown) }) where mask.overlaps(range) {
            let mask = mask.clamped(to: range)
            if mask.lowerBound > position { text += String(decoding: bytes[position..<mask.lowerBound], as: UTF8.self) }
            // A line break that the mask covers still ends the line.
            let hasLineBreak = bytes[mask.upperBound - 1] == 0x0A
            if mask.upperBound > position { text += shown + (hasLineBreak ? "\n" : "") }
            position = max(position, mask.upperBound)
        }
        return text + String(decoding: bytes[min(position, range.upperBound)..<range.upperBound], as: UTF8.self)
    }
}
