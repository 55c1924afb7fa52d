internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

extension UsageWindow {
    /// The days at the end of a sentence: `in the 118 days with logs between 2026-07-25 and 2026-11-20, of which …`.
    var inWords: String {
        guard let span = days.span else { return "" }
        var words =
            days.count == 1
            ? "on the one day with logs, \(span.first)"
            : "in the \(days.count) days with logs between \(span.first) and \(span.last)"
        if days.gapCount > 0 {
            words += ", \(days.gapCount == 1 ? "1 day" : "\(days.gapCount) days") without one in between (\(gapsInWords))"
        }
        if !missingTypes.isEmpty {
            words += "; there is no log of \(missingTypes.map(\.rawValue).joined(separator: ", "))"
        }
        if unreadRows > 0 { words += "; \(unreadRows == 1 ? "1 row" : "\(unreadRows) rows") cannot be read" }
        return words
    }

    private var gapsInWords: String {
        let gaps = days.gaps
        let shown = gaps.prefix(3).map { $0.first == $0.last ? $0.first : "\($0.first) to \($0.last)" }
        return shown.joined(separator: ", ") + (gaps.count > 3 ? ", …" : "")
    }

    /// A quarter of a year of whole logs makes a claim likely; nothing makes it certain.
    func confidence(days wanted: Int = longEnough) -> Confidence {
        isWhole(days: wanted) ? .medium : .low
    }
}

extension Org {
    /// What keeps the logs from telling all use, as the coverage names it: types of which there is no log, and the column
    /// in which calls of integration users name no object.
    /// - Parameter hidesUse: whether a user may have done what is asked about without the logs showing it.
    func missingUsage(_ hidesUse: (UserUsage) -> Bool) -> [String] {
        let types = usage.missingTypes.map { "EventLogFile:\($0.rawValue)" }
        let rows = usage.unreadRows > 0 ? ["EventLogFile rows"] : []
        let isHidden = integrationUsers.contains { hidesUse(usage(ofUser: $0)) }
        return types + rows + (isHidden ? ["EventLogFile.ENTITY_NAME"] : [])
    }
}
