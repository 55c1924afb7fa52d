internal import ArgumentParser
internal import LintEngine
internal import LintRules
internal import OrgReader
internal import Reporting
internal import RuleCatalogue

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show the configuration that holds, or the JSON Schema of the file.",
        subcommands: [ConfigShowCommand.self, ConfigSchemaCommand.self]
    )
}

struct ConfigShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show every value of the configuration that holds, and where it comes from.",
        discussion: """
            A value comes from the command line, else from the file, else it is the default. The file is the one that \
            --config names, else \(ConfigurationFile.variable), else the .forcelint.yml beside sfdx-project.json.
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case yaml, json
    }

    @OptionGroup var target: PathArguments
    @OptionGroup var settings: ConfigurationOptions

    @Option(help: "The form: a configuration with comments, or one object a value.")
    var format: Format = .yaml

    @OptionGroup var audience: PersonaOptions

    @Option(help: "As of check.")
    var failOn: FailureThreshold?

    @Option(help: ArgumentHelp("As of check.", valueName: "file"))
    var baseline: String?

    @Option(parsing: .singleValue, help: ArgumentHelp("As of check.", valueName: "path"))
    var records: [String] = []

    @Option(parsing: .singleValue, help: ArgumentHelp("As of check.", valueName: "path"))
    var usage: [String] = []

    @Option(parsing: .singleValue, help: ArgumentHelp("As of check.", valueName: "rules"))
    var select: [String] = []

    @Option(parsing: .singleValue, help: ArgumentHelp("As of check.", valueName: "rules"))
    var ignore: [String] = []

    func run() throws {
        let pages = BuiltInRules.pages
        let selected = try RuleSelection(select, option: "--select", pages: pages)
        let ignored = try RuleSelection(ignore, option: "--ignore", pages: pages)
        let file = try settings.find(
            from: target.paths.first ?? ".", currentDirectory: FileSystem.currentDirectory())
        var overrides = ResolvedConfiguration.Overrides()
        overrides.persona = audience.persona
        overrides.failOn = failOn
        overrides.baseline = baseline
        overrides.records = records
        overrides.usage = usage
        overrides.selected = select.isEmpty ? nil : selected.ids
        overrides.named = selected.named
        overrides.ignored = ignored.ids
        let resolved = ResolvedConfiguration(file.configuration, overrides: overrides, pages: pages)
        let path = file.shownPath
        switch format {
        case .yaml: try StandardStreams.write(ConfigurationReport.yaml(resolved, path: path, choice: file.choice))
        case .json: try StandardStreams.write(ConfigurationReport.json(resolved, path: path, choice: file.choice))
        }
    }
}

struct ConfigSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema (2020-12) of .forcelint.yml, or of the report of check --format json.",
        discussion: """
            Editors with a YAML language server take it from a file: write it with 'forcelint config schema > \
            \(ConfigurationSchema.fileName)' and begin .forcelint.yml with \
            '# yaml-language-server: $schema=\(ConfigurationSchema.fileName)'.
            """
    )

    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case configuration, report
    }

    @Argument(help: "What the schema is of.")
    var subject: Subject = .configuration

    func run() throws {
        switch subject {
        case .configuration: try StandardStreams.write(ConfigurationSchema.text(BuiltInRules.pages))
        case .report: try StandardStreams.write(ReportSchema.text())
        }
    }
}
