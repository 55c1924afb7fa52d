internal import ArgumentParser
internal import LintEngine

struct FixOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Edit the files so that findings go away: 'safe' edits where nothing else is said, with '=all' also those that a person should confirm. The report shows what is left.",
            valueName: "scope"))
    var fix: FixScope?

    @Flag(
        help: ArgumentHelp(
            "Show what --fix would change instead of the report, and change nothing. Exits with 1 where something would change, unless --fail-on is never."
        ))
    var diff = false

    /// What is to be mended; nil where nothing is.
    var scope: FixScope? { fix ?? (diff ? .safe : nil) }
}
