/// The stretches of one file that comments cover: which comment is the first to cover a place, and which covered any.
///
/// Thousands of comments may stand beside thousands of findings, so neither is compared with each of the other.
struct CoveredPlaces {
    private let ranges: [(range: Range<UInt32>, exception: Int)]
    /// Where stretches begin, in order; what is covered does not change within one.
    private let starts: [UInt32]
    /// Of each stretch the first exception that covers it; nil for none.
    private let first: [Int?]
    /// The places that were asked for.
    private var places: Set<UInt32> = []

    /// - Parameter ranges: what each exception covers, the first one first.
    init(_ ranges: [(range: Range<UInt32>, exception: Int)]) {
        let ranges = ranges.filter { !$0.range.isEmpty }
        let starts = Set(ranges.flatMap { [$0.range.lowerBound, $0.range.upperBound] }).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: starts.enumerated().map { ($1, $0) })
        var first: [Int?] = Array(repeating: nil, count: starts.count)
        // From each stretch the way to the next one that nothing covers yet.
        var next = Array(0...starts.count)
        func uncovered(from start: Int) -> Int {
            var end = start
            while next[end] != end { end = next[end] }
            var current = start
            while current != end {
                let following = next[current]
                next[current] = end
                current = following
            }
            return end
        }
        for (range, exception) in ranges {
            guard let start = numbers[range.lowerBound], let end = numbers[range.upperBound] else { continue }
            var current = uncovered(from: start)
            while current < end {
                first[current] = exception
                next[current] = current + 1
                current = uncovered(from: current)
            }
        }
        self.ranges = ranges
        self.starts = starts
        self.first = first
    }

    /// The first exception that covers a place; nil where none does.
    mutating func cover(_ place: UInt32) -> Int? {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= place { low = middle + 1 } else { high = middle }
        }
        guard low > 0, let exception = first[low - 1] else { return nil }
        places.insert(place)
        return exception
    }

    /// The exceptions that covered a place which was asked for.
    var used: [Int] {
        let places = places.sorted()
        return ranges.filter { range, _ in
            var low = 0
            var high = places.count
            while low < high {
                let middle = (low + high) / 2
                if places[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
            }
            return low < places.count && places[low] < range.upperBound
        }.map(\.exception)
    }
}
