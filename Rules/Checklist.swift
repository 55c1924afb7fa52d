/// What belongs to well-kept integrations and no file can show: people do it, at its time.
///
/// The table `Rules/reference/checklist.tsv`, with the articles that ask for each item.
public enum Checklist {
    /// All items, those of one rhythm together, in the order of the rhythms.
    public static var items: [ChecklistItem] {
        let rules = Dictionary(uniqueKeysWithValues: RuleFile.all.map { ($0.id, $0) })
        let items = ReferenceTable.checklist.rows.compactMap { ChecklistItem($0, rules: rules) }
        return Rhythm.allCases.flatMap { rhythm in items.filter { $0.rhythm == rhythm } }
    }

    /// When an item is done.
    public enum Rhythm: String, CaseIterable, Sendable {
        case once, change, always, monthly, quarterly, yearly, migration, trouble

        public var title: String {
            switch self {
            case .once: "Once, before an integration goes live"
            case .change: "With every change"
            case .always: "All the time"
            case .monthly: "Monthly"
            case .quarterly: "Quarterly"
            case .yearly: "Yearly"
            case .migration: "When an integration moves to the license"
            case .trouble: "When something fails"
            }
        }
    }
}

/// An item of the checklist.
public struct ChecklistItem: Sendable {
    /// A short name, unique in the list.
    public let id: String
    public let rhythm: Checklist.Rhythm
    /// What to do: one sentence, in plain text.
    public let text: String
    /// Where the articles ask for it.
    public let sources: [ArticlePlace]
    /// The rules that see a part of it in files and records.
    public let rules: [RuleFile]

    /// Reads a row of the table; nil where it names a rhythm that is none.
    init?(_ row: ReferenceTable.Row, rules: [String: RuleFile]) {
        guard let rhythm = Checklist.Rhythm(rawValue: row["rhythm"]) else { return nil }
        id = row["item"]
        self.rhythm = rhythm
        text = row["check"]
        sources = row["sources"].split(separator: " ").compactMap { ArticlePlace($0) }
        self.rules = row["rules"].split(separator: " ").compactMap { rules[String($0)] }
    }
}
