/// Days in UTC, each by its number since 1970-01-01.
public struct UsageDays: Hashable, Sendable {
    private static let secondsOfDay: Int64 = 86_400

    public private(set) var numbers: Set<Int>

    public init(_ numbers: Set<Int> = []) { self.numbers = numbers }

    public var count: Int { numbers.count }
    public var isEmpty: Bool { numbers.isEmpty }

    /// The first and the last date, `2026-05-01`; nil where there is no day.
    public var span: (first: String, last: String)? {
        guard let first = numbers.min(), let last = numbers.max() else { return nil }
        return (Self.date(first), Self.date(last))
    }

    /// How many days between the first and the last one are not among them.
    public var gapCount: Int {
        guard let first = numbers.min(), let last = numbers.max() else { return 0 }
        return last - first + 1 - numbers.count
    }

    /// The stretches of days that are missing between the first and the last one, as dates.
    public var gaps: [(first: String, last: String)] {
        let sorted = numbers.sorted()
        return zip(sorted, sorted.dropFirst()).filter { $1 - $0 > 1 }.map {
            (Self.date($0 + 1), Self.date($1 - 1))
        }
    }

    public mutating func insert(_ day: Int) { numbers.insert(day) }

    public func union(_ other: UsageDays) -> UsageDays { UsageDays(numbers.union(other.numbers)) }

    public func intersection(_ other: UsageDays) -> UsageDays { UsageDays(numbers.intersection(other.numbers)) }

    /// The days from a moment on: that of the moment itself is not whole and left out.
    public func after(_ moment: Timestamp) -> UsageDays {
        let day = Self.number(moment)
        return UsageDays(numbers.filter { $0 > day })
    }

    /// The number of a moment's day.
    public static func number(_ moment: Timestamp) -> Int {
        Int((moment.seconds - (moment.seconds < 0 ? secondsOfDay - 1 : 0)) / secondsOfDay)
    }

    /// The date of a day, `2026-05-01`.
    public static func date(_ day: Int) -> String { Timestamp(seconds: Int64(day) * secondsOfDay).date }
}
