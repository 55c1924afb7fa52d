internal import OrgModel

/// When a certificate ends, as seen at the moment of the run.
struct CertificateExpiration {
    private static let day: Int64 = 86_400

    private let moment: Timestamp
    private let asOf: Timestamp

    init(_ moment: Timestamp, asOf: Timestamp) {
        self.moment = moment
        self.asOf = asOf
    }

    /// Whether it has ended or does so within a number of times 24 hours.
    func isDue(within days: Int) -> Bool {
        moment.seconds - asOf.seconds <= Int64(days) * Self.day
    }

    /// As a sentence goes on: `expired on 2026-03-01`, `expires on 2026-12-11, in 20 days`.
    var words: String {
        guard moment >= asOf else { return "expired on \(moment.date)" }
        let days = (moment.seconds - asOf.seconds) / Self.day
        return "expires on \(moment.date), in \(days) \(days == 1 ? "day" : "days")"
    }
}
