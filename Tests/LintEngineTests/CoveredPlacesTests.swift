import Testing

@testable import LintEngine

/// What is looked up is what comparing each place with each stretch finds.
@Suite("Places that comments cover")
struct CoveredPlacesTests {
    /// Stretches that overlap, lie in one another, touch, are equal or empty.
    private static func stretches(_ seed: UInt64) -> [Range<UInt32>] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(below limit: UInt64) -> UInt32 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt32(state % limit)
        }
        return (0..<Int(next(below: 12))).map { _ in
            let start = next(below: 40)
            return start..<(start + next(below: 15))
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func areThoseOfPlainComparison(_ seed: UInt64) {
        let ranges = Self.stretches(seed).enumerated().map { (range: $1, exception: $0 * 2) }
        let places: [UInt32] = (0..<60).filter { ($0 + Int(seed)).isMultiple(of: 3) }.map { UInt32($0) }
        var covered = CoveredPlaces(ranges)
        for place in places {
            #expect(covered.cover(place) == ranges.first { $0.range.contains(place) }?.exception)
        }
        let used = ranges.filter { range, _ in places.contains(where: range.contains) }.map(\.exception)
        #expect(covered.used == used)
    }

    @Test func whatNobodyAskedForIsNotUsed() {
        let covered = CoveredPlaces([(5..<9, 0), (9..<9, 1)])
        #expect(covered.used.isEmpty)
    }
}
