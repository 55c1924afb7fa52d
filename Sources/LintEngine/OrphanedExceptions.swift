internal import OrgModel

/// The comments with exceptions of one file, asked which of them an edit would leave without what they stand for.
struct OrphanedExceptions {
    /// In the order in which what they cover begins.
    private let exceptions: [InlineException]
    /// Of each the furthest byte that it or one before it covers.
    private let ends: [UInt32]

    init(_ exceptions: [InlineException]) {
        let sorted = exceptions.sorted { $0.covered.lowerBound < $1.covered.lowerBound }
        var end: UInt32 = 0
        ends = sorted.map { exception in
            end = max(end, exception.covered.upperBound)
            return end
        }
        self.exceptions = sorted
    }

    /// Whether an edit takes an element away that a comment stands for, and leaves the comment.
    func isAny(leftBy edit: ResolvedEdit) -> Bool {
        guard edit.replacement.isEmpty, !edit.range.isEmpty else { return false }
        var low = 0
        var high = exceptions.count
        while low < high {
            let middle = (low + high) / 2
            if Int(exceptions[middle].covered.lowerBound) < edit.range.upperBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        // Back to where nothing reaches into the edit; on the way are comments that the edit takes along, of which no
        // other edit knows.
        for index in (0..<low).reversed() {
            guard Int(ends[index]) > edit.range.lowerBound else { return false }
            let covered = exceptions[index].covered
            if Int(covered.upperBound) > edit.range.lowerBound, !covered.isEmpty,
                !edit.range.contains(Int(exceptions[index].location.offset))
            {
                return true
            }
        }
        return false
    }
}
