import RuleCatalogue
import TestSupport
import Testing

@testable import LintEngine
@testable import OrgModel

@Suite struct RedactorTests {
    private static func org() -> Org {
        var parts = Org.Parts()
        let place = SourceLocation(file: FileID(0), offset: 0)
        let users: [(id: String, username: String, name: String, alias: String, email: String)] = [
            ("005000000000003AAA", "zoe@acme.example", "Zoë Ångström", "zoe", "shared@acme.example"),
            ("005000000000001AAA", "Jane.Doe@Acme.example", "Jane Doe", "jdoe", "jane@home.example"),
            ("005000000000002AAA", "o'neil@acme.example", "Kay O'Neil", "kay", "shared@acme.example"),
            ("005000000000004AAA", "api@acme.example", "Integration User", "admin", "api@acme.example"),
            ("005000000000005AAA", "std@acme.example", "Standard User", "std", "std@mail.example"),
        ]
        for (id, username, name, alias, email) in users {
            var user = User(location: place, username: username)
            user.id = RecordID(id)
            (user.name, user.alias, user.email) = (name, alias, email)
            parts.records.users.append(user)
        }
        parts.records.profiles.append(ProfileRecord(location: place, name: "Standard User"))
        return Org(parts, register: IntegrationRegister(), facts: .builtIn, asOf: Timestamp(seconds: 0))
    }

    @Test(arguments: [
        // Usernames, in any case and as a shell, SOQL, XML and an address write them.
        ("runs as 'jane.doe@acme.example'.", "runs as 'user-1@redacted'."),
        ("JANE.DOE@ACME.EXAMPLE jane%2Edoe", "user-1@redacted jane%2Edoe"),
        ("jane.doe%40acme.example", "user-1@redacted"),
        ("sf x --on-behalf-of 'o'\\''neil@acme.example' -o y", "sf x --on-behalf-of 'user-2@redacted' -o y"),
        ("Username='o\\'neil@acme.example'", "Username='user-2@redacted'"),
        ("<u>o&apos;neil@acme.example</u>", "<u>user-2@redacted</u>"),
        // One person, one name; what two share is nobody's own.
        ("Jane Doe (jane@home.example)", "user-1 (user-1@redacted)"),
        ("shared@acme.example", "email-1@redacted"),
        // Names as they are written, whole words of one word only where they stand alone.
        ("“Zoë Ångström” left", "“user-3” left"), ("Jane Doesn't", "Jane Doesn't"), ("xJane Doe", "xJane Doe"),
        ("alias 'jdoe'", "alias 'user-1'"), ("jdoe", "user-1"), ("a jdoe b", "a jdoe b"),
        ("an Integration User with 'Integration User'", "an Integration User with 'user-4'"),
        // A user that is called like a profile hides nothing.
        ("profile 'Standard User'", "profile 'Standard User'"),
        // Others, by their form, numbered as they come.
        ("b@x.example, a@x.example, B@x.example.", "email-2@redacted, email-3@redacted, email-2@redacted."),
        ("exports/jane.doe@acme.example.csv", "exports/user-1@redacted.csv"),
        ("jane.doe@acme.example.uat", "email-2@redacted"), ("x@y.md", "email-2@redacted"),
        ("git@host, @mention, a@", "git@host, @mention, a@"),
        ("key 3MVG9abcdefghijklmnopqrstuvwxyz.0_1 and 3MVG9", "key consumer-key-1 and 3MVG9"),
        // What is redacted stays.
        ("user-1@redacted and email-1@redacted", "user-1@redacted and email-1@redacted"), ("", ""),
    ])
    func texts(text: String, redacted: String) {
        var redactor = Redactor([Self.org()])
        #expect(redactor.text(text) == redacted)
        #expect(redactor.text(redacted) == redacted)
    }

    @Test func withoutAnOrgAddressesAndKeysAreKnownByTheirForm() {
        var redactor = Redactor()
        #expect(redactor.text("Jane Doe, jane@acme.example") == "Jane Doe, email-1@redacted")
    }

    @Test func numbersAreThoseOfTheIds() {
        var some = Self.org()
        var redactor = Redactor([some])
        let before = redactor.text("zoe@acme.example")
        some = Self.org()
        var again = Redactor([some, some])
        #expect(again.text("zoe@acme.example") == before)
    }

    // MARK: Reports

    private static let words = ["jane", "doe", "o'neil", "zoë", "3mvg9"]

    /// A report with people in every field.
    private func report() throws -> Report {
        var builder = ReportBuilder()
        let person = "jane.doe@acme.example (Jane Doe, Zoë Ångström, 3MVG9abcdefghijklmnopqrstuvwxyz)"
        let file = builder.file("force-app/jane.doe@acme.example/a.xml", "<a>\n<b>\(person)</b>\n</a>\n")
        let rows = builder.file("User.csv", "Username,Phone\njane.doe@acme.example,555-0199\n", .csv, isRecords: true)
        let place = try builder.location(file, "<b>\(person)</b>")
        let row = try builder.location(rows, "jane.doe@acme.example,555-0199")
        let user = ComponentID(type: "User", name: "jane.doe@acme.example")
        let rule = try #require(RuleFile.all.first)
        let finding = Finding(
            "\(person)", subject: user, element: person, location: place, related: [Finding.Related(person, at: row)],
            paths: [[PathStep(component: user, location: row)]],
            fix: Fix(.safe, person, edits: [builder.replacement(place, person)], commands: [person]))
        let suppression = Suppression(kind: .exception, reason: person, owner: "Jane", location: place)
        builder.add(rule, finding, suppression: suppression)
        builder.coverage = Coverage(
            inputs: [:], rules: [Coverage.RuleCoverage(rule: rule, status: .partial, missing: [person], subjects: 1)])
        builder.ignoredPaths = [person]
        builder.skippedPaths = [(person, person)]
        let change = AccessDifference.Change(
            kind: .gains, subject: user, label: "Jane Doe", item: .property("x", value: person), isConditional: false,
            path: [])
        let step = AccessChange.Step(component: user, path: person, region: builder.report.region(place))
        builder.access = AccessComparison(changes: [AccessChange(change, steps: [step])], comparesUsers: true)
        builder.baseline = BaselineOutcome(
            staleEntries: [
                Baseline.Entry(fingerprint: "0", count: 1, rule: "rule", subject: user, element: person)
            ],
            pruneCommand: person)
        builder.overview = SampleOverview.overview(person, at: place)
        return builder.report
    }

    /// Every text of a value, however deep; not the texts of files, which are masked, nor the rules' own.
    private func texts(_ value: Any, _ path: String = "") -> [(path: String, text: String)] {
        if value is RuleFile || value is Fix.Edit || path == ".sources" || path == ".edits" { return [] }
        if let text = value as? String { return [(path, text)] }
        return Mirror(reflecting: value).children.flatMap { texts($0.value, "\(path).\($0.label ?? "_")") }
    }

    @Test func nothingOfAReportIsForgotten() throws {
        let report = try report()
        let before = texts(report).filter { text in Self.words.contains { text.text.lowercased().contains($0) } }
        #expect(before.count >= 20)
        var redactor = Redactor([Self.org()])
        let redacted = report.redacted(by: &redactor)
        for (path, text) in texts(redacted) {
            #expect(!Self.words.contains { text.lowercased().contains($0) }, "\(path): \(text)")
        }
        #expect(texts(redacted).count >= texts(report).count)
    }

    @Test func whatIsShownOfFilesIsMasked() throws {
        var redactor = Redactor([Self.org()])
        let redacted = try report().redacted(by: &redactor)
        let masks = redacted.masks(in: FileID(0)).map(\.text)
        #expect(masks == ["user-1@redacted", "user-1", "user-3", "consumer-key-1"])
        #expect(redacted.masks(in: FileID(1)) == [SourceMask(bytes: 0..<46)])
        let result = try #require(redacted.results.first)
        #expect(result.finding.fix.map { redacted.completeEdits($0) }?.isEmpty == true)
    }

    @Test func aFingerprintOfANameIsMadeAnew() throws {
        var builder = ReportBuilder()
        let file = builder.file("a.xml", "<a/>")
        let place = try builder.location(file, "<a/>")
        let rule = try #require(RuleFile.all.first)
        for subject in [
            ComponentID(type: "User", name: "jane.doe@acme.example"), ComponentID(type: "PermissionSet", name: "INT"),
        ] {
            builder.add(rule, Finding("x", subject: subject, location: place))
        }
        var redactor = Redactor([Self.org()])
        let before = builder.report.results.map(\.fingerprint)
        let after = builder.report.redacted(by: &redactor).results.map(\.fingerprint)
        #expect(before[0] != after[0] && before[1] == after[1])
    }
}
