public import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The report as logging commands of Azure Pipelines, which lists them as issues of the build.
public enum AzureReport {
    public static func text(_ report: Report) -> String {
        report.countingResults.map { line($0, report) + "\n" }.joined()
    }

    private static func line(_ result: LintResult, _ report: Report) -> String {
        let region = report.region(result.finding.location)
        // There are errors and warnings only.
        let type = result.severity == .error ? "error" : "warning"
        let properties = [
            ("type", type), ("sourcepath", report.path(result.finding.location)),
            ("linenumber", String(region.startLine)), ("columnnumber", String(region.startColumn)),
            ("code", result.rule.id),
        ]
        let listed = properties.map { "\($0)=\(escapedProperty($1));" }.joined()
        return "##vso[task.logissue \(listed)]\(escaped(result.finding.message.text))"
    }

    /// `%` first, as the agent decodes it last (azure-pipelines-agent, Command.cs).
    private static func escaped(_ text: String) -> String {
        replaced(VisibleText(text).description, [("%", "%AZP25"), ("\r", "%0D"), ("\n", "%0A")])
    }

    private static func escapedProperty(_ text: String) -> String {
        replaced(escaped(text), [(";", "%3B"), ("]", "%5D")])
    }
}
