import FoundationEssentials
import RuleCatalogue
import TestSupport
import Testing

@testable import Reporting

/// What is written for people to read stays true when the catalogue changes.
@Suite("The documentation")
struct DocumentationTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: Checkout.root.appending(path: path), encoding: .utf8)
    }

    @Test("in docs/rules is what the pages say; 'make docs' writes it anew")
    func isCurrent() throws {
        let folder = Checkout.root.appending(path: "docs/rules")
        let pages = try RuleDocumentation.pages(RuleFile.all, checklist: Checklist.items)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(files.filter { name in !pages.contains { $0.name == name } } == [], "superfluous")
        #expect(pages.map(\.name).filter { !files.contains($0) } == [], "missing")
        for page in pages where files.contains(page.name) {
            let isCurrent = try Self.text("docs/rules/\(page.name)") == page.text
            #expect(isCurrent, "docs/rules/\(page.name) is stale")
        }
    }

    @Test func theIndexHasEveryRuleUnderItsQuestionsAndItsArea() throws {
        let sections = Self.sections(of: try Self.text("docs/rules/README.md"), level: 2)
        for rule in RuleFile.all {
            let link = "[\(rule.id)](\(rule.id).md)"
            let titles = rule.questions.map(\.text) + [RuleDocumentation.title(ofArea: rule.area)]
            let found = sections.filter { $0.value.contains("| \(link) |") }.map(\.key)
            #expect(found.sorted() == titles.sorted(), "\(rule.id)")
        }
    }

    @Test("The README has every rule that cites an article in the article's table", arguments: Article.allCases)
    func statements(article: Article) throws {
        let readme = try Self.text("README.md")
        let section = try #require(Self.sections(of: readme, level: 3)[RuleDocumentation.heading(of: article)])
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
        let ids = Set(RuleFile.all.map(\.id))
        var named: Set<String> = []
        for row in rows {
            let cells = row.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
            #expect(cells.count == 3 && ArticlePlace("\(article.rawValue):\(cells[0])") != nil, "\(row)")
            let rules = try cells[2].split(separator: ", ").map { cell in
                String(try #require(cell.wholeMatch(of: /\[([a-z0-9-]+)\]/), "\(row)").1)
            }
            #expect(!rules.isEmpty && Set(rules).isSubset(of: ids), "\(row)")
            named.formUnion(rules)
        }
        let citing = try RuleFile.all.filter { rule in
            try rule.page().references.contains { $0.place == .article(article.rawValue) }
        }
        #expect(!citing.isEmpty)
        #expect(citing.map(\.id).filter { !named.contains($0) } == [])
        #expect(section.contains("<summary>\(rows.count) statements and their rules</summary>"))
    }

    @Test func theRulesOfTheStatementsAreLinks() throws {
        let readme = try Self.text("README.md")
        let statements = try #require(Self.sections(of: readme, level: 2)["Every statement and its rule"])
        let named = Set(statements.matches(of: /\[([a-z0-9-]+)\](?!\()/).map { String($0.1) })
        let defined = readme.matches(of: /\n\[([a-z0-9-]+)\]: docs\/rules\/([a-z0-9-]+)\.md/).map { ($0.1, $0.2) }
        #expect(defined.allSatisfy { $0 == $1 })
        #expect(defined.map { String($0.0) } == named.sorted())
    }

    @Test(
        "Links lead to what is there",
        arguments: ["README.md", "CONTRIBUTING.md", "Rules/README.md", "docs", "docs/rules"])
    func links(place: String) throws {
        let url = Checkout.root.appending(path: place)
        let paths =
            place.hasSuffix(".md")
            ? [place]
            : try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".md") }
                .map { "\(place)/\($0)" }
        #expect(!paths.isEmpty)
        for path in paths {
            let folder = Checkout.root.appending(path: path).deletingLastPathComponent()
            for match in Self.prose(of: try Self.text(path)).matches(of: /\]\(([^)# ]*)(#[^) ]*)?\)/) {
                let target = String(match.1)
                guard !target.contains("://") else { continue }
                let file = target.isEmpty ? Checkout.root.appending(path: path) : folder.appending(path: target)
                #expect(FileManager.default.fileExists(atPath: file.path), "\(path): \(match.0)")
                guard let fragment = match.2?.dropFirst(), target.isEmpty || target.hasSuffix(".md") else { continue }
                let headings = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                    .filter { $0.hasPrefix("#") }
                    .map { RuleDocumentation.anchor($0.drop { $0 == "#" || $0 == " " }.description) }
                #expect(headings.contains(String(fragment)), "\(path): \(match.0)")
            }
        }
    }

    @Test func theREADMECountsTheRules() throws {
        #expect(try Self.text("README.md").contains("\(RuleFile.all.count) rules"))
    }

    /// By heading of a level; what follows a heading above it belongs to none.
    private static func sections(of text: String, level: Int) -> [String: String] {
        var sections: [String: String] = [:]
        var heading: String?
        for line in text.split(separator: "\n") {
            let depth = line.prefix { $0 == "#" }.count
            if (1...level).contains(depth) { heading = depth == level ? String(line.dropFirst(level + 1)) : nil }
            if let heading { sections[heading, default: ""] += line + "\n" }
        }
        return sections
    }

    /// The lines outside of blocks of code.
    private static func prose(of text: String) -> String {
        var isCode = false
        return text.split(separator: "\n").filter { line in
            if line.hasPrefix("```") { isCode.toggle() }
            return !isCode
        }.joined(separator: "\n")
    }
}

@Suite("The checklist as a report")
struct ChecklistReportTests {
    @Test func everyItemIsPrintedWithItsSourcesAndRules() {
        let text = ChecklistReport.text(Checklist.items)
        let flat = text.split { $0.isWhitespace }.joined(separator: " ")
        for item in Checklist.items {
            #expect(flat.contains("[ ] \(item.text) ("), "\(item.id)")
            let rules = item.rules.map(\.id).joined(separator: ", ")
            #expect(rules.isEmpty || flat.contains("rules: \(rules)"), "\(item.id)")
        }
        for rhythm in Checklist.Rhythm.allCases { #expect(text.contains("\n\(rhythm.title)\n")) }
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func sourcesAreNamedByArticle() throws {
        let item = try #require(Checklist.items.first { $0.id == "suitable-integration" })
        #expect(ChecklistReport.text([item]).contains("\n      (S1 line 23; S2 lines 144-147, 589-600, 684-686)\n"))
    }

    @Test func markdownLinksAsItIsTold() {
        let text = ChecklistReport.markdown(Checklist.items) { "<\($0.id)>" }
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("- [ ] ") }.count == Checklist.items.count)
        for item in Checklist.items {
            for rule in item.rules { #expect(text.contains("<\(rule.id)>")) }
        }
    }
}
