public import RuleCatalogue

/// The Markdown of `docs/rules/`: a page a rule, an index by question and by area, and the checklist.
public enum RuleDocumentation {
    /// A file of the folder.
    public struct Page: Sendable {
        public let name: String
        public let text: String
    }

    /// How every page begins, so that what is written here can be told from what people wrote.
    public static let mark = "<!-- Written by `make docs`"

    /// All pages of the folder, in the order of their names.
    public static func pages(_ rules: [RuleFile], checklist: [ChecklistItem]) throws(PageError) -> [Page] {
        var pages = [
            Page(name: "README.md", text: RuleIndex(rules: rules, checklist: checklist).markdown),
            Page(name: "checklist.md", text: Self.checklist(checklist)),
        ]
        for rule in rules {
            pages.append(Page(name: "\(rule.id).md", text: try RuleDocument(rule: rule, among: rules).markdown()))
        }
        return pages.sorted { $0.name < $1.name }
    }

    private static func checklist(_ items: [ChecklistItem]) -> String {
        """
        \(mark) from Rules/reference/checklist.tsv. -->

        # What no file can show

        \(ChecklistReport.introduction)
        `forcelint explain --checklist` prints the list in the terminal. The articles are those of
        [the statements and their rules](../../README.md#every-statement-and-its-rule).

        \(ChecklistReport.markdown(items, link: link))
        """
    }

    /// The heading under which the README goes through an article.
    static func heading(of article: Article) -> String {
        "\(article.rawValue). \(article.title)"
    }

    static func link(_ rule: RuleFile) -> String {
        "[\(rule.id)](\(rule.id).md)"
    }

    /// The part of a link that leads to a heading, as GitHub and GitLab make it.
    static func anchor(_ heading: String) -> String {
        heading.lowercased().split(separator: " ")
            .map { word in word.filter { $0.isLetter || $0.isNumber || $0 == "-" } }.joined(separator: "-")
    }

    /// A row of a table; a bar would end the cell.
    static func row(_ cells: [String]) -> String {
        "| "
            + cells.map { $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
            .joined(separator: " | ") + " |"
    }

    static func table(_ header: [String], _ rows: [[String]]) -> String {
        ([row(header), "|" + header.map { _ in "---|" }.joined()] + rows.map(row)).joined(separator: "\n")
    }

    /// `permission-sets` as `Permission sets`.
    static func title(ofArea area: String) -> String {
        let words = area.split(separator: "-").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
