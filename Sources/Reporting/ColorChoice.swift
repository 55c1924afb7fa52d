/// When a report is coloured.
public enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never

    /// The style that holds: the option decides, then `FORCE_COLOR` and `CLICOLOR_FORCE`, then `NO_COLOR`, then whether a
    /// terminal that knows colours is written to.
    ///
    /// An empty variable counts as unset, and `0` forces nothing.
    public static func resolve(
        option: ColorChoice,
        environment: [String: String],
        isTerminal: Bool
    ) -> TextStyle {
        func isForced(_ name: String) -> Bool { !["", "0"].contains(environment[name] ?? "") }
        switch option {
        case .always: return .colored
        case .never: return .plain
        case .auto:
            if isForced("FORCE_COLOR") || isForced("CLICOLOR_FORCE") { return .colored }
            if environment["NO_COLOR"] ?? "" != "" { return .plain }
            return isTerminal && environment["TERM"] != "dumb" ? .colored : .plain
        }
    }
}
