public import OrgModel

/// An answer about access for the terminal.
public enum AccessTextReport {
    /// Users that are told one by one; JSON has all.
    static let mostHoldings = 200

    /// - Parameter question: what was asked about a user in particular, as it was worded.
    public static func text(_ answer: AccessAnswer, question: String? = nil, places: SourcePlaces) -> String {
        let words = AccessWords(places: places)
        var blocks = [heading(answer, words)]
        if let verdict = answer.verdict { blocks += self.verdict(verdict, answer, question ?? "", words) }
        if let proposal = answer.proposal { blocks += ProposedAccessWords(proposal, words).blocks }
        if let grants = answer.grants { blocks += self.grants(grants, words) }
        if let grantedBy = answer.grantedBy { blocks += self.grantedBy(grantedBy, words) }
        if let holdings = answer.holdings { blocks.append(self.holdings(holdings, answer, words)) }
        if !answer.unknowns.isEmpty {
            blocks.append(["Not known, because"] + answer.unknowns.map { "  \(words.unknown($0))" } + [hint])
        }
        return blocks.map { $0.map { "\(shown($0))\n" }.joined() }.joined(separator: "\n")
    }

    private static let hint = "  (forcelint export-plan says what to fetch)"

    /// Spaces at the start are ours; what follows is a stranger's.
    private static func shown(_ line: String) -> String {
        let indent = line.prefix { $0 == " " }
        return indent + VisibleText(String(line.dropFirst(indent.count))).description
    }

    private static func heading(_ answer: AccessAnswer, _ words: AccessWords) -> [String] {
        let place = answer.location.map { " (\(words.places.line($0)))" } ?? ""
        return ["\(AccessWords.noun(answer.subject)) '\(answer.component.name)'\(place)"]
            + answer.facts.map { fact in
                let own = fact.location == answer.location ? nil : fact.location
                return "  \(fact.name): \(fact.value)\(own.map { " (\(words.places.line($0)))" } ?? "")"
            }
    }

    // MARK: A question

    private static func verdict(
        _ verdict: AccessVerdict,
        _ answer: AccessAnswer,
        _ question: String,
        _ words: AccessWords
    ) -> [[String]] {
        var lines = [AccessWords.answer(verdict, answer.component, question)]
        if let obstacle = verdict.obstacle {
            lines.append("  \(obstacle.value) (\(words.places.line(obstacle.location)))")
        }
        for part in verdict.parts {
            lines.append(
                "  \(AccessWords.right(part.right)): \(part.answer == .unknown ? "not known" : part.answer.rawValue)")
            for access in part.held {
                if access.name.lowercased() == part.right.name.lowercased(), access.kind == part.right.kind {
                    lines += access.paths.map { "    \(words.way($0))" }
                } else {
                    lines += words.implied([access]).map { "    \($0)" }
                }
            }
            if part.answer == .no, part.held.isEmpty { lines.append("    nothing that the user has grants it") }
            lines += part.gaps.map { "    not known, because \(words.gap($0))" }
            lines += endings(part.ending, words, indent: "    ")
        }
        if verdict.answer == .unknown { lines.append(hint) }
        return [lines]
    }

    private static func endings(_ ending: AccessEnding?, _ words: AccessWords, indent: String) -> [String] {
        words.endings(ending).enumerated().map { index, line in
            "\(indent)\(index == 0 ? "to end it: " : "or: ")\(line)"
        }
    }

    // MARK: Lists

    private static func grants(_ grants: [AnsweredRight], _ words: AccessWords) -> [[String]] {
        guard !grants.isEmpty else { return [["Grants nothing that a file shows."]] }
        return AccessRight.Kind.allCases.compactMap { kind in
            let held = grants.filter { $0.kind == kind }
            guard !held.isEmpty else { return nil }
            return [AccessWords.heading(kind)]
                + held.flatMap { access -> [String] in
                    let flags = access.flags.isEmpty ? "" : ": \(AccessWords.flags(access.flags))"
                    let state = access.isMuted ? " (muted)" : access.isConditional ? " (conditional)" : ""
                    return ["  \(access.name)\(flags)\(state)"] + access.paths.map { "    \(words.wayWithFlags($0))" }
                }
        }
    }

    private static func grantedBy(_ paths: [AccessPath], _ words: AccessWords) -> [[String]] {
        guard !paths.isEmpty else { return [["No profile and no permission set that is there grants it."]] }
        return [["Granted by"] + paths.map { "  \(words.wayWithFlags($0))" }]
    }

    private static func holdings(
        _ holdings: [AccessAnswer.Holding],
        _ answer: AccessAnswer,
        _ words: AccessWords
    ) -> [String] {
        let verb = answer.subject == .app ? "May use it" : "Has it"
        guard !holdings.isEmpty else { return ["\(verb): no active user, as far as files show."] }
        var lines = ["\(verb): \(counted(holdings.count, "active user"))"]
        for holding in holdings.prefix(mostHoldings) {
            let label = holding.label.map { " (\($0))" } ?? ""
            let flags = holding.flags.isEmpty ? "" : ": \(AccessWords.flags(holding.flags))"
            let state = holding.isMuted ? " (muted)" : holding.isConditional ? " (conditional)" : ""
            let kind = holding.isIntegration ? ", integration" : ""
            lines.append("  \(holding.component.name)\(label)\(kind)\(flags)\(state)")
            lines += holding.paths.map { "    \(words.wayWithFlags($0))" }
            lines += words.implied(holding.implied).map { "    \($0)" }
            lines += endings(holding.ending, words, indent: "    ")
        }
        let more = holdings.count - mostHoldings
        return lines + (more > 0 ? ["  and \(more) more; --format json lists all"] : [])
    }
}
