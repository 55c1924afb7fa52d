internal import RuleCatalogue

/// The index of `docs/rules/`: every rule under its questions, and under its area.
struct RuleIndex {
    let rules: [RuleFile]
    let checklist: [ChecklistItem]

    var markdown: String {
        let questions = Question.allCases.map { question in
            (question.text, rules.filter { $0.questions.contains(question) })
        }
        let areas = Set(rules.map(\.area)).sorted().map { area in
            (RuleDocumentation.title(ofArea: area), rules.filter { $0.area == area })
        }
        return """
            \(RuleDocumentation.mark) from the pages in Rules/. -->

            # The rules

            \(rules.count) rules, by question and by area. A rule may answer several questions; it lies in one area. The
            severity is the default, and `seen by` the first persona that sees the rule: `regular` sees the least,
            `auditor` everything. What no rule can see stands in [the checklist](checklist.md) (\(checklist.count) items).

            **By question**

            \(contents(questions))

            **By area**

            \(contents(areas))

            \(questions.map { byQuestion($0.0, $0.1) }.joined(separator: "\n"))
            \(areas.map { byArea($0.0, $0.1) }.joined(separator: "\n"))
            """
    }

    private func contents(_ sections: [(String, [RuleFile])]) -> String {
        sections.map { title, rules in "- [\(title)](#\(RuleDocumentation.anchor(title))) (\(rules.count))" }
            .joined(separator: "\n")
    }

    private func byQuestion(_ title: String, _ rules: [RuleFile]) -> String {
        let sorted = rules.sorted { ($1.severity, $0.persona, $0.id) < ($0.severity, $1.persona, $1.id) }
        let rows = sorted.map { rule in
            [RuleDocumentation.link(rule), rule.title, rule.severity.rawValue, rule.persona.rawValue]
        }
        return "## \(title)\n\n\(RuleDocumentation.table(["rule", "finds", "severity", "seen by"], rows))\n"
    }

    private func byArea(_ title: String, _ rules: [RuleFile]) -> String {
        let rows = rules.map { rule in
            [
                RuleDocumentation.link(rule), rule.severity.rawValue, rule.confidence.rawValue,
                rule.needs.map { "`\($0.description)`" }.joined(separator: ", "), rule.safety.rawValue,
            ]
        }
        let header = ["rule", "severity", "confidence", "needs", "fix"]
        return "## \(title)\n\n\(RuleDocumentation.table(header, rows))\n"
    }
}
