public import OrgModel

/// A plan of moves to the licence of integrations for the terminal.
public enum MigrationTextReport {
    /// - Parameter written: the folder that holds the new permission sets; nil where they were not written.
    public static func text(_ plan: MigrationPlan, places: SourcePlaces, written: String?) -> String {
        let words = MigrationWords(places: places)
        var blocks = plan.migrations.map { user($0, words, written) }
        if plan.migrations.isEmpty { blocks.append([MigrationWords.nobody]) }
        if !plan.migrations.allSatisfy({ $0.verdict == .done }) {
            blocks.append(plan.seats.map(words.seats) + [MigrationWords.saving(plan)])
        }
        return blocks.map { $0.map { "\(shown($0))\n" }.joined() }.joined(separator: "\n")
    }

    /// Spaces at the start are ours; what follows is a stranger's.
    private static func shown(_ line: String) -> String {
        let indent = line.prefix { $0 == " " }
        return indent + VisibleText(String(line.dropFirst(indent.count))).description
    }

    private static func user(_ migration: Migration, _ words: MigrationWords, _ written: String?) -> [String] {
        let label = migration.label.map { " (\($0))" } ?? ""
        var lines = ["'\(migration.component.name)'\(label): \(MigrationWords.verdict(migration))"]
        lines.append("  \(words.user(migration))")
        for weight in Migration.Reason.Weight.allCases {
            let reasons = migration.reasons(weight)
            guard !reasons.isEmpty else { continue }
            lines.append("  \(MigrationWords.heading(weight))")
            for (number, reason) in reasons.enumerated() {
                lines.append("    \(weight == .step ? "\(number + 1)." : "-") \(reason.text)")
                lines += words.proof(reason).map { "       \($0)" }
            }
        }
        if !migration.unknowns.isEmpty {
            lines.append("  Not known, because")
            lines += migration.unknowns.map { "    \(words.access.gap($0))" }
            lines.append("    (forcelint export-plan says what to fetch)")
        }
        if let access = migration.access { lines += carried(access, isPossible: migration.isPossible, words) }
        lines += commands(migration, written)
        return lines
    }

    private static func carried(
        _ access: CarriedAccess,
        isPossible: Bool,
        _ words: MigrationWords
    ) -> [String] {
        var lines = ["  \(words.carried(access, isPossible: isPossible))"]
        lines += words.sources(access.items).map { "    from \($0)" }
        for (heading, entries) in words.entries(access.items) {
            lines.append("    \(heading)")
            lines += entries.map { "      \($0)" }
        }
        if !access.rest.isEmpty {
            lines.append("  Not carried")
            lines += words.rest(access.rest).map { "    \($0)" }
        }
        return lines + ["  \(MigrationWords.notInSets)"]
    }

    private static func commands(_ migration: Migration, _ written: String?) -> [String] {
        guard !migration.commands.isEmpty else { return [] }
        var lines = ["  Commands, in this order; try them in a sandbox first"]
        if written == nil, !migration.permissionSets.isEmpty {
            lines.append("    # write the new permission sets: -o FOLDER of this command does")
        }
        for command in migration.commands {
            lines.append("    # \(command.purpose)")
            lines.append("    \(command.line)")
        }
        return lines
    }
}
