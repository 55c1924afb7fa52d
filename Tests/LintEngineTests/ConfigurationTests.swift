import LintEngine
import OrgModel
import Testing

@testable import RuleCatalogue

@Suite("The configuration")
struct ConfigurationTests {
    /// A rule with a parameter of each type.
    private static let page = RuleFile(
        id: "seat-count",
        area: "inputs",
        title: "Seats",
        severity: .warning,
        confidence: .high,
        persona: .regular,
        needs: [],
        tags: [],
        summary: "Seats are few.",
        remedy: "Buy seats.",
        safety: .advice,
        parameters: [
            Parameter(name: "free-seats", defaultValue: .integer(5), description: "Free seats."),
            Parameter(name: "strict", defaultValue: .boolean(false), description: "Strict."),
            Parameter(name: "prefix", defaultValue: .string("INT_"), description: "Prefix."),
            Parameter(name: "kinds", defaultValue: .strings(["a"]), description: "Kinds."),
        ],
        content: ""
    )

    private func read(_ text: String) throws(ConfigurationError) -> Configuration {
        try Configuration(
            text: text, path: "org/.forcelint.yml", pages: [ConfigurationTests.page, .appNotAdminApproved])
    }

    private func refusal(of text: String) -> ConfigurationError? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func givesEverythingThatItSays() throws {
        let configuration = try read(
            """
            version: 1
            persona: auditor
            fail-on: never
            records: [org-records, "more records"]
            edition: Enterprise Edition
            prices: { Salesforce: 1980, Salesforce Integration: 120, currency: USD }
            integrations:
              - name: MuleSoft
                user: mulesoft.integration@acme.com
                apps: [MuleSoft_ECA]
                permission-sets: [INT_MuleSoft]
                allow: { permissions: [ViewAllData], objects: [Account] }
              - name: ERP
            base-permission-sets: [INT_Base]
            max-file-size: 300
            naming: { user: "[System] Integration", permission-set: "^INT_.+", app: "[System] Integration" }
            rules:
              seat-count: { severity: error, free-seats: 7, strict: true, prefix: API_, kinds: [b, c] }
              app-not-admin-approved: off
            """
        )
        #expect(configuration.persona == .auditor)
        #expect(configuration.failOn == .never)
        #expect(configuration.records == ["org-records", "more records"])
        #expect(configuration.edition == "Enterprise Edition")
        #expect(
            configuration.prices
                == LicensePrices(salesforce: 1980, salesforceIntegration: 120, currency: "USD", line: 6))
        #expect(configuration.maximumFileSize == 300)
        #expect(configuration.register.basePermissionSets == ["INT_Base"])
        #expect(configuration.register.naming.user?.text == "[System] Integration")
        #expect(configuration.register.naming.permissionSet?.text == "^INT_.+")
        #expect(configuration.register.naming.app?.matches("MuleSoft Integration") == true)
        #expect(configuration.register.entries.map(\.name) == ["MuleSoft", "ERP"])
        let entry = try #require(configuration.register.entries.first)
        #expect(entry.user == "mulesoft.integration@acme.com")
        #expect(entry.apps == ["MuleSoft_ECA"])
        #expect(entry.permissionSets == ["INT_MuleSoft"])
        #expect(entry.allowedPermissions == ["ViewAllData"])
        #expect(entry.allowedObjects == ["Account"])
        let seats = try #require(configuration.rules["seat-count"])
        #expect(seats.isOn && seats.severity == .error)
        #expect(
            seats.parameters == [
                "free-seats": .integer(7), "strict": .boolean(true), "prefix": .string("API_"),
                "kinds": .strings(["b", "c"]),
            ])
        #expect(configuration.rules["app-not-admin-approved"]?.isOn == false)
    }

    @Test func aSeverityAloneKeepsTheRuleOn() throws {
        let configuration = try read("version: 1\nrules: { seat-count: note }")
        #expect(configuration.rules["seat-count"]?.isOn == true)
        #expect(configuration.rules["seat-count"]?.severity == .note)
    }

    @Test("nothing but comments says nothing", arguments: ["", "# later\n", "\n\n"])
    func emptyFile(text: String) throws {
        let configuration = try read(text)
        #expect(configuration.persona == nil && configuration.rules.isEmpty && configuration.register.entries.isEmpty)
        #expect(configuration.maximumFileSize == 256)
    }

    struct Mistake: CustomTestStringConvertible {
        let text: String
        let line: Int
        let column: Int
        let part: String
        var suggestion: String?

        var testDescription: String { text }
    }

    @Test(
        "names the place of a mistake and what was meant",
        arguments: [
            Mistake(text: "version: 1\npersonna: regular", line: 2, column: 1, part: "personna", suggestion: "persona"),
            Mistake(text: "version: 1\nzzz: 1", line: 2, column: 1, part: "known are"),
            Mistake(
                text: "version: 1\nprices: { Salesforc: 1, currency: USD }", line: 2, column: 11, part: "Salesforc",
                suggestion: "Salesforce"),
            Mistake(text: "version: 1\nprices: { Salesforce: 1 }", line: 2, column: 9, part: "no 'currency'"),
            Mistake(text: "version: 2", line: 1, column: 10, part: "version 1 only"),
            Mistake(text: "persona: regular", line: 1, column: 1, part: "'version' is missing"),
            Mistake(text: "version: 1\npersona: regualr", line: 2, column: 10, part: "regualr", suggestion: "regular"),
            Mistake(text: "version: 1\nfail-on: [error]", line: 2, column: 10, part: "a list"),
            Mistake(text: "version: 1\nrecords: org-records", line: 2, column: 10, part: "instead of a list"),
            Mistake(text: "version: 1\nrecords:\nedition: enterprise", line: 2, column: 9, part: "no value"),
            Mistake(
                text: "version: 1\nedition: enterprize", line: 2, column: 10, part: "no edition",
                suggestion: "enterprise"),
            Mistake(
                text: "version: 1\nintegrations:\n  - name: A\n    usr: b", line: 4, column: 5, part: "usr",
                suggestion: "user"),
            Mistake(text: "version: 1\nintegrations:\n  - user: b", line: 3, column: 5, part: "no 'name'"),
            Mistake(
                text: "version: 1\nintegrations: [{ name: A }, { name: A }]", line: 2, column: 29,
                part: "declared twice"),
            Mistake(
                text: "version: 1\nintegrations:\n  - name: A\n    allow: { permission: [X] }", line: 4, column: 14,
                part: "permission", suggestion: "permissions"),
            Mistake(
                text: "version: 1\nrules:\n  seat-cuont: off", line: 3, column: 3, part: "unknown rule",
                suggestion: "seat-count"),
            Mistake(text: "version: 1\nrules:\n  seat-count: of", line: 3, column: 15, part: "'of'", suggestion: "off"),
            Mistake(
                text: "version: 1\nrules:\n  seat-count: { fre-seats: 5 }", line: 3, column: 17, part: "parameter",
                suggestion: "free-seats"),
            Mistake(
                text: "version: 1\nrules:\n  seat-count: { free-seats: many }", line: 3, column: 29, part: "an integer"),
            Mistake(
                text: "version: 1\nrules:\n  seat-count: { free-seats: \"5\" }", line: 3, column: 29,
                part: "an integer"),
            Mistake(
                text: "version: 1\nrules:\n  seat-count: { strict: yes }", line: 3, column: 25, part: "true or false"),
            Mistake(text: "version: 1\nrules:\n  seat-count: { kinds: a }", line: 3, column: 24, part: "a list"),
            Mistake(text: "version: 1\nrules:\n  seat-count: { prefix: [a] }", line: 3, column: 25, part: "a text"),
            Mistake(
                text: "version: 1\nrules:\n  seat-count: { severty: note }", line: 3, column: 17, part: "severty",
                suggestion: "severity"),
            Mistake(
                text: "version: 1\nrules:\n  seat-count: { severity: eror }", line: 3, column: 27, part: "eror",
                suggestion: "error"),
            Mistake(
                text: "version: 1\nrules:\n  seat-count: { ignorable: no }", line: 3, column: 28, part: "true or false"),
            Mistake(text: "version: 1\nrules:\n  seat-count:", line: 3, column: 14, part: "has no value"),
            Mistake(
                text: "version: 1\nbase-permission-set: []", line: 2, column: 1, part: "base-permission-set",
                suggestion: "base-permission-sets"),
            Mistake(
                text: "version: 1\nnaming: { permission-sets: '[A]' }", line: 2, column: 11, part: "permission-sets",
                suggestion: "permission-set"),
            Mistake(text: "version: 1\nintegrations:\n  - name: ''", line: 3, column: 11, part: "is empty"),
            Mistake(text: "version: 1\nexceptions: {}", line: 2, column: 13, part: "instead of a list"),
            Mistake(
                text: "version: 1\nexceptions:\n  - rule: app-not-admin-aproved\n    target: ConnectedApp:A", line: 3,
                column: 11, part: "unknown rule", suggestion: "app-not-admin-approved"),
            Mistake(
                text: "version: 1\nexceptions:\n  - rule: app-not-admin-approved\n    taget: ConnectedApp:A", line: 4,
                column: 5, part: "unknown key 'taget'", suggestion: "target"),
            Mistake(
                text: "version: 1\nexceptions:\n  - rule: app-not-admin-approved\n    target: ERP", line: 4, column: 13,
                part: "no target"),
            Mistake(
                text: "version: 1\nexceptions:\n  - rule: app-not-admin-approved\n    target: ConnectedAp:A#b", line: 4,
                column: 13, part: "no known type", suggestion: "ConnectedApp:A#b"),
            Mistake(
                text: "version: 1\nexceptions:\n  - rule: app-not-admin-approved", line: 3, column: 5,
                part: "has no 'target'"),
            Mistake(
                text: "version: 1\nexceptions:\n  - target: ConnectedApp:A", line: 3, column: 5, part: "has no 'rule'"),
            Mistake(
                text:
                    "version: 1\nexceptions:\n  - { rule: app-not-admin-approved, target: ConnectedApp:A, expires: 2027-02-30 }",
                line: 3, column: 70, part: "no day"),
            Mistake(
                text:
                    "version: 1\nrules: { app-not-admin-approved: { ignorable: false } }\nexceptions:\n  - { rule: app-not-admin-approved, target: ConnectedApp:A }",
                line: 4, column: 13, part: "cannot be ignored"),
            Mistake(
                text:
                    "version: 1\nexceptions: [{ rule: app-not-admin-approved, target: ConnectedApp:A }]\nrules: { app-not-admin-approved: { ignorable: false } }",
                line: 2, column: 22, part: "cannot be ignored"),
            Mistake(text: "version: 1\nmax-file-size: 0", line: 2, column: 16, part: "from 1 to 1024"),
            Mistake(text: "version: 1\nmax-file-size: 1025", line: 2, column: 16, part: "from 1 to 1024"),
            Mistake(text: "version: 1\nmax-file-size: 200 MB", line: 2, column: 16, part: "an integer"),
            Mistake(text: "version: 1\nbaseline: [b.json]", line: 2, column: 11, part: "a list instead of a text"),
            Mistake(text: "version: 1\nnaming: { user: '^(' }", line: 2, column: 17, part: "no regular expression"),
            Mistake(text: "version: 1\nnaming: { set: '[A]' }", line: 2, column: 11, part: "unknown key 'set'"),
            Mistake(text: "version: 1\nrecords: [\"😀\", [é]]", line: 2, column: 17, part: "a list"),
            Mistake(text: "version: 1\nversion: 1", line: 2, column: 1, part: "twice"),
            Mistake(text: "version: 1\n---\nversion: 1", line: 2, column: 1, part: "YAML"),
            Mistake(text: "version: 1\nrules: {", line: 3, column: 1, part: "YAML"),
            Mistake(text: "- version", line: 1, column: 1, part: "instead of a mapping"),
            Mistake(text: "version: 1\nrecords: [&a x, *a]", line: 2, column: 17, part: "aliases"),
        ]
    )
    func mistake(_ mistake: Mistake) throws {
        let error = try #require(refusal(of: mistake.text))
        #expect(error.path == "org/.forcelint.yml")
        #expect("\(error.line):\(error.column)" == "\(mistake.line):\(mistake.column)", "\(error)")
        #expect(error.message.contains(mistake.part), "\(error)")
        #expect(error.suggestion == mistake.suggestion)
    }

    @Test func aByteOrderMarkTakesNoColumn() throws {
        #expect(try read("\u{FEFF}version: 1\npersona: auditor").persona == .auditor)
        let error = try #require(refusal(of: "\u{FEFF}version: 3"))
        #expect(error.line == 1 && error.column == 10)
    }

    @Test func errorsReadAsOneLine() throws {
        let error = try #require(refusal(of: "version: 1\nrules:\n  seat-cuont: off"))
        #expect("\(error)" == "org/.forcelint.yml:3:3: unknown rule 'seat-cuont'; did you mean 'seat-count'?")
    }

    enum Hostile: String, CaseIterable {
        case aliasesOfAliases, aliasesAsKeys, openBrackets, openBraces, manyDashes, deepBlocks, bracketsInQuotes,
            tooLarge
        case control

        var text: String {
            switch self {
            case .aliasesOfAliases:
                (0..<30).map { level in
                    let items = Array(repeating: level == 0 ? "x" : "*b\(level - 1)", count: 9)
                    return "b\(level): &b\(level) [\(items.joined(separator: ", "))]"
                }.joined(separator: "\n")
            case .aliasesAsKeys: "? &a [x, x]\n: 1\n? &b {*a : *a}\n: 2"
            case .openBrackets: "version: " + String(repeating: "[", count: 200_000)
            case .openBraces: "version: " + String(repeating: "{a: ", count: 200_000)
            case .manyDashes: "version:\n  " + String(repeating: "- ", count: 200_000) + "x"
            case .deepBlocks: (0..<1_000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
            case .bracketsInQuotes: "version: " + String(repeating: "[ \"]\", ", count: 100_000)
            case .tooLarge: "version: 1\n#" + String(repeating: "x", count: 1 << 20)
            case .control: "version: \u{0}"
            }
        }
    }

    @Test("is refused where reading it could be endless", arguments: Hostile.allCases)
    func hostileText(hostile: Hostile) {
        #expect(refusal(of: hostile.text) != nil)
    }

    @Test func manyKeysAreReadInOnePass() throws {
        let rules = (0..<40_000).map { "  rule-\($0): off" }.joined(separator: "\n")
        let error = try #require(refusal(of: "version: 1\nrules:\n" + rules))
        #expect(error.message.contains("unknown rule 'rule-0'"))
    }

    @Test func signsInsideTextsAreNoAliases() throws {
        let configuration = try read(
            "version: 1\nintegrations: [{ name: Marks & Spencer, apps: [R&D, \"a*b\", 'x *'] }]")
        #expect(configuration.register.entries.first?.apps == ["R&D", "a*b", "x *"])
    }
}

@Suite("Suggestions")
struct SuggestionTests {
    @Test func findTheNearestName() {
        let names = ["app-scope-full", "app-ip-relaxation", "credential-secret-in-source"]
        #expect(Suggestion.nearest(to: "app-scope-ful", among: names) == "app-scope-full")
        #expect(Suggestion.nearest(to: "APP-SCOPE-FULL", among: names) == "app-scope-full")
        #expect(Suggestion.nearest(to: "app-ip-realxation", among: names) == "app-ip-relaxation")
    }

    @Test func staySilentWhereNothingIsNear() {
        #expect(Suggestion.nearest(to: "xyz", among: ["persona", "version"]) == nil)
        #expect(Suggestion.nearest(to: "", among: ["a"]) == nil)
        #expect(Suggestion.nearest(to: String(repeating: "a", count: 100_000), among: ["a"]) == nil)
    }

    @Test func areTheSameForEqualDistances() {
        #expect(Suggestion.nearest(to: "cat", among: ["hat", "bat"]) == "bat")
        #expect(Suggestion.nearest(to: "cat", among: ["bat", "hat"]) == "bat")
    }
}

@Suite("The threshold of failing")
struct FailureThresholdTests {
    @Test func reachesUpwards() {
        #expect(FailureThreshold.warning.isReached(by: .error))
        #expect(FailureThreshold.warning.isReached(by: .warning))
        #expect(!FailureThreshold.warning.isReached(by: .note))
        #expect(!FailureThreshold.never.isReached(by: .error))
    }
}
