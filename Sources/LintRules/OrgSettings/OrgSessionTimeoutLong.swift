public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for sessions that stay open for long without being used.
public struct OrgSessionTimeoutLong: Rule {
    public static let page = RuleFile.orgSessionTimeoutLong

    /// The enumeration `SessionTimeout` of the Metadata API in minutes.
    private static let minutes = [
        "FifteenMinutes": 15, "ThirtyMinutes": 30, "SixtyMinutes": 60, "NinetyMinutes": 90, "TwoHours": 120,
        "FourHours": 240, "EightHours": 480, "TwelveHours": 720, "TwentyFourHours": 1_440,
    ]

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let maximum = context.integer("maximum-minutes")
        let element = "sessionSettings.sessionTimeout"
        return context.org.metadata.settings("Security").compactMap { settings in
            guard let timeout = settings.values[element], let minutes = Self.minutes[timeout.value], minutes > maximum
            else { return nil }
            return Finding(
                .isLong(timeout.value, minutes, maximum: maximum),
                subject: settings.componentID,
                element: element,
                location: timeout.location
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func isLong(_ value: String, _ minutes: Int, maximum: Int) -> Self {
        "Sessions of the org end after \(minutes) minutes without activity, more than \(maximum): sessionTimeout is \(value)."
    }
}
