/// The days of which the logs say what was called, and what they leave open.
public struct UsageWindow: Sendable {
    /// The days of which every call would be in a log; at least one.
    public let days: UsageDays
    /// The types of which there is no log at all, though calls may be in them.
    public let missingTypes: [UsageEventType]
    /// Rows that could not be read.
    public let unreadRows: Int

    /// From this many days on a claim about what is never used rests on more than a quarter of a year.
    public static let longEnough = 90

    /// Whether so many days are covered, and nothing that was given could not be read.
    public func isWhole(days wanted: Int) -> Bool {
        days.count >= wanted && missingTypes.isEmpty && unreadRows == 0
    }
}

extension Usage {
    /// The window of the calls of everybody; nil where no day has a log of calls.
    ///
    /// `ApiTotalUsage` holds the calls of REST, SOAP and Bulk together. Without it a day counts that has a log of REST and
    /// of SOAP, as far as there are any: days without a bulk job have no log of such jobs.
    public var window: UsageWindow? {
        window(days: callDays)
    }

    private func window(days: UsageDays) -> UsageWindow? {
        days.isEmpty ? nil : UsageWindow(days: days, missingTypes: missingTypes, unreadRows: unreadRows)
    }

    private func days(of type: UsageEventType) -> UsageDays { days[type] ?? UsageDays() }

    private var callDays: UsageDays {
        let single = [days(of: .rest), days(of: .soap)].filter { !$0.isEmpty }
        let both = single.dropFirst().reduce(single.first ?? UsageDays()) { $0.intersection($1) }
        let known = days(of: .total).union(both)
        return known.isEmpty && single.isEmpty ? days(of: .bulk).union(days(of: .bulk2)) : known
    }

    /// The types of which there is no log at all, though calls may be in them; none where `ApiTotalUsage` is there.
    public var missingTypes: [UsageEventType] {
        guard days(of: .total).isEmpty else { return [] }
        return [.soap, .rest, .bulk, .bulk2].filter { days(of: $0).isEmpty }
    }

    /// The window of a user who was created at some moment: of the days before it nothing follows.
    public func window(since created: Timestamp?) -> UsageWindow? {
        window(days: created.map(callDays.after) ?? callDays)
    }
}

extension Org {
    /// What the logs say of a user.
    /// - Parameter user: index in `users`.
    public func usage(ofUser user: Int) -> UserUsage {
        usage.user(id: users[user].record.id, username: users[user].username)
    }

    /// The days of which the logs would show the calls of a user.
    /// - Parameter user: index in `users`.
    public func usageWindow(ofUser user: Int) -> UsageWindow? {
        usage.window(since: users[user].record.createdDate.flatMap { Timestamp($0) })
    }
}
