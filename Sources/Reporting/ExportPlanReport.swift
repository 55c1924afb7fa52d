public import LintEngine
internal import OrgModel

/// What to fetch and how, for people, shells and the Salesforce CLI.
public enum ExportPlanReport {
    /// Where things go, relative to the folder of the project.
    public static let recordsFolder = "org-records"
    static let metadataFolder = "org-metadata"
    static let manifest = "org-package.xml"

    // MARK: package.xml

    /// The manifest of the metadata.
    public static func packageXML(_ plan: ExportPlan) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<Package xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n"
        for members in plan.metadata {
            text += "    <types>\n"
            for name in members.names { text += "        <members>\(escaped(name))</members>\n" }
            text += "        <name>\(members.type)</name>\n    </types>\n"
        }
        return text + "    <version>\(ExportPlan.apiVersion)</version>\n</Package>\n"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
    }

    // MARK: Commands

    static let retrieval =
        "sf project retrieve start --target-org \"$ORG\" --manifest \(manifest) --output-dir \(metadataFolder)"

    /// The command of a query. `data query` reads 10,000 rows well; `data export bulk` any number.
    static func command(_ query: ExportPlan.Query) -> String {
        let file = "--result-format csv --output-file \(recordsFolder)/\(query.object).csv"
        let verb = query.isBulk ? "sf data export bulk --wait 30" : "sf data query"
        return "\(verb) --target-org \"$ORG\" \(file) --query \"\(query.soql)\""
    }

    static let logsFolder = "event-logs"
    private static let logList = "event-log-files.csv"

    /// The commands that fetch the event logs: their Ids, then each file (`sf api request rest` of plugin-api; SObject Blob
    /// Retrieve of the REST API Developer Guide).
    static func commands(_ logs: ExportPlan.Logs) -> [String] {
        [
            "mkdir -p \(logsFolder)",
            "sf data query --target-org \"$ORG\" --result-format csv --output-file \(logList) --query \"\(logs.soql)\"",
            "tail -n +2 \(logList) | cut -d , -f 1 | tr -d '\"' | while read -r id; do sf api request rest "
                + "\"sobjects/EventLogFile/$id/LogFile\" --target-org \"$ORG\" --stream-to-file "
                + "\"\(logsFolder)/$id.csv\" < /dev/null; done",
        ]
    }

    /// The command that checks what was fetched together with what was given.
    /// - Parameters:
    ///   - paths: as they were given, quoted for a shell.
    ///   - options: `--records` and `--usage` as they were given, each with its path quoted.
    static func nextCommand(_ plan: ExportPlan, paths: [String], options: [String]) -> String {
        let fetched = plan.metadata.isEmpty || paths.contains(metadataFolder) ? [] : [metadataFolder]
        let records = paths == ["."] || plan.queries.isEmpty ? [] : ["--records \(recordsFolder)"]
        let logs = plan.logs == nil ? [] : ["--usage \(logsFolder)"]
        return (["forcelint check"] + paths + fetched + options + (records + logs).filter { !options.contains($0) })
            .joined(separator: " ")
    }

    // MARK: Script

    /// A script for a POSIX shell that stops on the first error.
    /// - Parameters:
    ///   - paths: as they were given, quoted for a shell.
    ///   - options: `--records` and `--usage` as they were given, each with its path quoted.
    public static func script(_ plan: ExportPlan, paths: [String], options: [String]) -> String {
        var lines = [
            "#!/bin/sh",
            "# Fetches what forcelint needs from an org: sh FILE ORG, in a project of the Salesforce CLI.",
            "set -eu",
            "ORG=\"${1:-${ORG:-}}\"",
            "if [ -z \"$ORG\" ]; then",
            "    echo \"usage: sh $0 ORG (an alias or username that 'sf org list' shows)\" >&2",
            "    exit 2",
            "fi",
        ]
        guard !plan.isEmpty else { return (lines + ["echo 'Nothing is missing.'"]).joined(separator: "\n") + "\n" }
        if !plan.metadata.isEmpty {
            lines += [
                "if [ ! -f sfdx-project.json ]; then",
                "    echo \"run it beside sfdx-project.json; 'sf project generate --name NAME' makes a project\" >&2",
                "    exit 2",
                "fi",
                "",
                "cat > \(manifest) <<'END_OF_MANIFEST'",
                String(packageXML(plan).dropLast()),
                "END_OF_MANIFEST",
                retrieval,
            ]
        }
        if !plan.queries.isEmpty {
            lines += ["", "mkdir -p \(recordsFolder)"] + plan.queries.map(command)
        }
        if let logs = plan.logs {
            lines += [
                "", "# Wants the permission View Event Log Files; without it everything else is fetched all the same.",
            ]
            lines += commands(logs)
        }
        lines += ["", "echo \(Fix.quoted("Done. Now run: \(nextCommand(plan, paths: paths, options: options))"))"]
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Text

    /// - Parameters:
    ///   - paths: as they were given, quoted for a shell.
    ///   - options: `--records` and `--usage` as they were given, each with its path quoted.
    ///   - selection: the options that chose the rules, as the command of the manifest repeats them.
    public static func text(_ plan: ExportPlan, paths: [String], options: [String], selection: String) -> String {
        guard !plan.isEmpty else { return "Nothing is missing.\n\(given(plan))\(hiddenLine(plan))" }
        var text =
            "Run this in a project of the Salesforce CLI, with the alias of your org ('sf org list' shows it):\n\n"
        text += "  ORG=my-org\n"
        if !plan.metadata.isEmpty {
            let words = ["forcelint export-plan"] + (paths == ["."] ? [] : paths) + [selection, "--format package"]
            let command = words.filter { !$0.isEmpty }.joined(separator: " ")
            text += "  \(command) > \(manifest)\n  \(retrieval)\n"
        }
        if !plan.queries.isEmpty { text += "  mkdir -p \(recordsFolder)\n" }
        for query in plan.queries { text += "  \(command(query))\n" }
        for command in plan.logs.map(commands) ?? [] { text += "  \(command)\n" }
        text += "  \(nextCommand(plan, paths: paths, options: options))\n"
        text += "\n'--format sh' writes a script of it that stops on the first error.\n\nWhy:\n"
        for members in plan.metadata {
            let names = shortened(members.names, to: 6)
            text += "  \(VisibleText("\(members.type) \(names): \(members.reasons.joined(separator: "; "))"))\n"
        }
        for query in plan.queries { text += "  \(query.object): \(reason(query))\n" }
        if let logs = plan.logs { text += "  EventLogFile: \(reason(logs))\n" }
        text += given(plan)
        text += hiddenLine(plan)
        text += "What is still missing afterwards is not in the org, not for the user who fetched it, or hidden by "
        text += ".forceignore.\n"
        return text
    }

    private static func reason(_ query: ExportPlan.Query) -> String {
        let users = query.ruleCount == 0 ? "questions about access" : counted(query.ruleCount, "rule")
        return "\(query.reason); for \(users)"
    }

    private static func reason(_ logs: ExportPlan.Logs) -> String {
        "no event log is there; for \(counted(logs.ruleCount, "rule")); wants the permission View Event Log Files"
    }

    /// The Salesforce CLI retrieves nothing into a path that `.forceignore` names (Salesforce DX Developer Guide, How to
    /// Exclude Source When Syncing); nil where it hides nothing.
    private static func hidden(_ plan: ExportPlan) -> String? {
        plan.ignoredPaths.first.map { first in
            let more = plan.ignoredPaths.count - 1
            return
                "Hidden by .forceignore: \(first)\(more > 0 ? " and \(more) more" : ""). The Salesforce CLI does not retrieve "
                + "into such paths either: fetch these in a project without that line, and name its folder."
        }
    }

    private static func hiddenLine(_ plan: ExportPlan) -> String { hidden(plan).map { "\(VisibleText($0))\n" } ?? "" }

    private static func given(_ plan: ExportPlan) -> String {
        guard !plan.given.isEmpty else { return "" }
        return "There already: \(plan.given.map { "\($0.name) (\($0.count))" }.joined(separator: ", ")).\n"
    }

    // MARK: Markdown

    /// - Parameters:
    ///   - paths: as they were given, quoted for a shell.
    ///   - options: `--records` and `--usage` as they were given, each with its path quoted.
    public static func markdown(_ plan: ExportPlan, paths: [String], options: [String]) -> String {
        guard !plan.isEmpty else { return "## Export plan\n\nNothing is missing.\n\n\(given(plan))" }
        var text = "## Export plan\n\n| what | why |\n|---|---|\n"
        for members in plan.metadata {
            let cells = [
                "\(members.type) \(members.names.joined(separator: ", "))", members.reasons.joined(separator: "; "),
            ]
            text += "| " + cells.map { MarkdownText.escaped($0) }.joined(separator: " | ") + " |\n"
        }
        for query in plan.queries {
            text += "| \(query.object) | \(MarkdownText.escaped(reason(query))) |\n"
        }
        if let logs = plan.logs { text += "| EventLogFile | \(MarkdownText.escaped(reason(logs))) |\n" }
        return text
            + "\n\(given(plan))\(hidden(plan).map { "\n\(MarkdownText.escaped($0))\n" } ?? "")\n```sh\n\(script(plan, paths: paths, options: options))```\n"
    }

    // MARK: JSON

    /// - Parameters:
    ///   - paths: as they were given, quoted for a shell.
    ///   - options: `--records` and `--usage` as they were given, each with its path quoted.
    public static func json(_ plan: ExportPlan, paths: [String], options: [String]) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("version", "json-v1")
            json.member("apiVersion", ExportPlan.apiVersion)
            json.array("metadata") { json in
                for members in plan.metadata {
                    json.object { json in
                        json.member("type", members.type)
                        json.array("members", members.names)
                        json.array("reasons", members.reasons)
                    }
                }
            }
            json.array("queries") { json in
                for query in plan.queries {
                    json.object { json in
                        json.member("object", query.object)
                        json.array("fields", query.fields)
                        json.member("soql", query.soql)
                        json.member("bulk", query.isBulk)
                        json.member("output", "\(recordsFolder)/\(query.object).csv")
                        json.member("command", command(query))
                        json.member("reason", query.reason)
                        json.member("rules", query.ruleCount)
                    }
                }
            }
            if let logs = plan.logs {
                json.object("logs") { json in
                    json.array("eventTypes", logs.eventTypes)
                    json.member("soql", logs.soql)
                    json.array("commands", commands(logs))
                    json.member("rules", logs.ruleCount)
                }
            }
            json.array("given") { json in
                for given in plan.given {
                    json.object(onOneLine: true) { json in
                        json.member("name", given.name)
                        json.member("count", given.count)
                    }
                }
            }
            json.member("next", plan.isEmpty ? "" : nextCommand(plan, paths: paths, options: options))
        }
        return json.text
    }

    /// The file of the repository that holds the JSON Schema.
    public static let schemaFileName = "export-plan.schema.json"

    /// The JSON Schema (2020-12) of `--format json`.
    public static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "forcelint export-plan, json-v1",
          "description": "What 'forcelint export-plan --format json' writes. Members may be added within json-v1.",
          "type": "object",
          "required": ["version", "apiVersion", "metadata", "queries", "given", "next"],
          "properties": {
            "version": { "const": "json-v1" },
            "apiVersion": { "type": "string", "pattern": "^[0-9]+\\\\.0$" },
            "metadata": {
              "description": "The types and members of package.xml.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["type", "members", "reasons"],
                "properties": {
                  "type": { "type": "string" },
                  "members": { "type": "array", "items": { "type": "string" } },
                  "reasons": { "type": "array", "items": { "type": "string" } }
                }
              }
            },
            "queries": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["object", "fields", "soql", "bulk", "output", "command", "reason", "rules"],
                "properties": {
                  "object": { "type": "string" },
                  "fields": { "type": "array", "items": { "type": "string" } },
                  "soql": { "type": "string" },
                  "bulk": { "type": "boolean" },
                  "output": { "type": "string" },
                  "command": { "type": "string" },
                  "reason": { "type": "string" },
                  "rules": { "description": "How many rules ask for it; 0: only questions about access do.", "type": "integer" }
                }
              }
            },
            "logs": {
              "description": "How the event logs are fetched; absent where they are there or no rule asks for them.",
              "type": "object",
              "required": ["eventTypes", "soql", "commands", "rules"],
              "properties": {
                "eventTypes": { "type": "array", "items": { "type": "string" } },
                "soql": { "type": "string" },
                "commands": { "type": "array", "items": { "type": "string" } },
                "rules": { "type": "integer" }
              }
            },
            "given": {
              "description": "What is there and fresh enough, with the number of files or rows.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["name", "count"],
                "properties": { "name": { "type": "string" }, "count": { "type": "integer" } }
              }
            },
            "next": { "description": "The command to run afterwards; empty where nothing is missing.", "type": "string" }
          }
        }

        """
}
