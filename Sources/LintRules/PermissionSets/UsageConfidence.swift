internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

extension UsageWindow {
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
