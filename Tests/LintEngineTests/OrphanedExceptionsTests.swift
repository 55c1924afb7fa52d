import OrgModel
import Testing

@testable import LintEngine

/// What is looked up is what comparing each edit with each comment finds.
@Suite("Comments that an edit would leave alone")
struct OrphanedExceptionsTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func areThoseOfPlainComparison(_ seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(below limit: UInt64) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % limit)
        }
        // A comment covers the rest of its line or the next one; here anything near it, or nothing.
        let exceptions = (0..<next(below: 10)).map { _ in
            let offset = next(below: 40)
            let start = max(offset + next(below: 12) - 4, 0)
            return InlineException(
                location: SourceLocation(file: FileID(0), offset: UInt32(offset)), text: "x: y",
                covered: UInt32(start)..<UInt32(start + next(below: 9)))
        }
        let orphaned = OrphanedExceptions(exceptions)
        for offset in 0..<50 {
            for length in [0, 1, 4, 20] {
                for replacement in ["", "x"] {
                    let edit = ResolvedEdit(file: FileID(0), offset: offset, length: length, replacement: replacement)
                    let expected =
                        replacement.isEmpty
                        && exceptions.contains { exception in
                            exception.covered.overlaps(UInt32(offset)..<UInt32(offset + length))
                                && !edit.range.contains(Int(exception.location.offset))
                        }
                    #expect(orphaned.isAny(leftBy: edit) == expected, "\(offset) \(length)")
                }
            }
        }
    }
}
