internal import ArgumentParser
internal import LintEngine
internal import Reporting
internal import RuleCatalogue

struct InputOptions: ParsableArguments {
    @Option(
        name: .customLong("records"), parsing: .singleValue,
        help: ArgumentHelp("A file or folder of exported records; repeatable.", valueName: "path"))
    var records: [String] = []

    @Option(
        name: .customLong("usage"), parsing: .singleValue,
        help: ArgumentHelp(
            "A file or folder of event logs (EventLogFile) and LoginHistory, which show what is used; repeatable.",
            valueName: "path"))
    var usage: [String] = []

    @Flag(help: "Finding no metadata and no records is no failure.")
    var allowEmpty = false

    @Flag(help: "Fail with 4 where an input is broken, truncated or skipped.")
    var strictInputs = false

    @Option(
        help: ArgumentHelp(
            "Fail with 4 where a rule is not evaluated. Alone it means every rule that runs; with '=' those that are listed.",
            valueName: "rules"))
    var requireCoverage: [String] = []
}

/// Into what the paths are about to be deployed.
struct DeployOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A full retrieve of the org. The paths are then what is about to be deployed into it, and only what the deploy causes is reported.",
            valueName: "folder"))
    var org: String?

    @Flag(help: "With --org report everything that the org has after the deploy.")
    var all = false
}

struct RuleOptions: ParsableArguments {
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Run these rules only: ids, beginnings of ids or tags, comma separated. An id goes before 'off' in the configuration.",
            valueName: "rules")
    )
    var select: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Do not run these rules, even where --select names them.", valueName: "rules"))
    var ignore: [String] = []

    @OptionGroup var audience: PersonaOptions

    @Option(help: "Show nothing below this severity.")
    var minSeverity: Severity = .note

    @Option(help: "Show nothing below this confidence.")
    var minConfidence: Confidence = .low

    @Flag(
        help:
            "Show what exceptions and the baseline hide as well, marked as suppressed; it still does not fail the run.")
    var noIgnores = false
}

struct OutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The form of the report on standard output. (default: text; nothing where -o is given)", valueName: "format"
        ))
    var format: OutputFormat?

    @Option(
        name: .shortAndLong, parsing: .singleValue,
        help: ArgumentHelp(
            "Write the report to a file; repeatable. Without a format the extension decides: .txt, .json, .sarif, .md, .html, .xml (junit), .csv.",
            valueName: "[format:]file"))
    var output: [String] = []

    @Option(help: "When the text is coloured.")
    var color: ColorChoice = .auto

    @Flag(
        help:
            "Replace usernames, e-mail addresses, names of people and consumer keys by pseudonyms, in every output."
    )
    var redact = false

    @Flag(name: .shortAndLong, help: "Findings only, without the summary.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Also every rule's coverage and every path that was not read.")
    var verbose = false

    mutating func validate() throws {
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
    }
}
