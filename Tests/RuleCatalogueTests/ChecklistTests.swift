import RuleCatalogue
import Testing

@Suite("The checklist of what no file can show")
struct ChecklistTests {
    private static let rows = ReferenceTable.checklist.rows

    @Test func everyRowIsAnItem() throws {
        #expect(Checklist.items.count == Self.rows.count)
        for row in Self.rows {
            let item = try #require(Checklist.items.first { $0.id == row["item"] })
            #expect(item.rhythm.rawValue == row["rhythm"])
            #expect(item.sources.map(\.description).joined(separator: " ") == row["sources"])
            #expect(item.rules.map(\.id).joined(separator: " ") == row["rules"])
        }
    }

    @Test func everyItemIsASentenceWithASource() {
        for item in Checklist.items {
            #expect(item.text.hasSuffix(".") && item.text.first?.isUppercase == true, "\(item.id)")
            #expect(!item.sources.isEmpty, "\(item.id)")
            #expect(Set(item.rules.map(\.id)).count == item.rules.count, "\(item.id)")
        }
    }

    @Test("Items stand in the order of their rhythms, of which each has some")
    func rhythms() {
        let order = Checklist.items.compactMap { Checklist.Rhythm.allCases.firstIndex(of: $0.rhythm) }
        #expect(order == order.sorted())
        #expect(Set(order).count == Checklist.Rhythm.allCases.count)
    }

    @Test(arguments: [
        ("S2:85-94", "S2:85-94"), ("S2:59", "S2:59"), ("S0:7-7", "S0:7"), ("S4:1", nil), ("S2", nil), ("S2:", nil),
        ("S2:9-8", nil), ("S2:0", nil), ("S2:1-2-3", nil), ("S2:a", nil), ("S2:1:2", nil),
    ])
    func aPlaceInAnArticleIsRead(text: String, expected: String?) {
        #expect(ArticlePlace(text)?.description == expected)
    }
}
