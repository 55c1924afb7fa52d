public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks whether the org writes event log files, and whether it keeps them long enough.
public struct OrgEventLogGenerationOff: Rule {
    public static let page = RuleFile.orgEventLogGenerationOff

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let wanted = context.integer("retention-days")
        let metadata = context.org.metadata
        let off = metadata.findings("Event", withoutSwitch: "enableEventLogGeneration") { .isOff($0) }
        let short = metadata.settings("Event").compactMap { settings in
            finding(aboutRetentionIn: settings, wanted: wanted)
        }
        return off + short
    }

    private func finding(aboutRetentionIn settings: Settings, wanted: Int) -> Finding? {
        let element = "eventLogRetentionDuration"
        guard settings.switch("enableEventLogGeneration").isOn, let retention = settings.values[element],
            let days = Int(retention.value), days < wanted
        else { return nil }
        return Finding(
            .isShort(days, wanted: wanted),
            subject: settings.componentID,
            element: element,
            location: retention.location
        )
    }
}

extension Finding.Message {
    fileprivate static func isOff(_ words: String) -> Self {
        "The org does not generate event log files, most of which need the Event Monitoring add-on or Salesforce Shield: \(words)."
    }

    fileprivate static func isShort(_ days: Int, wanted: Int) -> Self {
        "The org keeps event log files for \(days) days, fewer than \(wanted): eventLogRetentionDuration is \(days)."
    }
}
