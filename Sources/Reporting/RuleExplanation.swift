public import RuleCatalogue

/// The page of a rule for the terminal; the Markdown of the pages reads well as it is.
public enum RuleExplanation {
    public static func text(_ rule: RuleFile) throws(PageError) -> String {
        let page = try rule.page()
        var sections = [heading(rule, page), section("Why", page.why)]
        if let bad = page.examples.first(where: { !$0.isInnocent }) { sections.append(section("Bad", example(bad))) }
        if let good = page.examples.first(where: \.isInnocent) { sections.append(section("Good", example(good))) }
        if let setup = page.fix.setup { sections.append(section("How to mend it in Setup", setup)) }
        if let metadata = page.fix.metadata { sections.append(section("How to mend it in the metadata", metadata)) }
        if let command = page.fix.command { sections.append(section("How to mend it by a command", command)) }
        if !page.parameters.isEmpty {
            let lines = page.parameters.map(parameter).joined(separator: "\n")
            sections.append(section("Parameters, under 'rules: \(rule.id):' in the configuration", lines))
        }
        sections.append(section("Sources", page.references.map(reference).joined(separator: "\n")))
        return sections.joined(separator: "\n")
    }

    private static func heading(_ rule: RuleFile, _ page: RulePage) -> String {
        let needs = rule.needs.map(\.description).joined(separator: ", ")
        return """
            \(rule.id): \(rule.title)

              severity    \(rule.severity.rawValue)
              confidence  \(rule.confidence.rawValue)
              persona     \(rule.persona.rawValue)
              needs       \(needs.isEmpty ? "nothing" : needs)
              tags        \(rule.tags.joined(separator: ", "))
              answers     \(rule.questions.map(\.text).joined(separator: "\n              "))
              fix         \(page.fix.safety.rawValue)
              since       \(page.since)

            """
    }

    private static func section(_ title: String, _ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let kept = lines.prefix((lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1) + 1)
        let indented = kept.map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
        return "\(title)\n\n\(indented)\n"
    }

    private static func example(_ example: Example) -> String {
        let reason = example.reason.map { "\($0)\n" } ?? ""
        let config = example.config.map { [(".forcelint.yml", $0)] } ?? []
        let files = config + example.files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let shown = files.map { path, text in
            // What an example expects of the rule is for its test.
            let lines = text.split(separator: "\n").filter { !$0.contains("<!-- expect:") }
            return "\(path)\n" + lines.map { "    \($0)" }.joined(separator: "\n")
        }
        return "\(example.name)\n\(reason)\n" + shown.joined(separator: "\n\n")
    }

    private static func parameter(_ parameter: Parameter) -> String {
        let value = parameter.defaultValue
        return "\(parameter.name) (\(value.kind.rawValue), default \(value.text)): \(parameter.description)"
    }

    private static func reference(_ reference: RulePage.Reference) -> String {
        switch reference.place {
        case .url(let url): "\(reference.title) (\(reference.date))\n  \(url)"
        case .article(let article):
            "\(reference.title) (\(article)\(reference.lines.map { ", lines \($0)" } ?? ""), \(reference.date))"
        }
    }
}

extension ParameterValue {
    /// As the configuration writes it.
    var text: String {
        switch self {
        case .integer(let value): String(value)
        case .string(let value): "'\(value)'"
        case .strings(let values): "[\(values.joined(separator: ", "))]"
        case .boolean(let value): String(value)
        }
    }
}
