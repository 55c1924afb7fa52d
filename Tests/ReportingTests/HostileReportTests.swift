import Foundation
import LintEngine
import OrgModel
import RuleCatalogue
import TestSupport
import Testing

@testable import Reporting

/// Names and file contents are a stranger's: every writer shows them, and nothing executes them.
@Suite struct HostileReportTests {
    /// A report with one text in every field that can hold a stranger's.
    private func builder(_ text: String) throws -> ReportBuilder {
        var builder = ReportBuilder()
        let path = "force-app/\(text.replacingOccurrences(of: "/", with: "_")).xml"
        let file = builder.file(path, "<a>\n\(text)\n  <b>\(text)</b> \(text)\n</a>\n")
        let other = builder.file("other/\(path)", "\(text)\n::error::row\n", .csv)
        let location = try builder.location(file, "<b>\(text)</b>")
        let row = try builder.location(other, "::error::row")
        let subject = ComponentID(type: "PermissionSet", name: text)
        builder.add(
            SampleRule.license,
            Finding(
                "\(text)",
                subject: subject,
                element: text,
                location: location,
                related: [Finding.Related(text, at: row), Finding.Related(text, at: location)],
                paths: [[PathStep(component: subject, location: row)]],
                fix: Fix(
                    .safe,
                    text,
                    edits: [builder.replacement(location, text)],
                    commands: [text]
                )
            )
        )
        builder.coverage = Coverage(inputs: [text: 3], rules: [])
        builder.ignoredPaths = [text]
        builder.skippedPaths = [(text, text)]
        return builder
    }

    @Test(arguments: Hostile.texts)
    func textIsHarmless(text: String) throws {
        let report = try builder(text).report
        for verbosity in [TextReport.Verbosity.quiet, .normal, .verbose] {
            let options = TextReport.Options(verbosity: verbosity)
            #expect(Hostile.commands(in: TextReport.text(report, options: options)) == [])
            #expect(Hostile.commands(in: SummaryReport.text(report, verbosity: verbosity)) == [])
        }
        let colored = TextReport.text(report, options: TextReport.Options(style: .colored))
        #expect(Hostile.commands(in: colored, allowsColor: true) == [])
        // Every escape is one of ours.
        let escapes = colored.split(separator: "\u{1B}").dropFirst().map { $0.prefix { $0 != "m" } }
        #expect(Set(escapes).isSubset(of: ["[0", "[1", "[1;31", "[1;33", "[1;34", "[1;36", "[34"]))
    }

    @Test(arguments: Hostile.texts)
    func jsonIsHarmlessAndUnchanged(text: String) throws {
        let report = try builder(text).report
        let json = JSONReport.text(report)
        #expect(Hostile.commands(in: json) == [])
        let log = try Parsed(json)
        let finding = log["findings"][0]
        let fix = finding["fix"]
        for value in [
            finding["message"], finding["subject"]["name"], finding["subject"]["element"],
            finding["related"][0]["message"],
            fix["description"], fix["commands"][0], fix["edits"][0]["replacement"], log["coverage"]["ignored"][0],
            log["coverage"]["skipped"][0]["path"], log["coverage"]["skipped"][0]["reason"],
        ] {
            #expect(value.text.map { Array($0.utf8) } == Array(text.utf8))
        }
        #expect(finding["location"]["path"].text == report.files[0].path)
        #expect(log["coverage"]["inputs"][text].number == 3)
    }

    @Test(arguments: Hostile.texts)
    func sarifIsHarmless(text: String) throws {
        let builder = try builder(text)
        let sarif = SARIFReport.text(builder.report, bytes: builder.bytes)
        #expect(Hostile.commands(in: sarif) == [])
        let result = try Parsed(sarif)["runs"][0]["results"][0]
        let message = try #require(result["message"]["text"].text)
        #expect(!message.contains { "{}".contains($0) })
        #expect(Hostile.commands(in: message) == [])
        let links = message.matches(of: /\[(?:\\[\\\[\]]|[^\\\[\]])*\]\(([^()\s]*)\)/).map(\.1)
        #expect(links == ["1", "2"])
        let location = result["locations"][0]["physicalLocation"]
        #expect(location["region"]["snippet"]["text"].text == "<b>\(text)</b>")
        let uri = try #require(location["artifactLocation"]["uri"].text)
        #expect(uri.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        #expect(uri.removingPercentEncoding == builder.report.files[0].path)
    }
}

/// JSON as an independent reader reads it.
struct Parsed {
    private let value: Any?

    init(_ text: String) throws {
        value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    private init(value: Any?) {
        self.value = value
    }

    subscript(_ key: String) -> Parsed { Parsed(value: (value as? [String: Any])?[key]) }

    subscript(_ index: Int) -> Parsed {
        guard let items = value as? [Any], items.indices.contains(index) else { return Parsed(value: nil) }
        return Parsed(value: items[index])
    }

    var text: String? { value as? String }
    var number: Int? { value as? Int }
    var items: [Parsed] { (value as? [Any] ?? []).map { Parsed(value: $0) } }
    var isAbsent: Bool { value == nil }
}
