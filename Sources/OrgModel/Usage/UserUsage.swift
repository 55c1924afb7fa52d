/// What the event logs say of one user.
public struct UserUsage: Sendable {
    /// An object that calls of the user name.
    public struct Object: Sendable {
        /// As the first event spells it.
        public let name: String
        public internal(set) var traces: [UsageKind: UsageTrace]

        /// Whether events say that records were read.
        public var isRead: Bool { traces[.read] != nil }
        /// Whether every event says that records were read, and nothing else.
        public var isOnlyRead: Bool { isRead && traces.count == 1 }

        /// The last event of any kind.
        public var last: UsageTrace? { traces.values.max { ($0.lastDay, $0.lastPlace) < ($1.lastDay, $1.lastPlace) } }
    }

    /// Everything that the user did; nil for nothing.
    public private(set) var events: UsageTrace?
    /// By the name of the object in lower case.
    public private(set) var objects: [String: Object] = [:]
    /// What may have been done with an object that no event names, by what it may have been.
    public private(set) var unnamed: [UsageKind: UsageTrace] = [:]

    public init() {}

    /// Whether an object may have been used in a way that the logs do not show.
    public var hidesUse: Bool { !unnamed.isEmpty }
    /// Whether records of an object may have been written in a way that the logs do not show.
    public var hidesWrites: Bool { unnamed.keys.contains { $0 != .read } }

    /// How many traces are kept.
    public var size: Int { objects.values.reduce(1 + unnamed.count) { $0 + $1.traces.count } }

    /// Adds one event.
    /// - Parameters:
    ///   - objects: the objects that it names.
    ///   - kinds: what it does with records; empty for nothing.
    public mutating func add(_ event: UsageTrace, objects: [String], kinds: [UsageKind]) {
        if events?.add(event) == nil { events = event }
        for kind in kinds {
            if objects.isEmpty { unnamed.add(event, to: kind) }
            for object in objects { add(event, kind, object) }
        }
    }

    private mutating func add(_ trace: UsageTrace, _ kind: UsageKind, _ object: String) {
        objects[object.lowercased(), default: Object(name: object, traces: [:])].traces.add(trace, to: kind)
    }

    /// Adds what later files say of the user.
    public mutating func add(_ other: UserUsage) {
        if let events = other.events, self.events?.add(events) == nil { self.events = events }
        for (kind, trace) in other.unnamed { unnamed.add(trace, to: kind) }
        for object in other.objects.values {
            for (kind, trace) in object.traces { add(trace, kind, object.name) }
        }
    }
}
