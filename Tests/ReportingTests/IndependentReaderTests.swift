import Foundation
import LintEngine
import OrgModel
import TestSupport
import Testing

@testable import Reporting

@Suite("What readers of other makers find in the reports of hostile texts")
struct IndependentReaderTests {
    /// The texts, and how each is shown where a format has no escapes for what it must not hold.
    private struct Case: Encodable {
        let text: String
        let shown: String
        let path: String
        let outputs: [String: String]
    }

    private static func cases() throws -> [Case] {
        try Hostile.texts.map { text in
            let builder = try HostileReport.builder(text)
            let report = builder.report
            let access = try #require(report.access)
            let outputs = [
                "json": JSONReport.text(report), "sarif": SARIFReport.text(report, bytes: builder.bytes),
                "code-analyzer": CodeAnalyzerReport.text(report), "gitlab": GitLabReport.text(report),
                "rdjson": RdjsonReport.text(report), "csv": CSVReport.text(report), "junit": JUnitReport.text(report),
                "github": GitHubReport.text(report), "azure": AzureReport.text(report),
                "markdown": MarkdownReport.text(report), "text": TextReport.text(report),
                "verbose": TextReport.text(report, options: TextReport.Options(verbosity: .verbose, links: .addresses)),
                "summary": SummaryReport.text(report, verbosity: .verbose),
                "changes": AccessChangeReport.text(access), "changes-json": AccessChangeReport.json(access),
                "changes-markdown": AccessChangeReport.markdown(access),
            ]
            return Case(
                text: text, shown: VisibleText(text).description, path: report.files[0].path, outputs: outputs)
        }
    }

    @Test func valuesComeBackAndNothingIsACommand() throws {
        guard Python.url != nil else {
            print("python3 is absent: reports of hostile texts are read by Swift alone.")
            return
        }
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let encoder = JSONEncoder()
        let data = try folder.write(Array(encoder.encode(Self.cases())), to: "cases.json")
        let script = try folder.write(Self.script, to: "read.py")
        let outcome = try #require(try Python.run([script.path, data.path]))
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.hasSuffix("\(Hostile.texts.count) texts read back\n"))
    }

    private static let script = #"""
        import csv, html, html.parser, io, json, re, sys, xml.etree.ElementTree as tree

        problems = []
        def check(condition, name, case, what):
            if not condition:
                problems.append(f"{name}: {case['text']!r:.60}: {what!r:.200}")

        def cells(row):
            """The cells of a row of GitHub's Markdown: a bar ends one unless a backslash stands before it."""
            found, cell, index = [], "", 0
            while index < len(row):
                if row[index] == "\\" and index + 1 < len(row):
                    cell += row[index:index + 2]
                    index += 2
                elif row[index] == "|":
                    found.append(cell.strip())
                    cell = ""
                    index += 1
                else:
                    cell += row[index]
                    index += 1
            return found[1:]

        def plain(cell):
            """What is read in a cell: escapes of Markdown, then those of HTML."""
            return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", cell))

        class Tags(html.parser.HTMLParser):
            def __init__(self):
                super().__init__()
                self.found = set()
            def handle_starttag(self, tag, attributes):
                self.found.add(tag)
                if attributes: self.found.add(str(attributes))

        cases = json.load(open(sys.argv[1]))
        for case in cases:
            text, shown, outputs = case["text"], case["shown"], case["outputs"]
            for name, output in outputs.items():
                for line in output.split("\n"):
                    body = line
                    if name == "github" and line.startswith("::error "): body = line[2:]
                    if name == "azure" and line.startswith("##vso[task.logissue "): body = line[6:]
                    check(not re.match(r"\s*::", body), name, case, line)
                    check(not re.search(r"##\[|##vso\[|##teamcity\[", body, re.I), name, case, line)
                    wild = re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", body.rstrip("\r") if name == "csv" else body)
                    check(not wild, name, case, line)

            log = json.loads(outputs["json"])
            finding, hidden = log["findings"][0], log["findings"][1]
            for value in [
                finding["message"], finding["subject"]["name"], finding["subject"]["element"],
                finding["related"][0]["message"], finding["fix"]["description"], finding["fix"]["commands"][0],
                finding["fix"]["edits"][0]["replacement"], hidden["suppressed"]["reason"], hidden["suppressed"]["owner"],
                log["coverage"]["ignored"][0], log["coverage"]["skipped"][0]["path"],
                log["coverage"]["skipped"][0]["reason"], log["coverage"]["rules"][0]["missing"][0],
                log["access"]["changes"][0]["subject"]["name"], log["access"]["changes"][0]["subject"]["label"],
                log["access"]["changes"][0]["item"]["name"], log["access"]["changes"][1]["item"]["flag"],
            ]:
                check(value == text, "json", case, value)
            check(finding["location"]["path"] == case["path"], "json", case, finding["location"])
            check(log["coverage"]["inputs"].get(text) == 3, "json", case, log["coverage"]["inputs"])
            check(json.loads(outputs["changes-json"])["changes"][0]["item"]["name"] == text, "changes-json", case, "")

            run = json.loads(outputs["sarif"])["runs"][0]
            result = run["results"][0]
            check(result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == f"<b>{text}</b>", "sarif", case, result["locations"])
            for message in [result["message"]["text"], run["results"][1]["suppressions"][0]["justification"],
                            result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]] + [
                            n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]:
                check(not re.search(r"[{}]", message), "sarif", case, message)
                links = re.findall(r"(?<!\\)\]\(([^)]*)\)", message)
                check(all(link in ("1", "2") for link in links), "sarif", case, message)

            violation = json.loads(outputs["code-analyzer"])["violations"][0]
            check(violation["message"] == shown and violation["locations"][0]["file"] == case["path"], "code-analyzer", case, violation)
            issue = json.loads(outputs["gitlab"])[0]
            check(issue["description"] == f"sample-license: {shown}" and issue["location"]["path"] == case["path"], "gitlab", case, issue)
            diagnostic = json.loads(outputs["rdjson"])["diagnostics"][0]
            check(diagnostic["message"] == shown and diagnostic["suggestions"][0]["text"] == text, "rdjson", case, diagnostic)

            rows = list(csv.reader(io.StringIO(outputs["csv"], newline=""), strict=True))
            check([len(row) for row in rows] == [11, 11], "csv", case, rows)
            check(rows[1][9] in (shown, "'" + shown), "csv", case, rows[1][9])
            check(not any(cell[:1] in "=+-@\t\r" for cell in rows[1] if cell), "csv", case, rows[1])

            root = tree.fromstring(outputs["junit"].encode())
            kept = shown.replace("\uffff", "\ufffd")
            check(root.find("testsuite/testcase/failure").get("message") == kept, "junit", case, outputs["junit"])
            check([len(list(root.iter(tag))) for tag in ("testsuite", "testcase", "failure", "skipped")] == [2, 2, 1, 1], "junit", case, outputs["junit"])
            # A colon behind others is no command, so that it needs no backslash there.
            name = root.find("testsuite/testcase").get("name").removeprefix("sample-license: PermissionSet:")
            check(name == kept or name == kept.replace("\\:", ":", 1), "junit", case, outputs["junit"])

            # As the runners take their commands apart.
            command = re.fullmatch(r"::(\w+) ([^\n]*?)::([^\n]*)\n", outputs["github"])
            data = command.group(3).replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
            check(command.group(1) == "error" and data == shown, "github", case, outputs["github"])
            properties = dict(pair.split("=", 1) for pair in command.group(2).split(","))
            file = properties["file"]
            for code, character in [("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]:
                file = file.replace(code, character)
            check(set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}, "github", case, properties)
            issue = re.fullmatch(r"##vso\[task\.logissue ([^\]\n]*)\]([^\n]*)\n", outputs["azure"])
            check(issue.group(2).replace("%0D", "\r").replace("%0A", "\n").replace("%AZP25", "%") == shown, "azure", case, outputs["azure"])
            keys = [pair.split("=", 1)[0] for pair in issue.group(1).split(";") if pair]
            check(keys == ["type", "sourcepath", "linenumber", "columnnumber", "code"], "azure", case, keys)

            row = next(line for line in outputs["markdown"].split("\n") if line.startswith("| error |"))
            columns = cells(row)
            check(len(columns) == 3, "markdown", case, row)
            parts = columns[1].split("<br>")
            check(plain(parts[1]) == shown and plain(parts[2]) == shown, "markdown", case, row)
            for name in ("markdown", "changes-markdown"):
                tags = Tags()
                tags.feed(outputs[name])
                check(tags.found <= {"br", "details", "summary"}, name, case, tags.found)
                check("@" not in outputs[name], name, case, "a mention")

        for problem in problems: print(problem)
        if problems: sys.exit(1)
        print(f"{len(cases)} texts read back")
        """#
}
