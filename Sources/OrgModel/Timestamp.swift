/// A moment in whole seconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
    public let seconds: Int64

    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// A date (`2026-05-01`, its first second in UTC) or a date with time as Salesforce exports it:
    /// `2026-05-01T10:11:12.000+0000`, with `Z`, `+00:00` or no offset, which counts as UTC. Nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(maxSplits: 1, whereSeparator: { $0 == "T" || $0 == " " })
        let date = (parts.first ?? "").split(separator: "-", omittingEmptySubsequences: false)
        guard date.count == 3, let year = Timestamp.number(date[0], digits: 4),
            let month = Timestamp.number(date[1], digits: 2), let day = Timestamp.number(date[2], digits: 2),
            (1...12).contains(month), day >= 1, day <= Timestamp.days(of: month, in: year)
        else { return nil }
        var total = Timestamp.daysSince1970(year: year, month: month, day: day) * 86_400
        if parts.count == 2 {
            guard let time = Timestamp.secondsOfTime(parts[1]) else { return nil }
            total += time
        }
        seconds = Int64(total)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.seconds < right.seconds
    }

    /// The date in UTC, `2026-05-01`.
    public var date: String {
        // The civil calendar from a count of days: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let days = Int((seconds - (seconds < 0 ? 86_399 : 0)) / 86_400) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }

    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func days(of month: Int, in year: Int) -> Int {
        let isLeapYear = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// `10:11:12.000+0000` in seconds, its offset taken off.
    private static func secondsOfTime(_ text: Substring) -> Int? {
        var clock = text
        var offset = 0
        if clock.last == "Z" || clock.last == "z" {
            clock = clock.dropLast()
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let digits = clock[clock.index(after: sign)...].filter { $0 != ":" }
            guard let value = number(digits[...], digits: 4) else { return nil }
            offset = (value / 100 * 60 + value % 100) * (clock[sign] == "-" ? -60 : 60)
            clock = clock[..<sign]
        }
        let parts = clock.prefix { $0 != "." }.split(separator: ":", omittingEmptySubsequences: false)
            .map { number($0, digits: 2) }
        guard parts.count == 2 || parts.count == 3, let hours = parts[0], let minutes = parts[1],
            let seconds = parts.count == 3 ? parts[2] : 0, hours < 24, minutes < 60, seconds <= 60
        else { return nil }
        return hours * 3_600 + minutes * 60 + seconds - offset
    }

    /// A number of exactly so many decimal digits, without a sign.
    private static func number(_ text: Substring, digits: Int) -> Int? {
        text.utf8.count == digits && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
