/// What is kept of any number of events of one kind: how many, from when to when, and the place of the last one.
public struct UsageTrace: Hashable, Sendable {
    public private(set) var count: Int
    /// The number of the day, as `UsageDays` counts.
    public private(set) var firstDay: Int
    public private(set) var lastDay: Int
    /// The row of the last event.
    public private(set) var lastPlace: SourceLocation

    /// One event.
    public init(day: Int, place: SourceLocation) {
        count = 1
        firstDay = day
        lastDay = day
        lastPlace = place
    }

    /// The date of the last event, `2026-05-01`.
    public var lastDate: String { UsageDays.date(lastDay) }

    /// Adds later events; of one day those of the other trace are the later ones.
    public mutating func add(_ other: UsageTrace) {
        count += other.count
        firstDay = min(firstDay, other.firstDay)
        guard other.lastDay >= lastDay else { return }
        lastDay = other.lastDay
        lastPlace = other.lastPlace
    }
}

extension Dictionary where Value == UsageTrace {
    /// Adds events to what is there under a key.
    public mutating func add(_ trace: UsageTrace, to key: Key) {
        if self[key]?.add(trace) == nil { self[key] = trace }
    }
}
