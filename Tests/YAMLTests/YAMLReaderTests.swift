import Testing
import YAML

@Suite("Reading YAML")
struct YAMLReaderTests {
    private static func failure(_ text: String) -> YAMLError? {
        do throws(YAMLError) {
            _ = try YAMLReader.read(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func everyValueHasItsPlace() throws {
        let root = try #require(try YAMLReader.read("a: [1, 'two']\nb:\n  \u{1F600}: |\n    x\n    y\n"))
        let pairs = try #require(root.mapping)
        #expect(pairs.map(\.key.scalar) == ["a", "b"])
        let items = try #require(pairs[0].value.sequence)
        #expect(items.map(\.scalar) == ["1", "two"])
        #expect(items.map(\.plainScalar) == ["1", nil])
        #expect(items.map(\.mark) == [YAMLMark(line: 1, column: 5), YAMLMark(line: 1, column: 8)])
        let inner = try #require(pairs[1].value.mapping?.first)
        #expect(inner.value.scalar == "x\ny\n" && inner.value.plainScalar == nil)
        #expect(inner.value.mark == YAMLMark(line: 3, column: 6))
    }

    @Test(arguments: ["", "# only\n", "---\n"])
    func nothingIsNothing(_ text: String) throws {
        let root = try YAMLReader.read(text)
        #expect(root == nil || root?.scalar == "")
    }

    @Test func keysMayStandTwice() throws {
        #expect(try YAMLReader.read("a: 1\na: 2")?.mapping?.count == 2)
    }

    @Test(arguments: [
        ("a: [1", 2, 1), ("a: 1\n b: 2", 2, 3), ("a: 1\n---\nb: 2", 2, 1), ("a: &x 1\nb: *x", 2, 4),
        ("a: 1\nb: \u{E9}\u{7}", 2, 5), ("? [a\n", 2, 1),
    ])
    func mistakesHaveTheirPlace(_ text: String, _ line: Int, _ column: Int) {
        #expect(Self.failure(text)?.mark == YAMLMark(line: line, column: column))
    }

    @Test func aliasesStandForWhatIsMarkedWhereTheyAreAskedFor() throws {
        let text = "a: &x [1]\nb: *x\nc: *y"
        #expect(throws: YAMLError.self) { try YAMLReader.read(text, resolvesAliases: true) }
        let root = try YAMLReader.read(String(text.dropLast(6)), resolvesAliases: true)
        #expect(root?.mapping?.last?.value.sequence?.first?.scalar == "1")
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func deepNestingIsRefused(_ opening: String) {
        let text = String(repeating: opening, count: 100_000)
        #expect(Self.failure(text) != nil)
        #expect(Self.failure(String(repeating: opening, count: 10) + "x")?.problem != "it is nested too deeply")
    }
}
