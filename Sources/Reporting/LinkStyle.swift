internal import RuleCatalogue

/// How a text report leads to what a rule rests on.
public enum LinkStyle: Sendable {
    case none
    /// With the address in a line of its own.
    case addresses
    /// With the escape sequence (OSC 8) by which terminals make a link of a text.
    case hyperlinks

    /// The style that holds: `FORCE_HYPERLINK` decides, then whether a terminal is written to that is known to show
    /// links; elsewhere addresses are for those who want to see more.
    public static func resolve(
        isVerbose: Bool,
        environment: [String: String],
        isTerminal: Bool
    ) -> LinkStyle {
        let plain: LinkStyle = isVerbose ? .addresses : .none
        if let forced = environment["FORCE_HYPERLINK"], !forced.isEmpty { return forced == "0" ? plain : .hyperlinks }
        let isInCI = !["", "0", "false"].contains(environment["CI"] ?? "")
        guard isTerminal, !isInCI, environment["TERM"] != "dumb" else { return plain }
        return showsLinks(environment) ? .hyperlinks : plain
    }

    /// The variables that `resolve` asks for.
    public static let variables = [
        "CI", "DOMTERM", "FORCE_HYPERLINK", "KONSOLE_VERSION", "TERM", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION",
    ]

    /// As the crate supports-hyperlinks knows terminals.
    private static func showsLinks(_ environment: [String: String]) -> Bool {
        let isNamed = ["DOMTERM", "KONSOLE_VERSION", "WT_SESSION"].contains { !(environment[$0] ?? "").isEmpty }
        let isRecentVTE = (environment["VTE_VERSION"].flatMap { Int($0) } ?? 0) >= 5_000
        let programs = ["Hyper", "WarpTerminal", "WezTerm", "ghostty", "iTerm.app", "terminology", "vscode"]
        let terminals = ["alacritty", "foot", "xterm-ghostty", "xterm-kitty"]
        return isNamed || isRecentVTE || programs.contains(environment["TERM_PROGRAM"] ?? "")
            || terminals.contains(environment["TERM"] ?? "")
    }

    /// A text that leads to an address, for terminals that know links.
    static func hyperlink(_ text: String, to address: String) -> String {
        let isSafe = address.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isSafe ? "\u{1B}]8;;\(address)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\" : text
    }
}
