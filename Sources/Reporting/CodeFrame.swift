internal import LintEngine
internal import OrgModel

/// Lines of a file with what is underlined in them, in the manner of compilers.
struct CodeFrame {
    /// A stretch of the file and what is said of it.
    struct Mark {
        let region: Region
        let label: String
        let isPrimary: Bool

        fileprivate var order: (line: Int, rank: Int, offset: Int) {
            (region.startLine, isPrimary ? 0 : 1, region.bytes.lowerBound)
        }
    }

    enum Row {
        /// Lines between are left out.
        case gap
        case source(number: Int, text: String)
        case underline(column: Int, length: Int, label: String, isPrimary: Bool)
    }

    let rows: [Row]

    /// - Parameters:
    ///   - masks: what is not shown, in order.
    ///   - isConfidential: whether nothing but the marked spans is shown.
    ///   - width: how many columns the lines may take.
    init(_ source: SourceText, _ marks: [Mark], masks: [SourceMask], isConfidential: Bool, width: Int) {
        var rows: [Row] = []
        var lastLine = 0
        var remaining = marks.sorted { $0.order < $1.order }
        while let mark = remaining.first {
            let line = SourceLine(source, mark.region, masks: masks, isConfidential: isConfidential, width: width)
            if lastLine > 0, line.number > lastLine + 1 { rows.append(.gap) }
            lastLine = line.number
            rows.append(.source(number: line.number, text: line.text))
            var later: [Mark] = []
            for (index, other) in remaining.enumerated() {
                let start = other.region.bytes.lowerBound
                let isShown =
                    other.region.startLine == line.number
                    && (line.bytes.contains(start) || other.region.bytes == mark.region.bytes)
                guard index == 0 || isShown else {
                    later.append(other)
                    continue
                }
                let columns = line.columns(of: other.region.bytes)
                rows.append(
                    .underline(
                        column: columns.lowerBound,
                        length: columns.count,
                        label: other.label,
                        isPrimary: other.isPrimary
                    )
                )
            }
            remaining = later
        }
        self.rows = rows
    }
}

/// The places of a result that frames show, by file: first that of the primary place, then the others as they come.
struct CodePlaces {
    private(set) var byFile: [(file: FileID, marks: [CodeFrame.Mark])] = []
    /// How many related places are left out.
    let hidden: Int

    init(_ result: LintResult, _ report: Report, maxRelated: Int) {
        let finding = result.finding
        hidden = max(0, finding.related.count - maxRelated)
        add(finding.location, "", isPrimary: true, report)
        for related in finding.related.prefix(maxRelated) {
            add(related.location, related.message, isPrimary: false, report)
        }
    }

    private mutating func add(_ location: SourceLocation, _ label: String, isPrimary: Bool, _ report: Report) {
        let mark = CodeFrame.Mark(region: report.region(location), label: label, isPrimary: isPrimary)
        if let index = byFile.firstIndex(where: { $0.file == location.file }) {
            byFile[index].marks.append(mark)
        } else {
            byFile.append((location.file, [mark]))
        }
    }
}
