public import RuleCatalogue

/// What rules there are, one line or object each, in the order given.
public enum RuleListReport {
    /// Columns: id, severity, confidence, persona, how it is mended, title; below each rule what it needs.
    public static func text(_ rules: [RuleFile]) -> String {
        let rows = rules.map { rule in
            [rule.id, rule.severity.rawValue, rule.confidence.rawValue, rule.persona.rawValue, rule.safety.rawValue]
        }
        let header = ["rule", "severity", "confidence", "persona", "fix"]
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].utf8.count }.max() ?? 0
        }
        func line(_ cells: [String], _ last: String) -> String {
            let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.utf8.count) }
            return (padded + [last]).joined(separator: "  ")
        }
        var lines = [line(header, "title, and what it needs")]
        for (rule, cells) in zip(rules, rows) {
            lines.append(line(cells, rule.title))
            lines.append(String(repeating: " ", count: widths.reduce(0) { $0 + $1 + 2 }) + needs(of: rule))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    public static func json(_ rules: [RuleFile]) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("version", "json-v1")
            json.array("rules") { json in
                for rule in rules {
                    json.object { write(rule, &$0) }
                }
            }
        }
        return json.text
    }

    private static func write(_ rule: RuleFile, _ json: inout JSONWriter) {
        json.member("rule", rule.id)
        json.member("title", rule.title)
        json.member("severity", rule.severity.rawValue)
        json.member("confidence", rule.confidence.rawValue)
        json.member("persona", rule.persona.rawValue)
        json.array("needs", rule.needs.map(\.description))
        json.array("tags", rule.tags)
        json.member("fix", rule.safety.rawValue)
        json.array("parameters") { json in
            for parameter in rule.parameters {
                json.object { json in
                    json.member("name", parameter.name)
                    json.member("type", parameter.defaultValue.kind.rawValue)
                    switch parameter.defaultValue {
                    case .integer(let value): json.member("default", value)
                    case .string(let value): json.member("default", value)
                    case .strings(let values): json.array("default", values)
                    case .boolean(let value): json.member("default", value)
                    }
                    json.member("description", parameter.description)
                }
            }
        }
    }

    private static func needs(of rule: RuleFile) -> String {
        rule.needs.isEmpty ? "needs nothing" : "needs \(rule.needs.map(\.description).joined(separator: ", "))"
    }
}
