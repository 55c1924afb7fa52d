internal import ArgumentParser

struct ComparisonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Findings that this file lists are known and do not fail the run; 'forcelint baseline create' writes it.",
            valueName: "file"))
    var baseline: String?

    @Option(
        help: ArgumentHelp(
            "Show only findings that touch files changed since a git revision, committed or not. The whole org is judged.",
            valueName: "revision"))
    var changedSince: String?

    @Option(
        help: ArgumentHelp(
            """
            Show only findings that touch the files of a list, '-' for standard input: one a line or separated by NUL, \
            relative to the current folder.
            """,
            valueName: "list"))
    var changedFiles: String?
}
