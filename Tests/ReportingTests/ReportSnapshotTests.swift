import LintEngine
import OrgModel
import Reporting
import TestSupport
import Testing

@Suite struct ReportSnapshotTests {
    @Test func text() throws {
        let report = try SampleReport.builder().report
        #expect(try Snapshot.problem(TextReport.text(report), "report.txt") == nil)
    }

    @Test func textInColor() throws {
        let report = try SampleReport.builder().report
        let text = TextReport.text(report, options: TextReport.Options(style: .colored))
        #expect(try Snapshot.problem(text, "report-color.txt") == nil)
    }

    @Test func verboseText() throws {
        let report = try SampleReport.builder().report
        let options = TextReport.Options(
            width: 60,
            maxRelated: 1,
            verbosity: .verbose,
            links: .addresses
        )
        #expect(try Snapshot.problem(TextReport.text(report, options: options), "report-verbose.txt") == nil)
    }

    @Test func quietTextHasNoSummary() throws {
        let report = try SampleReport.builder().report
        let quiet = TextReport.text(report, options: TextReport.Options(verbosity: .quiet))
        let normal = TextReport.text(report)
        #expect(normal.hasPrefix(quiet))
        #expect(!quiet.contains("Looked at"))
        #expect(normal.contains("Looked at"))
    }

    @Test func cleanTextSaysSo() throws {
        var builder = ReportBuilder()
        builder.coverage = Coverage(inputs: [:], rules: [])
        #expect(TextReport.text(builder.report) == "No findings.\nLooked at 0 files.\nRules: 0 evaluated.\n")
        #expect(TextReport.text(builder.report, options: TextReport.Options(verbosity: .quiet)) == "")
    }

    @Test func summary() throws {
        let report = try SampleReport.builder().report
        #expect(try Snapshot.problem(SummaryReport.text(report), "summary.txt") == nil)
        #expect(SummaryReport.text(report, maxSubjects: 1).contains("and 2 more"))
    }

    @Test func json() throws {
        let report = try SampleReport.builder().report
        #expect(try Snapshot.problem(JSONReport.text(report), "report.json") == nil)
    }

    @Test func sarif() throws {
        let builder = try SampleReport.builder()
        let text = SARIFReport.text(builder.report, bytes: builder.bytes)
        #expect(try Snapshot.problem(text, "report.sarif") == nil)
    }

    @Test(
        "the formats of others stay as they are",
        arguments: [
            ("report-code-analyzer.json", CodeAnalyzerReport.text), ("report-gitlab.json", GitLabReport.text),
            ("report-rdjson.json", RdjsonReport.text), ("report-github.txt", GitHubReport.text),
            ("report-azure.txt", AzureReport.text), ("report-junit.xml", JUnitReport.text),
            ("report.csv", CSVReport.text), ("report.md", { @Sendable in MarkdownReport.text($0) }),
        ] as [(String, @Sendable (Report) -> String)]
    )
    func formats(_ file: String, _ write: @Sendable (Report) -> String) throws {
        #expect(try Snapshot.problem(write(SampleReport.builder().report), file) == nil)
    }

    @Test func noFormatTellsASecret() throws {
        let builder = try SampleReport.builder()
        let report = builder.report
        let texts = [
            TextReport.text(report), TextReport.text(report, options: TextReport.Options(verbosity: .verbose)),
            SummaryReport.text(report), JSONReport.text(report), SARIFReport.text(report, bytes: builder.bytes),
            CodeAnalyzerReport.text(report), GitLabReport.text(report), RdjsonReport.text(report),
            GitHubReport.text(report), AzureReport.text(report), JUnitReport.text(report), CSVReport.text(report),
            MarkdownReport.text(report), HTMLReport.text(report),
        ]
        for text in texts {
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("3MVG9"))
        }
    }
}
