import Foundation
import LintEngine
import OrgModel
import RuleCatalogue
import TestSupport
import Testing

@testable import Reporting

@Suite struct SARIFReportTests {
    @Test func hasTheResultsThatTheFormatTakes() throws {
        var builder = ReportBuilder()
        let text = (1...9).map { "<a>\($0)</a>\n" }.joined()
        let file = builder.file("a.xml", text)
        for number in 1...9 {
            builder.add(
                SampleRule.access,
                Finding(
                    "finding \(number)",
                    subject: ComponentID(type: "Profile", name: "\(number)"),
                    location: try builder.location(file, "<a>\(number)</a>"),
                    severity: number < 4 ? .error : .note
                )
            )
        }
        var options = SARIFReport.Options()
        options.limits.results = 5
        let run = try Parsed(SARIFReport.text(builder.report, options: options))["runs"][0]
        #expect(run["results"].items.map { $0["message"]["text"].text } == (1...5).map { "finding \($0)." })
        let notification = run["invocations"][0]["toolExecutionNotifications"][0]
        #expect(notification["descriptor"]["id"].text == "output-cut")
        #expect(notification["message"]["text"].text == "The worst 5 of 9 results are given; 4 notes left out.")
    }

    @Test func cutsPlacesWaysAndNotificationsVisibly() throws {
        var builder = ReportBuilder()
        let file = builder.file("a.xml", "<a/>\n<b/>\n")
        let (first, second) = (try builder.location(file, "<a/>"), try builder.location(file, "<b/>"))
        let subject = ComponentID(type: "Profile", name: "Admin")
        builder.add(
            SampleRule.access,
            Finding(
                "It is so",
                subject: subject,
                location: first,
                related: (1...30).map { Finding.Related("place \($0)", at: second) },
                paths: Array(
                    repeating: Array(repeating: PathStep(component: subject, location: second), count: 3), count: 4)
            )
        )
        builder.skippedPaths = (1...9).map { ("path \($0)", "a pipe") }
        var options = SARIFReport.Options()
        options.limits.relatedLocations = 20
        options.limits.links = 2
        options.limits.steps = 8
        options.limits.notifications = 3
        let run = try Parsed(SARIFReport.text(builder.report, options: options))["runs"][0]
        let result = run["results"][0]
        #expect(
            result["message"]["text"].text
                == "It is so. See [place 1](1), [place 2](2) and 28 more places. 2 more ways not shown."
        )
        #expect(result["relatedLocations"].items.count == 20)
        #expect(result["codeFlows"].items.count == 2)
        let notifications = run["invocations"][0]["toolExecutionNotifications"].items
        #expect(notifications.count == 4)
        #expect(notifications.last?["message"]["text"].text == "6 more notifications left out.")
    }

    @Test func neverRepeatsAFingerprint() throws {
        var builder = ReportBuilder()
        let file = builder.file("a.xml", "<a/>\n<b/>\n")
        for text in ["<a/>", "<b/>"] {
            let location = try builder.location(file, text)
            let finding = Finding("It is so", subject: ComponentID(type: "Profile", name: "Admin"), location: location)
            builder.add(SampleRule.access, finding, fingerprint: "f00")
        }
        let results = try Parsed(SARIFReport.text(builder.report))["runs"][0]["results"].items
        #expect(results.map { $0["partialFingerprints"]["forcelintFinding/v1"].text } == ["f00", "f00:2"])
    }

    @Test func givesNoHashOfAFileThatHasChanged() throws {
        var builder = ReportBuilder()
        _ = builder.file("a.xml", "<a/>\n")
        let artifact = { (bytes: [UInt8]?) in
            try Parsed(SARIFReport.text(builder.report, bytes: { _ in bytes }))["runs"][0]["artifacts"][0]
        }
        #expect(try artifact(nil)["hashes"].isAbsent)
        #expect(try artifact([0x61])["hashes"].isAbsent)
        #expect(
            try artifact(Array("<a/>\n".utf8))["hashes"]["sha-256"].text
                == "a1fd98554152adcab3c8c3f0fc3b01f7d245a5661dc459a61f92ea0a7248ed0f"
        )
    }

    @Test func givesNoHalfFix() throws {
        var builder = ReportBuilder()
        let file = builder.file("a.xml", "<a/>\n<b/>\n")
        let (first, second) = (try builder.location(file, "<a/>"), try builder.location(file, "<b/>"))
        let known = builder.removal(first)
        for edits in [[known, .removeElement(second)], [known]] {
            builder.add(
                SampleRule.access,
                Finding(
                    "It is so",
                    subject: ComponentID(type: "Profile", name: "\(edits.count)"),
                    location: first,
                    fix: Fix(.safe, "Remove it", edits: edits)
                )
            )
        }
        let results = try Parsed(SARIFReport.text(builder.report))["runs"][0]["results"].items
        #expect(results.map { $0["fixes"].items.count } == [0, 1])
        let findings = try Parsed(JSONReport.text(builder.report))["findings"].items
        #expect(findings.map { $0["fix"]["edits"].items.count } == [0, 1])
    }

    @Test func namesVersionCategoryAndHomePage() throws {
        let options = SARIFReport.Options(
            category: "nightly",
            informationURL: "https://example.com/",
            documentationURL: "https://example.com/rules/"
        )
        let builder = try SampleReport.builder()
        let run = try Parsed(SARIFReport.text(builder.report, options: options))["runs"][0]
        let driver = run["tool"]["driver"]
        #expect(run["automationDetails"]["id"].text == "forcelint/nightly/")
        #expect(driver["semanticVersion"].text == "1.2.3")
        #expect(driver["informationUri"].text == "https://example.com/")
        #expect(driver["rules"][0]["helpUri"].text == "https://example.com/rules/sample-access")
        #expect(
            driver["rules"].items.compactMap { $0["id"].text }
                == driver["rules"].items.compactMap { $0["id"].text }.sorted())
    }

    @Test(arguments: 0..<4)
    func passesTheChecker(sample: Int) throws {
        let builder = try [SampleReport.builder, Self.awkwardFiles, Self.emptyReport, Self.wholeCatalogue][sample]()
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        try builder.write(to: folder)
        let options = SARIFReport.Options(informationURL: "https://example.com/forcelint")
        let log = try folder.write(
            SARIFReport.text(builder.report, options: options, bytes: builder.bytes), to: "out.sarif")
        #expect(try SARIFChecker.problem(log, root: folder.url) == nil)
    }

    private static func emptyReport() -> ReportBuilder {
        ReportBuilder()
    }

    private static func wholeCatalogue() -> ReportBuilder {
        var builder = ReportBuilder()
        builder.coverage = Coverage(
            inputs: [:],
            rules: RuleFile.all.map { Coverage.RuleCoverage(rule: $0, status: .evaluated, missing: [], subjects: 0) }
        )
        return builder
    }

    @Test(arguments: RuleFile.all.map(\.id))
    func helpSaysWhyAndHow(id: String) throws {
        let rule = try #require(RuleFile.all.first { $0.id == id })
        let help = RuleHelp(rule)
        for heading in ["## Why\n", "## How to mend it\n", "## Bad: ", "## Good: ", "## Sources\n"] {
            #expect(help.markdown.contains(heading))
        }
        #expect(!help.markdown.contains("expect:"))
        #expect(!rule.summary.contains("\n"))
        #expect(!rule.remedy.isEmpty && rule.remedy != rule.title)
    }

    /// Byte-order mark, CRLF, one line, astral characters, no line break at the end, names that want escapes.
    private static func awkwardFiles() throws -> ReportBuilder {
        var builder = ReportBuilder()
        let texts = [
            "\u{FEFF}<a>x</a>", "<r>\r\n  <a>x</a>\r\n</r>\r\n", "<r><s>😀</s><a>x</a></r>",
            "<r>\r<a>x</a>\n<b/>\r\n\n</r>",
            "<a>x</a>\n", "\n\n<r>é\u{202E}<a>x</a>\u{2028}</r>", "<a>x</a>\(String(repeating: "y", count: 20_000))",
        ]
        for (number, text) in texts.enumerated() {
            let file = builder.file("f \(number)/ü#%?[\(number)]{x}:y & 'z'.xml", text)
            let location = try builder.location(file, "<a>x</a>")
            builder.add(
                number.isMultiple(of: 2) ? SampleRule.access : SampleRule.input,
                Finding(
                    "'{!$Api.Session}' \("[a](b)") '\u{202E}' is #\(String(number))",
                    subject: ComponentID(type: "Profile", name: "{\(number)} [x](2)"),
                    element: "userPermissions:]({0}",
                    location: location,
                    related: [Finding.Related("see ](1) or {0} [x](9)", at: location)],
                    fix: Fix(.safe, "Replace {x} by [y](z)", edits: [builder.replacement(location, "<a>{z}</a>")])
                )
            )
        }
        return builder
    }
}
