internal import LintEngine
internal import RuleCatalogue

/// The JSON Schema (2020-12) of `json-v1`, the report of `check --format json`.
///
/// It is open: what it names keeps its meaning, and a later version may say more.
public enum ReportSchema {
    /// The file of the repository that holds the schema.
    public static let fileName = "forcelint-report.schema.json"

    public static func text() -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
            json.member("title", "forcelint report, json-v1")
            json.member(
                "description",
                "Lines and columns count from 1, columns in UTF-16 code units, endColumn is exclusive; offsets and lengths of edits count bytes."
            )
            writeObject(&json, required: ["version", "tool", "summary", "findings", "coverage"]) { json in
                json.object("version", onOneLine: true) { $0.member("const", "json-v1") }
                json.object("tool") { json in
                    writeObject(&json, required: ["name", "version"]) { json in
                        json.object("name", onOneLine: true) { $0.member("const", "forcelint") }
                        write("version", .text, &json)
                    }
                }
                json.object("summary") { writeSummary(&$0) }
                writeList("findings", of: .reference("finding"), &json)
                json.object("coverage") { writeCoverage(&$0) }
                json.object("access") { writeAccess(&$0) }
            }
            json.object("$defs") { json in
                json.object("finding") { writeFinding(&$0) }
                json.object("location") { writeLocation(&$0) }
                json.object("fix") { writeFix(&$0) }
                json.object("suppression") { writeSuppression(&$0) }
            }
        }
        return json.text
    }

    // MARK: Parts

    private static func writeSummary(_ json: inout JSONWriter) {
        json.member(
            "description", "How many findings there are. Those that are hidden count in suppressed and baseline only.")
        writeObject(&json, required: ["errors", "warnings", "notes", "suppressed", "baseline"]) { json in
            for severity in ["errors", "warnings", "notes"] { write(severity, .count, &json) }
            write("suppressed", .count, &json, "Hidden by exceptions.")
            write("baseline", .count, &json, "Hidden by the baseline.")
            write("baselineStale", .count, &json, "Entries of the baseline that no longer occur; with a baseline only.")
            write("outsideChanges", .count, &json, "Outside of the changed files; where those were asked for.")
        }
    }

    private static func writeFinding(_ json: inout JSONWriter) {
        let required = [
            "rule", "severity", "confidence", "message", "help", "subject", "location", "related", "fix", "fingerprint",
            "suppressed",
        ]
        writeObject(&json, required: required) { json in
            write("rule", .text, &json)
            write("severity", .choice([Severity.error, .warning, .note].map(\.rawValue)), &json)
            write("confidence", .choice([Confidence.high, .medium, .low].map(\.rawValue)), &json)
            write("message", .text, &json)
            write("help", .text, &json, "What mends findings of this rule.")
            json.object("subject") { json in
                json.member("description", "The component or record, and what of it.")
                writeObject(&json, required: ["type", "name", "element"]) { json in
                    for name in ["type", "name", "element"] { write(name, .text, &json) }
                }
            }
            write("location", .reference("location"), &json)
            json.object("related") { json in
                json.member("type", "array")
                json.object("items") { json in
                    writeObject(&json, required: ["message", "location"]) { json in
                        write("message", .text, &json)
                        write("location", .reference("location"), &json)
                    }
                }
            }
            write("fix", .optional("fix"), &json)
            json.object("fingerprint") { json in
                json.member("description", "The same in every run for rule, subject, element and package directory.")
                json.member("type", "string")
                json.member("pattern", "^[0-9a-f]{64}$")
            }
            write("suppressed", .optional("suppression"), &json, "Why it does not count; null where it does.")
        }
    }

    private static func writeLocation(_ json: inout JSONWriter) {
        let numbers = ["line", "column", "endLine", "endColumn"]
        writeObject(&json, required: ["path"] + numbers) { json in
            write("path", .text, &json, "Relative to the current folder, with /.")
            for name in numbers {
                json.object(name, onOneLine: true) { json in
                    json.member("type", "integer")
                    json.member("minimum", 1)
                }
            }
        }
    }

    private static func writeFix(_ json: inout JSONWriter) {
        writeObject(&json, required: ["safety", "description", "edits", "commands"]) { json in
            write("safety", .choice([Fix.Safety.safe, .unsafe].map(\.rawValue)), &json)
            write("description", .text, &json)
            json.object("edits") { json in
                json.member("type", "array")
                json.object("items") { json in
                    writeObject(&json, required: ["path", "offset", "length", "replacement"]) { json in
                        write("path", .text, &json)
                        write("offset", .count, &json)
                        write("length", .count, &json)
                        write("replacement", .text, &json)
                    }
                }
            }
            writeList("commands", of: .text, &json)
        }
    }

    private static func writeSuppression(_ json: inout JSONWriter) {
        writeObject(&json, required: ["kind", "reason"]) { json in
            write("kind", .choice([Suppression.Kind.exception, .inline, .baseline].map(\.rawValue)), &json)
            for name in ["reason", "owner", "expires"] { write(name, .text, &json) }
            write("location", .reference("location"), &json, "The entry or comment.")
        }
    }

    private static func writeCoverage(_ json: inout JSONWriter) {
        writeObject(&json, required: ["inputs", "rules", "ignored", "skipped"]) { json in
            json.object("inputs") { json in
                json.member("description", "How many files or rows of each metadata type and object were given.")
                json.member("type", "object")
                json.object("additionalProperties", onOneLine: true) { write(.count, &$0) }
            }
            json.object("rules") { json in
                json.member("type", "array")
                json.object("items") { json in
                    writeObject(&json, required: ["rule", "status", "missing", "subjects"]) { json in
                        let statuses = [Coverage.Status.evaluated, .partial, .notEvaluated]
                        write("rule", .text, &json)
                        write("status", .choice(statuses.map(\.rawValue)), &json)
                        writeList("missing", of: .text, &json)
                        write("subjects", .count, &json)
                    }
                }
            }
            writeList("ignored", of: .text, &json)
            json.object("skipped") { json in
                json.member("type", "array")
                json.object("items") { json in
                    writeObject(&json, required: ["path", "reason"]) { json in
                        for name in ["path", "reason"] { write(name, .text, &json) }
                    }
                }
            }
        }
    }

    private static func writeAccess(_ json: inout JSONWriter) {
        json.member("description", "What access a deploy changes; with --org only.")
        writeObject(&json, required: ["comparesUsers", "changes"]) { json in
            write("comparesUsers", .truth, &json)
            json.object("changes") { json in
                json.member("type", "array")
                json.object("items") { writeChange(&$0) }
            }
        }
    }

    private static func writeChange(_ json: inout JSONWriter) {
        writeObject(&json, required: ["kind", "subject", "item", "conditional", "path"]) { json in
            write("kind", .choice(["gains", "loses"]), &json)
            json.object("subject") { json in
                writeObject(&json, required: ["type", "name"]) { json in
                    for name in ["type", "name", "label"] { write(name, .text, &json) }
                }
            }
            json.object("item") { json in
                writeObject(&json, required: ["element", "name"]) { json in
                    for name in ["element", "name", "flag"] { write(name, .text, &json) }
                }
            }
            write("conditional", .truth, &json)
            json.object("path") { json in
                json.member("type", "array")
                json.object("items") { json in
                    writeObject(&json, required: ["type", "name", "location"]) { json in
                        for name in ["type", "name"] { write(name, .text, &json) }
                        write("location", .reference("location"), &json)
                    }
                }
            }
        }
    }

    // MARK: Forms

    private enum Form {
        case text
        case truth
        /// A whole number from 0 on.
        case count
        case choice([String])
        case reference(String)
        /// What is referred to, or null.
        case optional(String)
    }

    private static func writeObject(
        _ json: inout JSONWriter,
        required: [String],
        _ properties: (inout JSONWriter) -> Void
    ) {
        json.member("type", "object")
        json.array("required", required)
        json.object("properties", properties)
    }

    private static func write(_ name: String, _ form: Form, _ json: inout JSONWriter, _ description: String? = nil) {
        json.object(name, onOneLine: true) { json in
            if let description { json.member("description", description) }
            write(form, &json)
        }
    }

    private static func write(_ form: Form, _ json: inout JSONWriter) {
        switch form {
        case .text: json.member("type", "string")
        case .truth: json.member("type", "boolean")
        case .count:
            json.member("type", "integer")
            json.member("minimum", 0)
        case .choice(let names): json.array("enum", names)
        case .reference(let name): json.member("$ref", "#/$defs/\(name)")
        case .optional(let name):
            json.array("anyOf") { json in
                json.object { $0.member("type", "null") }
                json.object { $0.member("$ref", "#/$defs/\(name)") }
            }
        }
    }

    private static func writeList(_ name: String, of form: Form, _ json: inout JSONWriter) {
        json.object(name, onOneLine: true) { json in
            json.member("type", "array")
            json.object("items") { write(form, &$0) }
        }
    }
}
