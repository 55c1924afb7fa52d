import LintEngine
import RuleCatalogue
import TestSupport
import Testing

@testable import OrgModel
@testable import Reporting

@Suite struct LinkStyleTests {
    @Test(arguments: [
        (["VTE_VERSION": "7006"], true, LinkStyle.hyperlinks), (["VTE_VERSION": "4999"], true, .none),
        (["TERM_PROGRAM": "vscode"], true, .hyperlinks), (["TERM": "xterm-kitty"], true, .hyperlinks),
        (["WT_SESSION": "x"], true, .hyperlinks), (["TERM": "xterm"], true, .none), ([:], true, .none),
        (["VTE_VERSION": "7006"], false, .none), (["VTE_VERSION": "7006", "CI": "true"], true, .none),
        (["VTE_VERSION": "7006", "TERM": "dumb"], true, .none),
        (["VTE_VERSION": "7006", "FORCE_HYPERLINK": "0"], true, .none), (["FORCE_HYPERLINK": "1"], false, .hyperlinks),
        (["VTE_VERSION": "7006", "FORCE_HYPERLINK": "", "CI": "false"], true, .hyperlinks),
    ])
    func follows(environment: [String: String], isTerminal: Bool, style: LinkStyle) {
        #expect(LinkStyle.resolve(isVerbose: false, environment: environment, isTerminal: isTerminal) == style)
        let verbose = LinkStyle.resolve(isVerbose: true, environment: environment, isTerminal: isTerminal)
        #expect(verbose == (style == .none ? .addresses : style))
    }

    @Test func leadsToTheSource() throws {
        let report = try SampleReport.builder().report
        let linked = TextReport.text(report, options: TextReport.Options(links: .hyperlinks))
        let address = try #require(report.results.compactMap { RuleHelp($0.rule).address }.first)
        #expect(linked.contains("\u{1B}]8;;\(address)\u{1B}\\"))
        // Without its links it is the text of every day.
        let plain = linked.replacing(/\u{1B}\]8;;[^\u{1B}]*\u{1B}\\/, with: "")
        #expect(plain == TextReport.text(report))
        #expect(LinkStyle.hyperlink("id", to: "https://x.example/\u{1B}") == "id")
    }
}

@Suite struct ReportLimitTests {
    private func report(_ count: Int) throws -> Report {
        var builder = ReportBuilder()
        let file = builder.file("a.xml", (1...count).map { "<a>\($0)</a>\n" }.joined())
        for number in 1...count {
            builder.add(
                SampleRule.access,
                Finding(
                    "finding \(number)", subject: ComponentID(type: "Profile", name: "\(number)"),
                    location: try builder.location(file, "<a>\(number)</a>"), severity: number < 4 ? .error : .note))
        }
        return builder.report
    }

    @Test func aLogSaysWhatGitHubDoesNotShow() throws {
        var options = SARIFReport.Options()
        options.limits.shownResults = 3
        let report = try report(9)
        let run = try Parsed(SARIFReport.text(report, options: options))["runs"][0]
        #expect(run["results"].items.count == 9)
        let notification = run["invocations"][0]["toolExecutionNotifications"][0]
        #expect(notification["message"]["text"].text == "GitHub shows the worst 3 of 9 results.")
        #expect(SARIFReport.note(report) == nil)
    }

    @Test func aLogIsNoLongerThanGitHubTakes() throws {
        let report = try report(60)
        let whole = SARIFReport.text(report).utf8.count
        var options = SARIFReport.Options()
        options.limits.length = whole - 10_000
        let text = SARIFReport.text(report, options: options)
        #expect(text.utf8.count <= options.limits.length)
        let run = try Parsed(text)["runs"][0]
        let kept = run["results"].items.count
        #expect((1..<60).contains(kept))
        let notification = run["invocations"][0]["toolExecutionNotifications"][0]
        #expect(
            notification["message"]["text"].text
                == "The worst \(kept) of 60 results are given; \(60 - kept) notes left out.")
    }

    @Test func annotationsBeyondTheLimitAreCounted() throws {
        #expect(GitHubReport.note(try report(13)) == nil)
        let note = try #require(GitHubReport.note(try report(14)))
        #expect(note.hasSuffix(": 1 finding is in the log only"))
        #expect(GitHubReport.text(try report(14)).split(separator: "\n").count == 14)
    }

    @Test func longAccessChangesAreCut() throws {
        let change = AccessDifference.Change(
            kind: .gains, subject: ComponentID(type: "Profile", name: "Admin"), label: nil,
            item: .property("x", value: "y"), isConditional: false, path: [])
        let comparison = AccessComparison(
            changes: (0..<50).map { _ in AccessChange(change, steps: []) }, comparesUsers: true)
        let text = AccessChangeReport.markdown(comparison, maximumLength: 500)
        #expect(text.utf8.count < 600 && text.contains("more changes not shown"))
        #expect(AccessChangeReport.markdown(comparison).split(separator: "\n").count == 52)
    }

    @Test func whatCannotBeReadIsAnErrorOfTheTest() throws {
        var builder = ReportBuilder()
        let file = builder.file("a.xml", "<a/>\n<b/>\n")
        for (rule, text) in [(SampleRule.input, "<a/>"), (SampleRule.access, "<b/>")] {
            let location = try builder.location(file, text)
            builder.add(
                rule, Finding("x", subject: ComponentID(type: "File", name: text), location: location, severity: .error)
            )
        }
        let output = JUnitReport.text(builder.report)
        #expect(
            output.contains("<testsuites name=\"forcelint\" tests=\"2\" failures=\"1\" skipped=\"0\" errors=\"1\">"))
        #expect(output.split(separator: "<error ").count == 2 && output.split(separator: "<failure ").count == 2)
    }
}
