internal import ArgumentParser
internal import LintEngine
internal import LintRules
internal import OrgModel
internal import Reporting
internal import RuleCatalogue

struct ExportPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-plan",
        abstract: "Say what to fetch from the org for the rules, and by which commands.",
        discussion: """
            Looks at what is there and writes the commands of the Salesforce CLI for what is missing, cut off, too old or \
            lacks fields that count. Nothing is fetched by forcelint itself.

            Ends with 0, also where nothing is missing; with 2 where the usage is wrong.
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, sh, package, json, markdown
    }

    @Argument(help: ArgumentHelp("Projects, folders and files.", valueName: "path"))
    var paths: [String] = ["."]

    @Option(help: "The form of the plan: sh is a script, package is package.xml.")
    var format: Format = .text

    @ArgumentParser.Flag(help: "Write the JSON Schema of --format json, and nothing else.")
    var schema = false

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "What these rules need only: ids, beginnings of ids or tags, comma separated.", valueName: "rules"))
    var select: [String] = []

    @Option(
        parsing: .singleValue, help: ArgumentHelp("Without what only these rules need.", valueName: "rules"))
    var ignore: [String] = []

    @Option(help: "Whose rules count.")
    var persona: Persona?

    @Option(help: ArgumentHelp("Exports older than this are fetched again.", valueName: "days"))
    var maxAge = 30

    @ArgumentParser.Flag(help: "Fetch what has a row for every user by the Bulk API. (default: from 10,000 users on)")
    var bulk = false

    @OptionGroup(title: "Inputs") var inputs: OrgOptions

    mutating func validate() throws {
        if maxAge < 0 { throw ValidationError("--max-age wants at least 0.") }
    }

    func run() throws {
        guard !schema else { return try StandardStreams.write(ExportPlanReport.schema) }
        let pages = BuiltInRules.pages
        let selected = try RuleSelection(select, option: "--select", pages: pages)
        let ignored = try RuleSelection(ignore, option: "--ignore", pages: pages)
        let plan = try plan(selected, ignored, pages)
        let words = paths.map(Fix.quoted)
        let options = given
        switch format {
        case .text:
            try StandardStreams.write(ExportPlanReport.text(plan, paths: words, options: options, selection: selection))
        case .sh: try StandardStreams.write(ExportPlanReport.script(plan, paths: words, options: options))
        case .package: try StandardStreams.write(ExportPlanReport.packageXML(plan))
        case .json: try StandardStreams.write(ExportPlanReport.json(plan, paths: words, options: options))
        case .markdown: try StandardStreams.write(ExportPlanReport.markdown(plan, paths: words, options: options))
        }
    }

    private func plan(
        _ selected: RuleSelection,
        _ ignored: RuleSelection,
        _ pages: [RuleFile]
    ) throws(RunFailure) -> ExportPlan {
        let wanted = Set(pages.flatMap { $0.needs.flatMap(\.names) })
        let reading = try inputs.read(paths, wantedTypes: wanted, allowsEmpty: true)
        let configuration = reading.configuration.configuration
        let selectsAll = select.isEmpty
        let options = LintOptions(
            persona: persona ?? configuration.persona ?? .regular,
            isSelected: { (selectsAll || selected.ids.contains($0.id)) && !ignored.ids.contains($0.id) },
            rules: configuration.rules
        )
        let coverage = Linter(rules: BuiltInRules.all, options: options).lint(reading.org).coverage
        let asOf = inputs.reading.moment
        return ExportPlan(
            reading.org,
            coverage: coverage,
            oldest: Timestamp(seconds: asOf.seconds - Int64(maxAge) * 86_400),
            includesQuestions: selectsAll,
            usesBulk: bulk,
            ignoredPaths: reading.ignoredPaths
        )
    }

    /// The inputs beside the paths, as a command repeats them.
    private var given: [String] {
        inputs.records.map { "--records \(Fix.quoted($0))" } + inputs.usage.map { "--usage \(Fix.quoted($0))" }
    }

    /// The options that decide what the manifest holds, as a command repeats them.
    private var selection: String {
        var words = select.flatMap { ["--select", Fix.quoted($0)] } + ignore.flatMap { ["--ignore", Fix.quoted($0)] }
        words += given
        if let persona { words += ["--persona", persona.rawValue] }
        if let config = inputs.settings.config { words += ["--config", Fix.quoted(config)] }
        if inputs.settings.noConfig { words.append("--no-config") }
        return words.joined(separator: " ")
    }
}
