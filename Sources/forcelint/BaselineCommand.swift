internal import ArgumentParser
internal import LintEngine
internal import Reporting

struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "List the findings that are there today, so that only new ones fail a run.",
        discussion: """
            'check --baseline FILE', or 'baseline: FILE' in the configuration, hides what the file lists. A finding is \
            known by its rule, component and element, never by its line or message, so that files can be moved, \
            reordered and reformatted.
            """,
        subcommands: [Create.self, Prune.self]
    )

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write all findings of today to a baseline, which replaces the one that is there.")

        @OptionGroup var options: BaselineRunOptions

        @Option(
            name: .shortAndLong,
            help: ArgumentHelp(
                "The file. (default: the configuration's, else \(Baseline.fileName) beside the configuration or the project)",
                valueName: "file"))
        var output: String?

        func run() throws {
            let run = try options.run()
            let place = try BaselinePlace(named: output, run)
            let found = try run.judge()
            try options.refuseIncompleteInputs(run, found)
            let baseline = Baseline(of: found.results, scope: place.scope(of: run, found))
            try OutputFile.write(BaselineText.text(baseline), to: place.path, shown: place.shown)
            let findings = baseline.entries.reduce(0) { $0 + $1.count }
            let hint =
                run.configuration.baseline == place.path
                ? ""
                : "; 'baseline: \(place.shownFromConfiguration)' in \(Configuration.fileName) makes every run use it"
            StandardStreams.writeError(
                "\(VisibleText(place.shown)): \(findings) \(findings == 1 ? "finding" : "findings")\(VisibleText(hint))\n"
            )
        }
    }

    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the entries out of a baseline that no longer occur; new findings are not added.")

        @OptionGroup var options: BaselineRunOptions

        @Option(
            help: ArgumentHelp(
                "The file. (default: the configuration's, else \(Baseline.fileName) beside the configuration or the project)",
                valueName: "file"))
        var baseline: String?

        func run() throws {
            let run = try options.run()
            let place = try BaselinePlace(named: baseline, run)
            let file = try BaselineFile(place.path, shown: place.shown)
            let found = try run.judge()
            try options.refuseIncompleteInputs(run, found)
            let results = file.baseline.applied(to: found.results, name: file.shown)
            guard let stale = file.stale(in: results, found, run) else {
                throw RunFailure(.inputs, file.tooNarrow(found))
            }
            if !stale.isEmpty { try OutputFile.write(file.pruned(stale), to: place.path, shown: place.shown) }
            let entries =
                stale.count == 1 ? "1 entry that no longer occurs" : "\(stale.count) entries that no longer occur"
            StandardStreams.writeError("\(VisibleText(place.shown)): \(entries)\n")
        }
    }
}
