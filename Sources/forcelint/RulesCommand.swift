internal import ArgumentParser
internal import LintEngine
internal import LintRules
internal import Reporting
internal import RuleCatalogue

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules: id, severity, confidence, persona, how it is mended, title, and what it needs."
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Option(help: "The form of the list.")
    var format: Format = .text

    func run() throws {
        let pages = BuiltInRules.pages
        switch format {
        case .text: try StandardStreams.write(RuleListReport.text(pages))
        case .json: try StandardStreams.write(RuleListReport.json(pages))
        }
    }
}

extension BuiltInRules {
    /// The pages of all rules, in the order of ids.
    static var pages: [RuleFile] {
        all.map { type(of: $0).page }.sorted { $0.id < $1.id }
    }
}
