public import RuleCatalogue

/// What no file can show, as a list to tick off.
public enum ChecklistReport {
    /// For the terminal, at most a hundred columns wide.
    public static func text(_ items: [ChecklistItem]) -> String {
        var sections = [
            wrapped(introduction, indentedBy: 0).joined(separator: "\n") + "\n"
        ]
        for (rhythm, items) in grouped(items) {
            sections.append("\(rhythm.title)\n\n" + items.map(entry).joined(separator: "\n"))
        }
        let articles = Article.allCases.map { labelled("  \($0.rawValue)  ", $0.title).joined(separator: "\n") + "\n" }
        sections.append("Articles\n\n" + articles.joined())
        return sections.joined(separator: "\n")
    }

    /// Sections of Markdown, each under a heading of the second level.
    ///
    /// - Parameter link: the Markdown that leads to the page of a rule.
    public static func markdown(_ items: [ChecklistItem], link: (RuleFile) -> String) -> String {
        grouped(items).map { rhythm, items in
            let entries = items.map { item in
                let rules = item.rules.map(link).joined(separator: ", ")
                return "- [ ] \(item.text)\\\n  Asked for by \(sources(of: item))."
                    + (rules.isEmpty ? "" : "\\\n  Files and records show of it: \(rules).") + "\n"
            }
            return "## \(rhythm.title)\n\n\(entries.joined())"
        }.joined(separator: "\n")
    }

    static let introduction = """
        The rules judge what stands in files and records. These are the things that the articles ask for and that people \
        do: agreements, reviews, rotations, monitoring. Below each stands who asks for it, and which rules see a part.
        """

    static func grouped(_ items: [ChecklistItem]) -> [(Checklist.Rhythm, [ChecklistItem])] {
        Checklist.Rhythm.allCases.map { rhythm in (rhythm, items.filter { $0.rhythm == rhythm }) }
            .filter { !$0.1.isEmpty }
    }

    private static func entry(_ item: ChecklistItem) -> String {
        var lines = labelled("  [ ] ", item.text)
        lines += wrapped("(\(sources(of: item)))", indentedBy: 6)
        if !item.rules.isEmpty {
            lines += wrapped("rules: " + item.rules.map(\.id).joined(separator: ", "), indentedBy: 6)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `S1 line 23; S2 lines 144-147, 589-600`.
    static func sources(of item: ChecklistItem) -> String {
        Article.allCases.compactMap { article in
            let places = item.sources.filter { $0.article == article }
            guard let first = places.first else { return nil }
            let noun = places.count == 1 && first.lines.count == 1 ? "line" : "lines"
            return "\(article.rawValue) \(noun) \(places.map(\.lineText).joined(separator: ", "))"
        }.joined(separator: "; ")
    }

    /// The lines of a paragraph that hangs on a label.
    private static func labelled(_ label: String, _ text: String) -> [String] {
        let lines = wrapped(text, indentedBy: label.count)
        return [label + lines[0].dropFirst(label.count)] + lines.dropFirst()
    }

    /// The lines of a paragraph; never empty.
    private static func wrapped(_ text: String, indentedBy indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = margin
        for word in text.split(separator: " ") {
            if line.count + 1 + word.count > 100, line != margin {
                lines.append(line)
                line = margin
            }
            line += (line == margin ? "" : " ") + word
        }
        return lines + [line]
    }
}
