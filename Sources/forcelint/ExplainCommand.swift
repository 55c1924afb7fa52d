internal import ArgumentParser
internal import LintEngine
internal import LintRules
internal import Reporting
internal import RuleCatalogue

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show a rule's page: why it matters, a bad and a good example, how it is mended, its sources.",
        discussion: "With --checklist: what belongs to well-kept integrations and no file can show."
    )

    @Argument(help: ArgumentHelp("Ids of rules.", valueName: "rule"))
    var rules: [String] = []

    @Flag(help: "Every rule.")
    var all = false

    @Flag(help: "What no file can show: agreements, reviews, rotation, monitoring.")
    var checklist = false

    mutating func validate() throws {
        if [all, checklist, !rules.isEmpty].count(where: \.self) != 1 {
            throw ValidationError("Name a rule, or --all for every rule, or --checklist.")
        }
    }

    func run() throws {
        if checklist { return try StandardStreams.write(ChecklistReport.text(Checklist.items)) }
        let pages = BuiltInRules.pages
        let wanted = all ? pages : try rules.map { try ExplainCommand.page($0, pages) }
        var texts: [String] = []
        for rule in wanted {
            do {
                texts.append(try RuleExplanation.text(rule))
            } catch {
                throw RunFailure(.failure, "\(error)")
            }
        }
        try StandardStreams.write(texts.joined(separator: "\n"))
    }

    private static func page(_ id: String, _ pages: [RuleFile]) throws(RunFailure) -> RuleFile {
        if let page = pages.first(where: { $0.id == id }) { return page }
        let suggestion = Suggestion.nearest(to: id, among: pages.map(\.id))
        let hint = suggestion.map { "did you mean '\($0)'?" } ?? "'forcelint rules' lists them"
        throw RunFailure(.usage, "no rule is called '\(id)'; \(hint)")
    }
}
