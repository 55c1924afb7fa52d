internal import RuleCatalogue

/// The page of a rule as a report shows it.
struct RuleHelp {
    private let rule: RuleFile

    init(_ rule: RuleFile) {
        self.rule = rule
    }

    /// Markdown: why, how to mend it, an example of each kind, sources.
    var markdown: String {
        guard let page = try? rule.page() else { return rule.title }
        let sections =
            [("Why", page.why), ("How to mend it", Self.fix(page.fix))] + Self.examples(page)
            + [("Sources", page.references.map(Self.reference).joined(separator: "\n"))]
        return sections.map { "## \($0.0)\n\n\(Self.trimmed($0.1))\n" }.joined(separator: "\n")
    }

    /// Where on the web it stands what the page rests on, Salesforce's own pages first; nil where it names none.
    var address: String? {
        let addresses = (try? rule.page())?.references.compactMap { reference in
            if case .url(let address) = reference.place { address } else { nil }
        }
        return addresses?.first { $0.contains(".salesforce.com/") } ?? addresses?.first
    }

    /// Markdown of a page in plain text: it reads well as it is, but for its heading marks.
    static func plain(_ markdown: String) -> String {
        markdown.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("## ") ? "\($0.dropFirst(3))" : String($0) }.joined(separator: "\n")
    }

    private static func fix(_ fix: RulePage.Fix) -> String {
        var parts: [String] = []
        if let setup = fix.setup { parts.append("**In Setup.** \(trimmed(setup))") }
        if let metadata = fix.metadata { parts.append("**In the metadata.** \(trimmed(metadata))") }
        if let command = fix.command { parts.append("**By a command.**\n\n```sh\n\(trimmed(command))\n```") }
        return parts.joined(separator: "\n\n")
    }

    /// The first example with a finding and the first innocent one.
    private static func examples(_ page: RulePage) -> [(String, String)] {
        let bad = page.examples.first { !$0.isInnocent }.map { ("Bad: \($0.name)", files($0)) }
        let good = page.examples.first(where: \.isInnocent).map { ("Good: \($0.name)", files($0)) }
        return [bad, good].compactMap(\.self)
    }

    private static func files(_ example: Example) -> String {
        example.files.sorted { $0.key < $1.key }.map { path, text in
            // What an example expects of the rule is for its test.
            let lines = text.split(separator: "\n").filter { !$0.contains("<!-- expect:") }
            return "`\(path)`\n\n```\(path.hasSuffix(".xml") ? "xml" : "")\n\(lines.joined(separator: "\n"))\n```"
        }.joined(separator: "\n\n")
    }

    private static func reference(_ reference: RulePage.Reference) -> String {
        switch reference.place {
        case .url(let url): "- [\(reference.title)](\(url)) (\(reference.date))"
        case .article: "- \(reference.title) (\(reference.date))"
        }
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
