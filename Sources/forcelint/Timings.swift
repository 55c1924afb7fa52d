internal import Glibc

/// Where the time of a run goes: each lap gives what passed since the one before to a name.
final class Timings {
    private var nanoseconds: [String: UInt64] = [:]
    private var last = Timings.now

    func lap(_ name: String) {
        let now = Timings.now
        nanoseconds[name, default: 0] += now - last
        last = now
    }

    /// The names with milliseconds and share, those that took longest first.
    var table: String {
        let total = max(1, nanoseconds.values.reduce(0, +))
        let laps = nanoseconds.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        let rows = laps.map { name, time in
            Timings.hundredths(time, of: 1_000_000).leftPadded(to: 10)
                + (Timings.hundredths(time * 100, of: total) + " %").leftPadded(to: 10) + "  " + name
        }
        let sum = "  of \(Timings.hundredths(total, of: 1_000_000)) ms"
        let head = "ms".leftPadded(to: 10) + "share".leftPadded(to: 10) + sum
        return ([head] + rows).map { $0 + "\n" }.joined()
    }

    private static func hundredths(_ value: UInt64, of unit: UInt64) -> String {
        let rounded = (value * 100 + unit / 2) / unit
        return "\(rounded / 100).\(rounded % 100 < 10 ? "0" : "")\(rounded % 100)"
    }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
