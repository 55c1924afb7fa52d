import Testing

@testable import Reporting

@Suite struct OutputChoiceTests {
    @Test(arguments: [
        ("report.sarif", OutputFormat.sarif), ("out/report.JSON", .json), ("report.txt", .text), ("report", nil),
        ("report.html", .html), ("report.pdf", nil), ("out.json/report", nil), ("report.", nil),
    ])
    func formatOfAFile(name: String, format: OutputFormat?) {
        #expect(OutputFormat(fileName: name) == format)
    }

    @Test(arguments: [
        (ColorChoice.always, ["NO_COLOR": "1"], false, TextStyle.colored),
        (.never, ["FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"], true, .plain),
        (.auto, [:], true, .colored),
        (.auto, [:], false, .plain),
        (.auto, ["TERM": "dumb"], true, .plain),
        (.auto, ["TERM": "xterm"], true, .colored),
        (.auto, ["NO_COLOR": "1"], true, .plain),
        (.auto, ["NO_COLOR": ""], true, .colored),
        (.auto, ["FORCE_COLOR": "1", "NO_COLOR": "1"], false, .colored),
        (.auto, ["CLICOLOR_FORCE": "1"], false, .colored),
        (.auto, ["CLICOLOR_FORCE": "0"], false, .plain),
        (.auto, ["CLICOLOR_FORCE": ""], false, .plain),
        (.auto, ["FORCE_COLOR": "1", "TERM": "dumb"], false, .colored),
    ])
    func color(option: ColorChoice, environment: [String: String], isTerminal: Bool, style: TextStyle) {
        #expect(ColorChoice.resolve(option: option, environment: environment, isTerminal: isTerminal) == style)
    }
}
