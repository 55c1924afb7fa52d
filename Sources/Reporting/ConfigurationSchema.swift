internal import LintEngine
public import RuleCatalogue

/// The JSON Schema (2020-12) of the configuration, for editors and checkers: what the program refuses, as far as a schema
/// can say it.
public enum ConfigurationSchema {
    /// The file of the repository that holds the schema.
    public static let fileName = "forcelint.schema.json"

    /// - Parameter rules: the rules that there are.
    public static func text(_ rules: [RuleFile]) -> String {
        let rules = rules.sorted { $0.id < $1.id }
        var json = JSONWriter()
        json.object { json in
            json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
            json.member("title", "forcelint configuration")
            json.member("description", "What a .forcelint.yml beside sfdx-project.json may say.")
            json.member("type", "object")
            json.member("additionalProperties", false)
            json.array("required", ["version"])
            json.object("properties") { json in
                writeGeneral(&json)
                writePrices(&json)
                writeRegister(&json)
                json.object("rules") { write(rules, &$0) }
                writeExceptions(rules, &json)
            }
            json.object("$defs") { json in
                json.object("text") { json in
                    // A plain 360 is a text where a text is wanted.
                    json.array("type", ["string", "number", "boolean"])
                    json.member("minLength", 1)
                }
                json.object("texts") { json in
                    json.member("type", "array")
                    json.object("items", onOneLine: true) { $0.member("$ref", "#/$defs/text") }
                }
                json.object("severity") { $0.array("enum", Self.severities) }
                json.object("level") { $0.array("enum", Self.severities + ["off"]) }
            }
        }
        return json.text
    }

    private static let severities = [Severity.error, .warning, .note].map(\.rawValue)

    // MARK: Fixed keys

    private static func writeGeneral(_ json: inout JSONWriter) {
        json.object("version") { json in
            json.member("description", "The version of the format.")
            json.member("const", 1)
        }
        json.object("persona") { json in
            json.member("description", "Whose findings are shown; each sees more than the one before.")
            json.array("enum", Persona.allCases.map(\.rawValue))
            json.member("default", Persona.regular.rawValue)
        }
        json.object("fail-on") { json in
            json.member("description", "From which severity on findings fail the run.")
            json.array("enum", FailureThreshold.allCases.map(\.rawValue))
            json.member("default", FailureThreshold.error.rawValue)
        }
        json.object("baseline") { json in
            json.member("description", "The file of accepted findings, relative to the folder of this file.")
            json.member("$ref", "#/$defs/text")
        }
        writeTexts("records", "Files and folders of exported records, relative to the folder of this file.", &json)
        json.object("max-file-size") { json in
            json.member(
                "description", "How many megabytes (of 1,048,576 bytes) a file may have; a larger one is not read.")
            json.member("type", "integer")
            json.member("minimum", Configuration.fileSizes.lowerBound)
            json.member("maximum", Configuration.fileSizes.upperBound)
            json.member("default", Configuration.defaultFileSize)
        }
        json.object("edition") { json in
            json.member("description", "The edition of the org, where no Organization record is there.")
            json.member("type", "string")
            json.array("anyOf") { json in
                json.object { $0.array("enum", Configuration.editions) }
                json.object { $0.member("pattern", editionPattern) }
            }
        }
    }

    private static func writePrices(_ json: inout JSONWriter) {
        json.object("prices") { json in
            json.member(
                "description",
                "What user licenses cost, per user and year in whole units of the currency: for 'forcelint migrate'.")
            begin(["currency"], &json)
            json.object("properties") { json in
                for (key, description) in [
                    ("Salesforce", "A seat of the user license Salesforce."),
                    ("Salesforce Integration", "A seat of Salesforce Integration beyond the free ones."),
                ] {
                    json.object(key) { json in
                        json.member("description", description)
                        json.member("type", "integer")
                        json.member("minimum", 0)
                        json.member("maximum", 1_000_000)
                    }
                }
                json.object("currency") { json in
                    json.member("description", "The code of the currency, as USD.")
                    json.member("type", "string")
                    json.member("pattern", "^[A-Z]{3}$")
                }
            }
        }
    }

    /// The names with capitals, as records and people write them.
    private static var editionPattern: String {
        let names = Configuration.editions.map { name in
            name.split(separator: " ").map { word in
                let first = word.prefix(1)
                return "[\(first.uppercased())\(first)]\(word.dropFirst())"
            }.joined(separator: " ")
        }
        return "^(\(names.joined(separator: "|")))( [Ee]dition)?$"
    }

    private static func writeRegister(_ json: inout JSONWriter) {
        json.object("integrations") { json in
            json.member(
                "description",
                "The register of integrations: what it says goes before what records and names suggest.")
            json.member("type", "array")
            json.object("items") { json in
                begin(["name"], &json)
                json.object("properties") { json in
                    writeText("name", "The system, as people call it.", &json)
                    writeText("user", "The username of the integration's user.", &json)
                    writeTexts("apps", "Full names of connected apps and external client apps.", &json)
                    writeTexts("permission-sets", "API names of permission sets and groups.", &json)
                    json.object("allow") { json in
                        json.member("description", "What this integration needs on purpose.")
                        begin([], &json)
                        json.object("properties") { json in
                            writeTexts("permissions", "User permissions, as ViewAllData.", &json)
                            writeTexts("objects", "Objects by their API names.", &json)
                        }
                    }
                }
            }
        }
        writeTexts("base-permission-sets", "Permission sets that integrations share on purpose.", &json)
        json.object("naming") { json in
            json.member(
                "description",
                "The forms of names: words in brackets stand for any text, as in 'Integration - [System]'; a form that begins with ^ is a regular expression."
            )
            begin([], &json)
            json.object("properties") { json in
                writeText("user", "For the name, username or alias of integration users.", &json)
                writeText("permission-set", "For the label of integration permission sets.", &json)
                writeText("app", "For the label of integration apps.", &json)
            }
        }
    }

    private static func writeExceptions(_ rules: [RuleFile], _ json: inout JSONWriter) {
        json.object("exceptions") { json in
            json.member("description", "Findings to live with, each with its reason.")
            json.member("type", "array")
            json.object("items") { json in
                begin(["rule", "target", "reason"], &json)
                json.object("properties") { json in
                    json.object("rule") { json in
                        json.member("description", "The id of the rule.")
                        json.array("enum") { json in
                            for rule in rules where rule.isIgnorable { json.element(rule.id) }
                        }
                    }
                    json.object("target") { json in
                        json.member("description", "Type:fullName, optionally with #element: ConnectedApp:ERP.")
                        json.member("type", "string")
                        json.member("pattern", ":")
                    }
                    writeText("reason", "Why; an exception without a reason is not applied.", &json)
                    writeText("owner", "Who answers for it.", &json)
                    json.object("expires") { json in
                        json.member("description", "The last day on which it holds, as 2027-03-31.")
                        json.member("type", "string")
                        json.member("format", "date")
                        json.member("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
                    }
                }
            }
        }
    }

    // MARK: Rules

    private static func write(_ rules: [RuleFile], _ json: inout JSONWriter) {
        json.member("description", "Severity and parameters of each rule.")
        json.member("type", "object")
        json.member("additionalProperties", false)
        json.object("properties") { json in
            for rule in rules { json.object(rule.id) { write(rule, &$0) } }
        }
    }

    private static func write(_ rule: RuleFile, _ json: inout JSONWriter) {
        json.member("title", rule.title)
        json.member(
            "description", "\(rule.summary)\n\nDefault: \(rule.severity.rawValue); persona: \(rule.persona.rawValue).")
        json.array("anyOf") { json in
            json.object(onOneLine: true) { $0.member("$ref", "#/$defs/level") }
            json.object { json in
                begin([], &json)
                json.object("properties") { json in
                    json.object("severity") { json in
                        json.member("description", "Replaces the severity of every finding of the rule.")
                        json.member("$ref", "#/$defs/severity")
                        json.member("default", rule.severity.rawValue)
                    }
                    json.object("ignorable") { json in
                        json.member("description", "False where no exception of the rule is allowed.")
                        json.member("type", "boolean")
                        json.member("default", rule.isIgnorable)
                    }
                    for parameter in rule.parameters { json.object(parameter.name) { write(parameter, &$0) } }
                }
            }
        }
    }

    private static func write(_ parameter: Parameter, _ json: inout JSONWriter) {
        json.member("description", parameter.description)
        switch parameter.defaultValue {
        case .integer(let value):
            json.member("type", "integer")
            json.member("default", value)
        case .boolean(let value):
            json.member("type", "boolean")
            json.member("default", value)
        case .string(let value):
            json.member("$ref", "#/$defs/text")
            json.member("default", value)
        case .strings(let values):
            json.member("$ref", "#/$defs/texts")
            json.array("default", values)
        }
    }

    // MARK: Parts

    /// A mapping that has no other keys than its properties.
    private static func begin(_ required: [String], _ json: inout JSONWriter) {
        json.member("type", "object")
        json.member("additionalProperties", false)
        if !required.isEmpty { json.array("required", required) }
    }

    private static func writeText(_ key: String, _ description: String, _ json: inout JSONWriter) {
        json.object(key) { json in
            json.member("description", description)
            json.member("$ref", "#/$defs/text")
        }
    }

    private static func writeTexts(_ key: String, _ description: String, _ json: inout JSONWriter) {
        json.object(key) { json in
            json.member("description", description)
            json.member("$ref", "#/$defs/texts")
        }
    }
}
