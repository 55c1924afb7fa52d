import Testing

@testable import embed_rules

@Suite("What the build refuses to embed")
struct EmbeddingTests {
    private static let head = """
        id: app-test
        title: "A test: with a colon"
        severity: error
        confidence: high
        persona: regular
        needs: [ConnectedApp | User & LoginHistory, Profile?]
        tags: [a, 'b']
        questions: [work, entry]
        since: 0.1.0
        why: |
          id: not a key **here**,
          but `text`

          More of it.
        fix: { metadata: "Edit `x`.", setup: Click., safety: unsafe }
        parameters:
          - { name: days, type: integer, default: 30, description: How many days. }
          - { name: names, type: strings, default: [a, 'b"c'], description: Which names. }
        references:
          - x

        """

    private static func head(of text: String, at path: String = "apps/app-test.yaml") throws -> PageHead {
        try PageHead(of: EmbeddedText(path: path, bytes: text.utf8), relativePath: path)
    }

    @Test func headKeysAreRead() throws {
        let head = try Self.head(of: Self.head)
        #expect(head.id == "app-test")
        #expect(head.area == "apps")
        #expect(head.title == "A test: with a colon")
        #expect(head.needs.map(\.alternatives) == [[["ConnectedApp"], ["User", "LoginHistory"]], [["Profile"]]])
        #expect(head.needs.map(\.isOptional) == [false, true])
        #expect(head.tags == ["a", "b"])
        #expect(head.questions == ["work", "entry"])
    }

    @Test(arguments: [
        ("id: app-test", "id: app-other", 1, "but the file is"),
        ("\"A test: with a colon\"", "A test: with a colon", 2, "quote it"),
        ("\"A test: with a colon\"", "\"A \\\"test\\\"\"", 2, "without escapes"),
        ("\"A test: with a colon\"", "", 2, "has no value"),
        ("\"A test: with a colon\"", "|\n  A", 3, "must stand on one line"),
        ("\"A test: with a colon\"", "&anchor A", 2, "begins with &"),
        ("severity: error", "severity: fatal", 3, "not one of"),
        ("severity: error", "severity: error # really", 3, "quote it"),
        ("severity: error", "severity: error\nseverity: note", 4, "stands twice"),
        ("severity: error", "severity:error", 3, "wants a space"),
        ("tags: [a, 'b']", "tags:\n  - a", 8, "must stand on one line"),
        ("tags: [a, 'b']", "tags: a", 7, "is not a list"),
        ("tags: [a, 'b']", "tags: [a, [b]]", 7, "holds a list"),
        ("[work, entry]", "[work, fame]", 8, "not one of"),
        ("[work, entry]", "[work, work]", 8, "twice"),
        ("[work, entry]", "[]", 8, "is empty"),
        ("Profile?", "profile", 6, "no name of a metadata type"),
        ("since: 0.1.0", "colour: red", 9, "no key of a page"),
        ("references:\n  - x", "references:\n- x", 20, "is indented"),
        ("since: 0.1.0\n", "", nil, "has no \"since\""),
    ])
    func aHeadItDoesNotUnderstand(old: String, new: String, line: Int?, reason: String) throws {
        var text = Self.head
        text.replaceSubrange(try #require(text.firstRange(of: old)), with: new)
        let refusal = #expect(throws: Refusal.self) { try Self.head(of: text) }
        #expect(refusal?.reason.contains(reason) == true, "\(String(describing: refusal))")
        #expect(refusal?.line == line)
        #expect(refusal?.path == "apps/app-test.yaml")
    }

    @Test func whatARunNeedsOfTheBodyIsWorkedOut() throws {
        let body = try PageBody(of: EmbeddedText(path: "a", bytes: Self.head.utf8))
        #expect(body.summary == "id: not a key here, but 'text'")
        #expect(body.remedy == "Edit 'x'.")
        #expect(body.safety == "unsafe")
        #expect(body.parameters.map(\.defaultValue) == [".integer(30)", #".strings(["a", "b\"c"])"#])
    }

    @Test(arguments: [
        ("safety: unsafe", "safety: daring", "is no safety"),
        ("default: 30", "default: many", "is not of its type"),
        ("fix: {", "fix: [", "did not find expected"),
        ("metadata: \"Edit `x`.\", setup: Click., ", "", "\"fix\" is no text"),
    ])
    func aBodyItDoesNotUnderstand(old: String, new: String, reason: String) throws {
        var text = Self.head
        text.replaceSubrange(try #require(text.firstRange(of: old)), with: new)
        let refusal = #expect(throws: Refusal.self) { try PageBody(of: EmbeddedText(path: "a", bytes: text.utf8)) }
        #expect(refusal?.reason.contains(reason) == true, "\(String(describing: refusal))")
    }

    @Test(arguments: [
        "app-test.yaml", "apps/more/app-test.yaml", "apps/App-Test.yaml", "apps/app.yaml", "apps/app-.yaml",
    ])
    func aPageInTheWrongPlace(path: String) {
        #expect(throws: Refusal.self) { try Self.head(of: Self.head, at: path) }
    }

    @Test(arguments: [
        (Array("a\n\u{22}\u{22}\u{22}###".utf8), 2, "\"\"\"###"),
        (Array("a \\###(b)".utf8), 1, "\\###"),
        (Array("a\n\nb\0".utf8), 3, "NUL"),
        (Array("a\r\n".utf8), 1, "control character 13"),
        ([0x61, 0xFF], nil, "UTF-8"),
    ])
    func textThatALiteralCannotHold(bytes: [UInt8], line: Int?, reason: String) {
        let refusal = #expect(throws: Refusal.self) { try EmbeddedText(path: "a", bytes: bytes) }
        #expect(refusal?.reason.contains(reason) == true)
        #expect(refusal?.line == line)
    }

    private static let table = "# source: s\n# date: 2026\n# refresh: r\nname\twhy\na\tb\nb\t\n"

    @Test(arguments: [
        ("# date: 2026\n", "", nil, "\"# date: …\""),
        ("a\tb", "a", 5, "1 cells where the header has 2"),
        ("b\t\n", "a\t\n", 6, "already there"),
        ("b\t\n", "\t\n", 6, "is empty"),
        ("b\t\n", "b\t", nil, "line feed"),
        ("a\tb\nb\t\n", "", nil, "no row"),
    ])
    func aTableOutOfForm(old: String, new: String, line: Int?, reason: String) throws {
        let path = "reference/known-things.tsv"
        let good = try Table(of: EmbeddedText(path: path, bytes: Self.table.utf8), relativePath: path)
        #expect(good.property == "knownThings")
        var text = Self.table
        text.replaceSubrange(try #require(text.firstRange(of: old)), with: new)
        let refusal = #expect(throws: Refusal.self) {
            try Table(of: EmbeddedText(path: path, bytes: text.utf8), relativePath: path)
        }
        #expect(refusal?.reason.contains(reason) == true, "\(String(describing: refusal))")
        #expect(refusal?.line == line)
    }

    @Test func twoPagesWithOneID() throws {
        var source = SwiftSource()
        let text = try EmbeddedText(path: "apps/app-test.yaml", bytes: Self.head.utf8)
        try source.add(text, relativePath: "apps/app-test.yaml")
        #expect(throws: Refusal.self) { try source.add(text, relativePath: "profiles/app-test.yaml") }
    }
}
