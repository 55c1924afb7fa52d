import Foundation
import FoundationXML
import LintEngine
import RuleCatalogue
import TestSupport
import Testing

@testable import OrgModel
@testable import Reporting

/// Names and file contents are a stranger's: every writer shows them, and nothing executes them.
@Suite struct HostileReportTests {
    private func builder(_ text: String) throws -> ReportBuilder { try HostileReport.builder(text) }
}

/// Reports of a stranger's texts.
enum HostileReport {
    /// A report with one text in every field that can hold a stranger's.
    static func builder(_ text: String) throws -> ReportBuilder {
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
        let suppression = Suppression(kind: .exception, reason: text, owner: text, location: row)
        builder.add(
            SampleRule.access, Finding("\(text)", subject: subject, location: location), suppression: suppression)
        let coverage = [
            Coverage.RuleCoverage(rule: SampleRule.license, status: .partial, missing: [text], subjects: 1),
            Coverage.RuleCoverage(
                rule: SampleRule.access, status: .notEvaluated, missing: [text, "User:\(text)"], subjects: 0),
        ]
        builder.coverage = Coverage(inputs: [text: 3], rules: coverage)
        builder.ignoredPaths = [text]
        builder.skippedPaths = [(text, text)]
        builder.baseline = BaselineOutcome(
            staleEntries: [
                Baseline.Entry(
                    fingerprint: text, count: 1, rule: text, subject: ComponentID(type: text, name: text), element: text
                )
            ],
            pruneCommand: text)
        let step = AccessChange.Step(component: subject, path: path, region: builder.report.region(location))
        let items: [AccessDifference.Change.Item] = [
            .property("permissionSets", value: text), .right(.objectPermissions, name: text, flag: text),
        ]
        let changes = items.map { item in
            AccessDifference.Change(
                kind: .gains, subject: ComponentID(type: "User", name: text), label: text, item: item,
                isConditional: true, path: [])
        }
        builder.access = AccessComparison(
            changes: changes.map { AccessChange($0, steps: [step, step]) }, comparesUsers: false)
        return builder
    }
}

extension HostileReportTests {
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

extension HostileReportTests {
    /// What a text looks like where it is shown.
    private func shown(_ text: String) -> String { VisibleText(text).description }

    @Test(arguments: Hostile.texts)
    func jsonOfOthersIsHarmless(text: String) throws {
        let report = try builder(text).report
        let path = report.files[0].path
        for output in [CodeAnalyzerReport.text(report), GitLabReport.text(report), RdjsonReport.text(report)] {
            #expect(Hostile.commands(in: output) == [])
        }
        let violation = try Parsed(CodeAnalyzerReport.text(report))["violations"][0]
        #expect(violation["message"].text == shown(text))
        #expect(violation["locations"][0]["file"].text == path)
        #expect(violation["locations"][1]["comment"].text == shown(text))
        let issue = try Parsed(GitLabReport.text(report))[0]
        #expect(issue["description"].text == "sample-license: \(shown(text))")
        #expect(issue["location"]["path"].text == path)
        let diagnostic = try Parsed(RdjsonReport.text(report))["diagnostics"][0]
        #expect(diagnostic["message"].text == shown(text))
        #expect(diagnostic["suggestions"][0]["text"].text.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test(arguments: Hostile.texts)
    func commandsOfRunnersSayOneThing(text: String) throws {
        let report = try builder(text).report
        let github = GitHubReport.text(report)
        #expect(github.hasSuffix("\n") && github.split(separator: "\n").count == 1)
        #expect(github.hasPrefix("::error file=") && Hostile.commands(in: String(github.dropFirst(2))) == [])
        let parts = github.dropFirst(2).split(separator: "::", maxSplits: 1)
        // Within the properties only ours are separated, and what is behind them is the message.
        #expect([4, 6].contains(parts[0].split(separator: ",").count))
        #expect(decoded(String(parts[1].dropLast()), [("%0A", "\n"), ("%0D", "\r"), ("%25", "%")]) == shown(text))
        let azure = AzureReport.text(report)
        #expect(azure.split(separator: "\n").count == 1 && azure.hasPrefix("##vso[task.logissue "))
        #expect(Hostile.commands(in: String(azure.dropFirst(6))) == [])
        let end = try #require(azure.firstIndex(of: "]"))
        #expect(azure[..<end].split(separator: ";").count == 5)
        #expect(decoded(String(azure[azure.index(after: end)...].dropLast()), [("%AZP25", "%")]) == shown(text))
    }

    private func decoded(_ text: String, _ pairs: [(String, String)]) -> String {
        pairs.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    @Test(arguments: Hostile.texts)
    func tablesKeepTheirCells(text: String) throws {
        let report = try builder(text).report
        let csv = CSVReport.text(report)
        #expect(Hostile.commands(in: csv.replacingOccurrences(of: "\r\n", with: "\n")) == [])
        let rows = CSVRows.read(csv)
        #expect(rows.map(\.count) == [11, 11])
        let message = rows[1][9]
        #expect(message == shown(text) || message == "'" + shown(text))
        #expect(!rows[1].contains { cell in cell.first.map { "=+-@".contains($0) } ?? false })
        let markdown = MarkdownReport.text(report)
        #expect(Hostile.commands(in: markdown) == [])
        let row = try #require(markdown.split(separator: "\n").first { $0.hasPrefix("| error |") })
        #expect(
            row.replacingOccurrences(of: "\\\\", with: "").replacingOccurrences(of: "\\|", with: "").count { $0 == "|" }
                == 4)
        #expect(!row.contains("<script") && !row.contains("@"))
    }

    @Test(arguments: Hostile.texts)
    func junitIsWellFormed(text: String) throws {
        let report = try builder(text).report
        let output = JUnitReport.text(report)
        #expect(Hostile.commands(in: output) == [])
        let reader = JUnitReader()
        let parser = XMLParser(data: Data(output.utf8))
        parser.delegate = reader
        #expect(parser.parse())
        let elements = ["testsuites", "testsuite", "testcase", "failure", "testsuite", "testcase", "skipped"]
        #expect(reader.elements == elements)
        let wanted = shown(text).replacingOccurrences(of: "\u{FFFF}", with: "\u{FFFD}")
        #expect(reader.message == wanted)
    }

    @Test func whatIsFoundNowhereStillIsAReport() throws {
        var builder = ReportBuilder()
        builder.coverage = Coverage(inputs: [:], rules: [])
        let report = builder.report
        #expect(GitHubReport.text(report) == "" && AzureReport.text(report) == "")
        #expect(try Parsed(GitLabReport.text(report)).items.isEmpty)
        #expect(try Parsed(CodeAnalyzerReport.text(report))["violationCounts"]["total"].number == 0)
        #expect(CSVReport.text(report).split(separator: "\r\n").count == 1)
        #expect(JUnitReport.text(report).contains("name=\"no findings\""))
        #expect(MarkdownReport.text(report).contains("**No findings.**"))
    }

    @Test func aLongMarkdownSaysWhatItLeavesOut() throws {
        let report = try SampleReport.builder().report
        let short = MarkdownReport.text(report, maximumLength: 700)
        #expect(short.utf8.count <= 1_400 && short.contains("not shown, because the text would be too long"))
    }
}

/// CSV as RFC 4180 reads it.
private enum CSVRows {
    static func read(_ text: String) -> [[String]] {
        var rows: [[String]] = [[""]]
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"" where isQuoted && scalars.first == "\"":
                scalars.removeFirst()
                rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append("\"")
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: rows[rows.count - 1].append("")
            case "\r" where !isQuoted && scalars.first == "\n":
                scalars.removeFirst()
                rows.append([""])
            default: rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append(scalar)
            }
        }
        return rows.dropLast().map { $0 }
    }
}

/// The elements of a JUnit report and the first message.
private final class JUnitReader: NSObject, XMLParserDelegate {
    var elements: [String] = []
    var message: String?

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(name)
        message = message ?? attributes["message"]
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
