public import OrgModel

/// A plan of moves to the licence of integrations as Markdown, for a ticket or a page of documentation.
public enum MigrationMarkdownReport {
    /// - Parameter written: the folder that holds the new permission sets; nil where they were not written.
    public static func text(_ plan: MigrationPlan, places: SourcePlaces, written: String?) -> String {
        let words = MigrationWords(places: places)
        var text = "## Migration to the user license Salesforce Integration\n\n"
        if plan.migrations.isEmpty { return text + "\(MigrationWords.nobody)\n" }
        text += "| user | verdict | steps | in the way |\n|---|---|---|---|\n"
        for migration in plan.migrations {
            let cells = [
                migration.component.name, MigrationWords.verdict(migration), "\(migration.reasons(.step).count)",
                "\(migration.reasons(.blocker).count)",
            ]
            text += "| " + cells.map(MarkdownText.escaped).joined(separator: " | ") + " |\n"
        }
        text += "\n" + list(plan.seats.map(words.seats) + [MigrationWords.saving(plan)])
        for migration in plan.migrations { text += user(migration, words, written) }
        return text.hasSuffix("\n\n") ? String(text.dropLast()) : text
    }

    private static func user(_ migration: Migration, _ words: MigrationWords, _ written: String?) -> String {
        let label = migration.label.map { " (\($0))" } ?? ""
        let heading = "'\(migration.component.name)'\(label): \(MigrationWords.verdict(migration))"
        var text = "### \(MarkdownText.escaped(heading))\n\n\(MarkdownText.escaped(words.user(migration)))\n\n"
        for weight in Migration.Reason.Weight.allCases {
            let reasons = migration.reasons(weight)
            guard !reasons.isEmpty else { continue }
            text += "**\(MigrationWords.heading(weight))**\n\n"
            for reason in reasons {
                text += "\(weight == .step ? "1." : "-") \(MarkdownText.escaped(reason.text))\n"
                text += words.proof(reason).map { "   - \(MarkdownText.escaped($0))\n" }.joined()
            }
            text += "\n"
        }
        if !migration.unknowns.isEmpty {
            text += "**Not known, because**\n\n" + list(migration.unknowns.map(words.access.gap))
        }
        if let access = migration.access {
            let carried = words.carried(access, isPossible: migration.isPossible)
            text += "**New permission set**\n\n\(MarkdownText.escaped(carried))\n\n"
            text += access.items.isEmpty ? "" : list(words.sources(access.items).map { "from \($0)" })
            text += entries(access, words)
            if !access.rest.isEmpty { text += "**Not carried**\n\n" + list(words.rest(access.rest)) }
            text += "\(MigrationWords.notInSets)\n\n"
        }
        return text + commands(migration, written)
    }

    private static func entries(_ access: CarriedAccess, _ words: MigrationWords) -> String {
        let kinds = words.entries(access.items)
        guard !kinds.isEmpty else { return "" }
        let rows = kinds.flatMap { heading, lines in
            lines.map { "| \(heading) | \(MarkdownText.escaped($0)) |\n" }
        }
        return "| kind | what and where from |\n|---|---|\n\(rows.joined())\n"
    }

    /// A block of code: nothing in it ends the block, because no line of a command begins with backquotes.
    private static func commands(_ migration: Migration, _ written: String?) -> String {
        guard !migration.commands.isEmpty else { return "" }
        var lines =
            written == nil && !migration.permissionSets.isEmpty
            ? ["# write the new permission sets: -o FOLDER of this command does"] : []
        for command in migration.commands { lines += ["# \(command.purpose)", command.line] }
        return "**Commands**, in this order; try them in a sandbox first\n\n```sh\n"
            + lines.map { "\(VisibleText($0))\n" }.joined() + "```\n\n"
    }

    private static func list(_ lines: [String]) -> String {
        lines.map { "- \(MarkdownText.escaped($0))\n" }.joined() + "\n"
    }
}
