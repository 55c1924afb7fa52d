import RuleCatalogue
import Testing

@Suite("Reading a page")
struct RulePageTests {
    private static let page = """
        id: test-rule
        title: A test
        severity: error
        confidence: high
        persona: regular
        needs: []
        tags: [test]
        questions: [work]
        since: 0.1.0
        why: Because.
        fix: { setup: Click., safety: advice }
        references:
          - { title: Article, url: "https://example.org", date: 2026-05-24 }
          - { title: Seed, seed: S2, date: 2026, lines: 85-94 }
        parameters:
          - { name: days, type: integer, default: 30, description: How many days. }
          - { name: names, type: strings, default: [a, b], description: Which names. }
          - { name: strict, type: boolean, default: false, description: Whether it is strict. }
          - { name: pattern, type: string, default: INT_*, description: Which pattern. }
        examples:
          - name: bad
            asOf: 2026-01-31
            persona: auditor
            files:
              a.profile-meta.xml: |
                <Profile>
                    <!-- expect: error low Profile:Minimum Access - API Only Integrations -->
                    <!-- expect: note -->
                    <custom>true</custom>
                </Profile>
              org-records/User.csv: |
                Id
                005
            expect:
              - { path: org-records/User.csv, line: 2, severity: warning, subject: "User:a", confidence: medium }
          - name: good
            reason: It is empty.
            config: "version: 1"
            files: { a.profile-meta.xml: <Profile/> }

        """

    @Test func everyPartIsRead() throws {
        let page = try RulePage(text: Self.page, path: "page")
        #expect(page.why == "Because.")
        #expect(page.since == "0.1.0")
        #expect(page.fix.setup == "Click.")
        #expect(page.fix.safety == .advice)
        #expect(page.references.map(\.place) == [.url("https://example.org"), .article("S2")])
        #expect(page.references.last?.lines == "85-94")
        #expect(page.references.first?.date == "2026-05-24")
        #expect(
            page.parameters.map(\.defaultValue) == [
                .integer(30), .strings(["a", "b"]), .boolean(false), .string("INT_*"),
            ]
        )
    }

    @Test func anExampleKnowsWhatItExpects() throws {
        let examples = try RulePage(text: Self.page, path: "page").examples
        let bad = try #require(examples.first)
        #expect(bad.asOf == "2026-01-31")
        #expect(bad.persona == .auditor)
        #expect(!bad.isInnocent)
        #expect(bad.expectations.map(\.line) == [4, 4, 2])
        #expect(bad.expectations.map(\.severity) == [.error, .note, .warning])
        #expect(bad.expectations.map(\.confidence) == [.low, nil, .medium])
        #expect(
            bad.expectations.map(\.subject) == ["Profile:Minimum Access - API Only Integrations", nil, "User:a"]
        )
        #expect(bad.expectations.map(\.path) == ["a.profile-meta.xml", "a.profile-meta.xml", "org-records/User.csv"])
        #expect(bad.files["a.profile-meta.xml"]?.contains("expect: error low") == true)
        let good = try #require(examples.last)
        #expect(good.isInnocent)
        #expect(good.config == "version: 1")
    }

    @Test(
        "What is not known is an error on its line",
        arguments: [
            ("tags: [test]", "tags: [test]\nwhat: 1", 8, "\"what\" is not known"),
            ("safety: advice", "safety: easy", 11, "not one of safe, unsafe"),
            ("setup: Click., safety: advice", "safety: advice", 11, "neither"),
            ("safety: advice", "safety: command", 11, "no \"command\""),
            ("url: \"https://example.org\", ", "", 13, "either"),
            ("default: 30", "default: soon", 16, "is not an integer"),
            ("default: false", "default: no", 18, "not one of true, false"),
            ("type: string,", "type: text,", 19, "not one of"),
            ("reason: It is empty.", "asOf: 2026-01-01", 36, "wants a \"reason\""),
            ("persona: auditor", "reason: None.", 21, "but expects findings"),
            ("persona: auditor", "colour: red", 23, "\"colour\" is not known"),
            ("expect: note -->", "expect: note --> x", 25, "a line of its own"),
            ("expect: error low", "expect: severe", 25, "wants a severity"),
            ("expect: note", "expect: note User", 25, "no Type:fullName"),
            ("path: org-records/User.csv", "path: Users.csv", 35, "no file of the example"),
            ("line: 2", "line: 3", 35, "does not have"),
            ("{ a.profile-meta.xml: <Profile/> }", "{ ../a.xml: <Profile/> }", 39, "no path below"),
            ("{ a.profile-meta.xml: <Profile/> }", "{ a.xml: \"<!-- expect: note -->\" }", 39, "nothing behind it"),
            ("why: Because.", "why: [", 12, "did not find expected"),
            ("why: Because.", "why: Because.\nwhy: So.", 11, "stands twice"),
        ]
    )
    func refusals(old: String, new: String, line: Int, reason: String) throws {
        let range = try #require(Self.page.firstRange(of: old))
        let text = Self.page.replacingCharacters(in: range, with: new)
        let error = #expect(throws: PageError.self) { try RulePage(text: text, path: "Rules/a/b.yaml") }
        #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
        #expect(error?.line == line, "\(String(describing: error))")
        #expect(error?.path == "Rules/a/b.yaml")
    }

    @Test func aMissingKeyIsAnError() throws {
        let range = try #require(Self.page.firstRange(of: "why: Because.\n"))
        let text = Self.page.replacingCharacters(in: range, with: "")
        let error = #expect(throws: PageError.self) { try RulePage(text: text, path: "page") }
        #expect(error?.reason.contains("has no \"why\"") == true)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
