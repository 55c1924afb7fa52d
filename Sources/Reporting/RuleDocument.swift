internal import RuleCatalogue

/// The page of a rule in `docs/rules/`.
struct RuleDocument {
    let rule: RuleFile
    /// The rules that have a page to link to.
    private let others: [RuleFile]

    init(rule: RuleFile, among rules: [RuleFile]) {
        self.rule = rule
        others = rules.filter { $0.id != rule.id }
    }

    func markdown() throws(PageError) -> String {
        let page = try rule.page()
        let sections =
            [head(page), "## Why\n\n\(linked(page.why))"] + fix(page.fix) + parameters(page.parameters)
            + examples(page.examples)
            + ["## Sources\n\n" + page.references.map(reference).joined(separator: "\n")]
        return sections.joined(separator: "\n\n") + "\n"
    }

    private func head(_ page: RulePage) -> String {
        let needs = rule.needs.map { "`\($0.description)`" }.joined(separator: ", ")
        let questions = rule.questions.map { "[\($0.text)](README.md#\(RuleDocumentation.anchor($0.text)))" }
        let area = RuleDocumentation.title(ofArea: rule.area)
        let rows = [
            ["rule", "`\(rule.id)`"],
            ["severity", rule.severity.rawValue],
            ["confidence", rule.confidence.rawValue],
            ["seen by", rule.persona.rawValue],
            ["needs", needs.isEmpty ? "nothing" : needs],
            ["fix", rule.safety.rawValue],
            ["tags", rule.tags.map { "`\($0)`" }.joined(separator: ", ")],
            ["answers", questions.joined(separator: "<br>")],
            ["area", "[\(area)](README.md#\(RuleDocumentation.anchor(area)))"],
            ["since", page.since],
        ]
        return """
            \(RuleDocumentation.mark) from \(rule.path). -->

            # \(rule.title)

            \(RuleDocumentation.table(["", ""], rows))
            """
    }

    private func fix(_ fix: RulePage.Fix) -> [String] {
        var parts = ["## How to mend it"]
        if let setup = fix.setup { parts.append("### In Setup\n\n\(linked(setup))") }
        if let metadata = fix.metadata { parts.append("### In the metadata\n\n\(linked(metadata))") }
        if let command = fix.command { parts.append("### By a command\n\n\(fenced(command, "sh"))") }
        return parts
    }

    private func parameters(_ parameters: [Parameter]) -> [String] {
        guard !parameters.isEmpty else { return [] }
        let rows = parameters.map { parameter in
            let value = parameter.defaultValue
            return ["`\(parameter.name)`", value.kind.rawValue, "`\(value.text)`", parameter.description]
        }
        let table = RuleDocumentation.table(["parameter", "type", "default", ""], rows)
        return ["## Parameters\n\nUnder `rules: \(rule.id):` in `.forcelint.yml`.\n\n\(table)"]
    }

    /// The first example of each kind in full, and what the others are about.
    private func examples(_ examples: [Example]) -> [String] {
        let found = examples.filter { !$0.isInnocent }
        let innocent = examples.filter(\.isInnocent)
        var parts = found.prefix(1).map { "## Bad: \($0.name)\n\n\(circumstances($0))\(files($0))\n\n\(findings($0))" }
        parts += innocent.prefix(1).map { example in
            "## Good: \(example.name)\n\n\(example.reason ?? "")\n\n\(circumstances(example))\(files(example))"
        }
        if found.count > 1 {
            parts.append("## It also finds\n\n" + found.dropFirst().map { "- \($0.name)" }.joined(separator: "\n"))
        }
        if innocent.count > 1 {
            let lines = innocent.dropFirst().map { "- \($0.name): \(oneLine($0.reason ?? ""))" }
            parts.append("## It leaves alone\n\n" + lines.joined(separator: "\n"))
        }
        return parts
    }

    private func circumstances(_ example: Example) -> String {
        (example.asOf.map { "On \($0):\n\n" } ?? "") + (example.persona.map { "Seen by `\($0.rawValue)`.\n\n" } ?? "")
    }

    private func files(_ example: Example) -> String {
        let config = example.config.map { [(".forcelint.yml", $0)] } ?? []
        let files = config + example.files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return files.map { path, text in
            // What an example expects of the rule is for its test.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.contains("<!-- expect:") }
            let language = path.hasSuffix(".xml") ? "xml" : path.hasSuffix(".yml") ? "yaml" : ""
            return "`\(path)`\n\n\(fenced(lines.joined(separator: "\n"), language))"
        }.joined(separator: "\n\n")
    }

    /// Where the rule speaks, one line a finding.
    private func findings(_ example: Example) -> String {
        example.expectations.map { expected in
            guard expected.path.hasSuffix(".xml"), let text = example.files[expected.path] else {
                return "- \(expected.severity.rawValue) in line \(expected.line) of `\(expected.path)`"
            }
            // Without the comments for the test the number of the line is another one.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let line = lines.indices.contains(expected.line - 1) ? oneLine(String(lines[expected.line - 1])) : ""
            let shown = line.isEmpty || line.contains("`") ? "" : " at `\(line)`"
            return "- \(expected.severity.rawValue)\(shown) in `\(expected.path)`"
        }.joined(separator: "\n")
    }

    private func reference(_ reference: RulePage.Reference) -> String {
        switch reference.place {
        case .url(let url): "- [\(reference.title)](\(url)) (\(reference.date))"
        case .article(let article):
            "- \(reference.title) ([\(article)](../../README.md\(fragment(of: article)))"
                + "\(reference.lines.map { ", lines \($0)" } ?? ""), \(reference.date))"
        }
    }

    private func fragment(of article: String) -> String {
        Article(rawValue: article).map { "#" + RuleDocumentation.anchor(RuleDocumentation.heading(of: $0)) } ?? ""
    }

    /// The text with links where it names another rule as code.
    private func linked(_ text: String) -> String {
        others.reduce(trimmed(text)) { text, other in
            text.replacing("`\(other.id)`", with: "[`\(other.id)`](\(other.id).md)")
        }
    }

    /// A block of code, behind a fence that the text cannot end.
    private func fenced(_ text: String, _ language: String) -> String {
        let longest = text.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(trimmed(text))\n\(fence)"
    }

    private func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
