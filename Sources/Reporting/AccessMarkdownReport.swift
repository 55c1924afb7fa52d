public import OrgModel

/// An answer about access as Markdown, for a pull request or a page of documentation.
public enum AccessMarkdownReport {
    /// - Parameter question: what was asked about a user in particular, as it was worded.
    public static func text(_ answer: AccessAnswer, question: String? = nil, places: SourcePlaces) -> String {
        let words = AccessWords(places: places)
        var text = "## \(escaped("\(AccessWords.noun(answer.subject)) '\(answer.component.name)'"))\n\n"
        if let location = answer.location { text += "\(escaped(places.line(location)))\n\n" }
        if !answer.facts.isEmpty {
            text += table(
                ["", ""],
                answer.facts.map { fact in
                    let own = fact.location == answer.location ? nil : fact.location
                    return [fact.name, "\(fact.value)\(own.map { " (\(places.line($0)))" } ?? "")"]
                })
        }
        if let verdict = answer.verdict { text += self.verdict(verdict, answer, question ?? "", words) }
        if let proposal = answer.proposal {
            for section in ProposedAccessWords(proposal, words).sections {
                text += "### \(escaped(section.heading))\n\n" + list(section.lines)
            }
        }
        for kind in AccessRight.Kind.allCases {
            let held = (answer.grants ?? []).filter { $0.kind == kind }
            guard !held.isEmpty else { continue }
            text += "### \(AccessWords.heading(kind))\n\n"
            text += table(["name", "what", "by which way"], held.flatMap { rows($0, words) })
        }
        if let paths = answer.grantedBy {
            text += "### Granted by\n\n"
            text +=
                paths.isEmpty
                ? "No profile and no permission set that is there grants it.\n\n"
                : table(["what", "where"], paths.map { [AccessWords.flags($0.flags), words.way($0)] })
        }
        if let holdings = answer.holdings { text += self.holdings(holdings, answer, words) }
        if !answer.unknowns.isEmpty {
            text += "### Not known, because\n\n" + list(answer.unknowns.map(words.unknown))
        }
        return text.hasSuffix("\n\n") ? String(text.dropLast()) : text
    }

    private static func rows(_ access: AnsweredRight, _ words: AccessWords) -> [[String]] {
        access.paths.map { path in
            let state = path.isMuted ? "muted" : path.activation != nil ? "conditional" : ""
            let what = [AccessWords.flags(path.flags), state].filter { !$0.isEmpty }.joined(separator: ", ")
            return [access.name, what, words.way(path)]
        }
    }

    private static func verdict(
        _ verdict: AccessVerdict,
        _ answer: AccessAnswer,
        _ question: String,
        _ words: AccessWords
    ) -> String {
        var text = "**\(escaped(AccessWords.answer(verdict, answer.component, question)))**\n\n"
        if let obstacle = verdict.obstacle {
            text += list(["\(obstacle.value) (\(words.places.line(obstacle.location)))"])
        }
        for part in verdict.parts {
            text +=
                "### \(escaped("\(AccessWords.right(part.right)): \(part.answer == .unknown ? "not known" : part.answer.rawValue)"))\n\n"
            var lines = part.held.flatMap { access in
                access.name.lowercased() == part.right.name.lowercased() && access.kind == part.right.kind
                    ? access.paths.map(words.way) : words.implied([access])
            }
            lines += part.gaps.map { "not known, because \(words.gap($0))" }
            lines += words.endings(part.ending).map { "to end it: \($0)" }
            text += lines.isEmpty ? "Nothing that the user has grants it.\n\n" : list(lines)
        }
        return text
    }

    private static func holdings(
        _ holdings: [AccessAnswer.Holding],
        _ answer: AccessAnswer,
        _ words: AccessWords
    ) -> String {
        let heading = answer.subject == .app ? "May use it" : "Has it"
        guard !holdings.isEmpty else { return "### \(heading)\n\nNo active user, as far as files show.\n\n" }
        let rows = holdings.map { holding -> [String] in
            let state = holding.isMuted ? "muted" : holding.isConditional ? "conditional" : ""
            let what = [AccessWords.flags(holding.flags), state].filter { !$0.isEmpty }.joined(separator: ", ")
            let ways = holding.paths.map(words.wayWithFlags) + words.implied(holding.implied)
            let label = holding.label.map { " (\($0))" } ?? ""
            return [
                "\(holding.component.name)\(label)\(holding.isIntegration ? ", integration" : "")", what,
                ways.joined(separator: "\n"), words.endings(holding.ending).joined(separator: "\nor: "),
            ]
        }
        return "### \(heading)\n\n" + table(["who", "what", "by which way", "to end it"], rows)
    }

    // MARK: Form

    private static func table(_ columns: [String], _ rows: [[String]]) -> String {
        let head = "| \(columns.joined(separator: " | ")) |\n|\(String(repeating: "---|", count: columns.count))\n"
        let lines = rows.map { cells in
            let shown = cells.map { cell in
                cell.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
                    .joined(separator: "<br>")
            }
            return "| \(shown.joined(separator: " | ")) |\n"
        }
        return head + lines.joined() + "\n"
    }

    private static func list(_ lines: [String]) -> String {
        lines.map { "- \(escaped($0))\n" }.joined() + "\n"
    }

    private static func escaped(_ text: String) -> String { MarkdownText.escaped(text) }
}
