internal import OrgModel

extension Timestamp {
    private static let secondsOfDay: Int64 = 86_400

    /// Whether more than so many times 24 hours have passed since another moment.
    func isLater(than other: Timestamp, byDays days: Int) -> Bool {
        // A number of days that no calendar holds is never passed.
        guard let limit = Int64(exactly: days).map({ $0.multipliedReportingOverflow(by: Self.secondsOfDay) }),
            !limit.overflow
        else { return false }
        return seconds - other.seconds > limit.partialValue
    }

    /// The whole days that have passed since another moment.
    func days(since other: Timestamp) -> Int {
        Int((seconds - other.seconds) / Self.secondsOfDay)
    }
}
