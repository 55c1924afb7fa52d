import Foundation
import LintEngine
import OrgModel
import TestSupport
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
    /// The page but for its style and its script, which are their own files, and the hashes of both.
    private func page(_ report: Report) -> String {
        HTMLReport.text(report)
            .replacing(/<style>.*?<\/style>/.dotMatchesNewlines(), with: "<style></style>")
            .replacing(/<script>.*?<\/script>/.dotMatchesNewlines(), with: "<script></script>")
            .replacing(/sha256-[A-Za-z0-9+\/=]+/, with: "sha256-…")
    }

    private func builder() throws -> ReportBuilder {
        var builder = try SampleReport.builder()
        let place = try builder.location(FileID(0), "<object>Account</object>")
        builder.overview = SampleOverview.overview("INT_ERP", at: place)
        builder.asOf = Timestamp("2026-11-21")
        builder.baseline = BaselineOutcome(
            staleEntries: [
                Baseline.Entry(
                    fingerprint: "f", count: 1, rule: "sample-seats",
                    subject: ComponentID(type: "UserLicense", name: "Salesforce Integration"), element: "seats")
            ], pruneCommand: "forcelint baseline prune")
        return builder
    }

    @Test func staysAsItIs() throws {
        #expect(try Snapshot.problem(page(builder().report), "report.html") == nil)
    }

    @Test func isTheSameOnEveryRun() throws {
        #expect(HTMLReport.text(try builder().report) == HTMLReport.text(try builder().report))
    }

    /// The hashes are checked by a browser in `Tests/Browser`; here by what SHA-256 is known to give.
    @Test func hashesAreBase64() {
        #expect(SHA256.base64([]) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        #expect(SHA256.base64(Array("abc".utf8)) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    }

    @Test func whatIsNotKnownIsSaid() {
        var builder = ReportBuilder()
        builder.overview = IntegrationOverview.nothing
        let text = HTMLReport.text(builder.report)
        for sentence in [
            "No findings.", "because the User export is missing", "because the UserLicense export is missing",
            "because the PermissionSetLicense export is missing",
            "because the exports of User and PermissionSetAssignment are missing",
            "because the Organization export is missing",
        ] { #expect(text.contains(sentence), "\(sentence)") }
        #expect(!HTMLReport.text(ReportBuilder().report).contains("id=\"integrations\""))
    }

    @Test func whatIsCutIsCounted() throws {
        let overview = SampleOverview.overview("A", at: SourceLocation(file: FileID(0), offset: 0))
        let matrix = AccessMatrix(overview, maxCells: 1)
        #expect(matrix.objects.map(\.name) == ["A"] && matrix.hiddenObjects == 1)
        #expect(matrix.entries(0, 0).objects.map(\.hidden) == [0, 1])
        let graph = IntegrationGraph(overview, maxNodes: 1)
        #expect(graph.columns.map(\.count).max() == 1 && graph.mergedObjects == 2)
    }

    @Test(arguments: [
        ("https://example.com/a?b=c&d", true), ("http://example.com", false), ("javascript:alert(1)", false),
        ("https://a\"b", false), ("https://a b", false), ("//example.com", false), ("https://ä", false),
    ])
    func onlyPlainHTTPSIsAnAddress(text: String, isAddress: Bool) {
        #expect((HTMLAddress(text) != nil) == isAddress)
    }
}

extension IntegrationOverview {
    /// An org of which nothing is known.
    fileprivate static var nothing: IntegrationOverview {
        Org(
            Org.Parts(), register: IntegrationRegister(),
            facts: SalesforceFacts(userLicenses: [], standardProfileLabels: [:]), asOf: Timestamp(seconds: 0)
        ).integrationOverview
    }
}

/// Pages with a stranger's text in every field, as Python's parser of HTML reads them.
@Suite struct HostileHTMLTests {
    private static let texts =
        Hostile.texts + [
            "\"><img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "</style><b>", "<!--", "--><b>",
            "' onmouseover='alert(1)", "</title><b>", "</textarea><b>", "&lt;b&gt;", "&#60;b&#62;", "<svg/onload=a>",
            "]]><b>", "</pre><b>", "</summary></details><b>",
        ]

    private func page(_ text: String) throws -> (html: String, shown: String, place: String) {
        var builder = try SampleReport.builder()
        let file = builder.file("force-app/\(text.replacingOccurrences(of: "/", with: "_")).xml", "<b>\(text)</b>\n")
        let location = try builder.location(file, "<b>\(text)</b>")
        let subject = ComponentID(type: "PermissionSet", name: text)
        builder.add(
            SampleRule.license,
            Finding(
                "\(text)", subject: subject, element: text, location: location,
                related: [Finding.Related(text, at: location)],
                paths: [[PathStep(component: subject, location: location)]],
                fix: Fix(.safe, text, commands: [text])))
        builder.overview = SampleOverview.overview(text, at: location)
        builder.baseline = BaselineOutcome(
            staleEntries: [Baseline.Entry(fingerprint: text, count: 1, rule: text, subject: subject, element: text)],
            pruneCommand: text)
        builder.coverage = Coverage(inputs: [text: 3], rules: [])
        builder.ignoredPaths = [text]
        builder.skippedPaths = [(text, text)]
        let place = VisibleText("\(builder.files[file.index].path):1").description
        return (HTMLReport.text(builder.report), VisibleText(text).description, place)
    }

    @Test func isHarmlessAndReadsBack() throws {
        let plain = try page("plain")
        let pages = try Self.texts.map { try page($0) }
        for page in pages { #expect(Hostile.commands(in: page.html) == []) }
        guard let read = try PythonHTML.read([plain.html] + pages.map(\.html)) else {
            print("python3 is absent: no independent parser reads the pages with hostile texts.")
            return
        }
        #expect(read.count == pages.count + 1)
        let marked = Set(["title", "class", "aria-label"])
        #expect(Set(read[0].attributes).isSuperset(of: marked))
        for (page, found) in zip(pages, read.dropFirst()) {
            // Elements and attributes are those of a page with harmless names.
            #expect(found.elements == read[0].elements, "\(page.shown)")
            #expect(found.attributes == read[0].attributes, "\(page.shown)")
            #expect(found.text.contains(page.shown) && found.values.contains(page.place))
        }
    }
}

/// Reads pages by `Tests/Browser/read_html.py`.
private struct PythonHTML: Decodable {
    let elements: [String: Int]
    let attributes: [String]
    let text: String
    let values: [String]

    /// Nil where Python is absent.
    static func read(_ pages: [String]) throws -> [PythonHTML]? {
        let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let python = places.map { URL(filePath: String($0)).appending(path: "python3") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
        guard let python else { return nil }
        let folder = try TemporaryFolder()
        let input = try folder.write(String(decoding: try JSONEncoder().encode(pages), as: UTF8.self), to: "pages.json")
        let process = Process()
        process.executableURL = python
        process.arguments = [Checkout.root.appending(path: "Tests/Browser/read_html.py").path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([PythonHTML].self, from: data)
    }
}
