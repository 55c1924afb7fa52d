public import OrgModel

/// Which fixes are wanted.
public enum FixScope: String, CaseIterable, Sendable {
    /// Those that cannot widen access or lose meaning.
    case safe
    /// Those as well that a person should confirm.
    case all

    fileprivate func includes(_ fix: Fix) -> Bool {
        self == .all || fix.safety == .safe
    }
}

/// The edits of the results of a report that can be made together, file by file.
///
/// A fix is taken whole or not at all. Where two overlap, the one of the result that comes first in the report is taken;
/// an edit that several results ask for is made once.
public struct FixPlan: Sendable {
    /// In the order of the files' numbers; of each the edits in the order of their places, none overlapping another.
    public internal(set) var files: [(file: FileID, edits: [ResolvedEdit])] = []
    /// The results whose fixes are in the plan.
    public private(set) var results: [LintResult] = []
    /// How many results have a fix of the scope that overlaps with that of another one.
    public private(set) var overlapCount = 0
    /// How many results have a fix of the scope that would take away what an exception in the file is about.
    public private(set) var exceptedCount = 0
    /// How many results have a fix of the scope that would change a file which may not be changed.
    public private(set) var outsideCount = 0
    /// How many results have edits that only the wider scope includes.
    public private(set) var unsafeCount = 0

    /// - Parameters:
    ///   - exceptions: the exceptions in the files: what a comment covers is not taken away from under it.
    ///   - mayChange: whether a file may be changed.
    public init(
        _ report: Report,
        scope: FixScope,
        exceptions: [InlineException],
        mayChange: (SourceFile) -> Bool = { _ in true }
    ) {
        let exceptions = Dictionary(grouping: exceptions, by: \.location.file).mapValues { OrphanedExceptions($0) }
        var planned: [FileID: PlannedEdits] = [:]
        for result in report.results where result.suppression == nil {
            guard let fix = result.finding.fix else { continue }
            let edits = report.completeEdits(fix)
            guard !edits.isEmpty else { continue }
            guard scope.includes(fix) else {
                unsafeCount += 1
                continue
            }
            if !edits.allSatisfy({ mayChange(report.files[$0.file.index]) }) {
                outsideCount += 1
            } else if edits.contains(where: { exceptions[$0.file]?.isAny(leftBy: $0) ?? false }) {
                exceptedCount += 1
            } else if edits.isFreeOfOverlaps, edits.allSatisfy({ planned[$0.file]?.admits($0) ?? true }) {
                for edit in edits { planned[edit.file, default: PlannedEdits()].insert(edit) }
                results.append(result)
            } else {
                overlapCount += 1
            }
        }
        files = planned.sorted { $0.key < $1.key }.map { ($0.key, $0.value.edits) }
    }
}

/// The edits of one file that were taken so far.
private struct PlannedEdits {
    /// In the order of their places; insertions at one place in the order in which they were taken.
    private(set) var edits: [ResolvedEdit] = []
    private var known: Set<ResolvedEdit> = []

    /// Whether an edit is there already or overlaps with none that is.
    func admits(_ edit: ResolvedEdit) -> Bool {
        if known.contains(edit) { return true }
        let index = firstIndex(behind: edit)
        if index > 0, edits[index - 1].overlaps(edit) { return false }
        return index == edits.count || !edits[index].overlaps(edit)
    }

    mutating func insert(_ edit: ResolvedEdit) {
        guard known.insert(edit).inserted else { return }
        edits.insert(edit, at: firstIndex(behind: edit))
    }

    private func firstIndex(behind edit: ResolvedEdit) -> Int {
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if edit.precedes(edits[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension ResolvedEdit {
    /// Bytes from the start of the file.
    public var range: Range<Int> { offset..<(offset + length) }

    /// By place; what is inserted stands before what begins there.
    fileprivate func precedes(_ other: ResolvedEdit) -> Bool {
        (offset, min(length, 1)) < (other.offset, min(other.length, 1))
    }

    /// Whether two edits touch the same bytes, or one inserts into what the other takes away.
    fileprivate func overlaps(_ other: ResolvedEdit) -> Bool {
        if length == 0 { return other.offset < offset && offset < other.range.upperBound }
        if other.length == 0 { return offset < other.offset && other.offset < range.upperBound }
        return range.overlaps(other.range)
    }
}

extension [ResolvedEdit] {
    /// Whether all edits of one fix, each counted once, can be made together.
    fileprivate var isFreeOfOverlaps: Bool {
        let sorted = Set(self).sorted { ($0.file, $0.offset, $0.length) < ($1.file, $1.offset, $1.length) }
        return zip(sorted, sorted.dropFirst()).allSatisfy { $0.file != $1.file || !$0.overlaps($1) }
    }

    /// The bytes of a file after its edits, which come in the order of their places and do not overlap.
    public func applied(to bytes: [UInt8]) -> [UInt8] {
        var edited: [UInt8] = []
        edited.reserveCapacity(bytes.count)
        var position = 0
        for edit in self {
            edited += bytes[position..<edit.offset]
            edited += [UInt8](edit.replacement.utf8)
            position = edit.range.upperBound
        }
        return edited + bytes[position...]
    }
}
