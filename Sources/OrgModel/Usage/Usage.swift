/// What event logs say of use: by user, object and kind, never by event.
public struct Usage: Sendable {
    /// By Id of 15 characters, of events without one by username in lower case.
    public private(set) var users: [String: UserUsage] = [:]
    /// Calls by the app that made them: by Id of 15 characters, and by name as `nameKey` has it.
    public private(set) var apps: [String: UsageTrace] = [:]
    /// The days of which there is a log, by type.
    public private(set) var days: [UsageEventType: UsageDays] = [:]
    /// How many events were read.
    public private(set) var eventCount = 0
    /// How many calls of an API name no app.
    public private(set) var callsWithoutApp = 0
    /// How many rows could not be read: what these say is not known.
    public var unreadRows = 0

    public init() {}

    /// How many traces are kept.
    public private(set) var size = 0

    /// One row of a log.
    public struct Event: Sendable {
        public var type: UsageEventType
        public var trace: UsageTrace
        /// An Id or a username; nil where the row names nobody.
        public var user: String?
        public var objects: [String]
        /// What the call does with records; empty for nothing.
        public var kinds: [UsageKind]
        /// Id and name of the app.
        public var apps: [String]
        /// What the caller calls itself; nil for nothing.
        public var client: String?

        public init(
            type: UsageEventType,
            trace: UsageTrace,
            user: String?,
            objects: [String],
            kinds: [UsageKind],
            apps: [String],
            client: String? = nil
        ) {
            self.type = type
            self.trace = trace
            self.user = user
            self.objects = objects
            self.kinds = kinds
            self.apps = apps
            self.client = client
        }
    }

    public mutating func add(_ event: Event) {
        eventCount += 1
        days[event.type, default: UsageDays()].insert(event.trace.lastDay)
        if event.type.namesObjects, event.apps.isEmpty { callsWithoutApp += 1 }
        for app in event.apps + [event.client].compactMap(\.self) {
            let key = Self.appKey(app)
            if apps[key] == nil { size += 1 }
            apps.add(event.trace, to: key)
        }
        guard let user = event.user else { return }
        let key = Self.userKey(user)
        let before = users[key]?.size ?? 0
        users[key, default: UserUsage()].add(event.trace, objects: event.objects, kinds: event.kinds)
        size += (users[key]?.size ?? 0) - before
    }

    /// Adds what later files say.
    public mutating func add(_ other: Usage) {
        for (user, usage) in other.users { users[user, default: UserUsage()].add(usage) }
        for (app, trace) in other.apps { apps.add(trace, to: app) }
        for (type, days) in other.days { self.days[type] = self.days[type]?.union(days) ?? days }
        eventCount += other.eventCount
        callsWithoutApp += other.callsWithoutApp
        unreadRows += other.unreadRows
        size += other.size
    }

    /// What the logs say of a user by Id and by username together.
    public func user(id: RecordID?, username: String) -> UserUsage {
        var usage = id.flatMap { users[$0.value] } ?? UserUsage()
        if let named = users[username.lowercased()] { usage.add(named) }
        return usage
    }

    private static func userKey(_ user: String) -> String {
        user.contains("@") ? user.lowercased() : RecordID(user).value
    }

    /// An Id is told by its prefix: `0H4` or `888` (Object Reference, API Total Usage, CONNECTED_APP_ID).
    private static func appKey(_ app: String) -> String {
        let isID = [15, 18].contains(app.utf8.count) && (app.hasPrefix("0H4") || app.hasPrefix("888"))
        return isID ? RecordID(app).value : nameKey(app)
    }

    /// The name of an app for comparisons: letters and digits in lower case, so that a label and a full name meet.
    public static func nameKey(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
