extension UsageWindow {
    /// The days at the end of a sentence: `in the 118 days with logs between 2026-07-25 and 2026-11-20`, and what is missing.
    public var words: String {
        guard let span = days.span else { return "" }
        var words =
            days.count == 1
            ? "on the one day with logs, \(span.first)"
            : "in the \(days.count) days with logs between \(span.first) and \(span.last)"
        if days.gapCount > 0 {
            words += ", \(days.gapCount == 1 ? "1 day" : "\(days.gapCount) days") without one in between (\(gaps))"
        }
        if !missingTypes.isEmpty {
            words += "; there is no log of \(missingTypes.map(\.rawValue).joined(separator: ", "))"
        }
        if unreadRows > 0 { words += "; \(unreadRows == 1 ? "1 row" : "\(unreadRows) rows") cannot be read" }
        return words
    }

    private var gaps: String {
        let gaps = days.gaps
        let shown = gaps.prefix(3).map { $0.first == $0.last ? $0.first : "\($0.first) to \($0.last)" }
        return shown.joined(separator: ", ") + (gaps.count > 3 ? ", …" : "")
    }
}
