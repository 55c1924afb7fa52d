internal import Glibc
internal import LintEngine
internal import OrgReader
internal import Reporting

/// The summary of a step of GitHub Actions: a Markdown file that steps add to, and that the page of the run shows.
struct StepSummary {
    /// Names the file; GitHub Actions sets it.
    static let variable = "GITHUB_STEP_SUMMARY"
    /// Above this a step's summary is refused as a whole (docs.github.com, "Workflow commands for GitHub Actions").
    private static let limit = 1 << 20
    /// What is too short for a verdict is not worth writing.
    private static let shortest = 4 << 10

    private let path: String

    /// Nil outside of GitHub Actions.
    init?() {
        guard let value = Environment.value(Self.variable), !value.isEmpty else { return nil }
        // How much is added depends on what other programs have written.
        InputLog.void()
        path = value
    }

    /// Adds the report behind what other programs of the step have written.
    func add(_ report: Report) throws(RunFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        var status = stat()
        let length = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        let room = Self.limit - length - Self.shortest
        guard room >= Self.shortest else {
            StandardStreams.warn("\(Self.variable) is full: the report was not added")
            return
        }
        let text = MarkdownReport.text(report, maximumLength: min(room, MarkdownReport.maximumLength))
        let error = StandardStreams.writeAll(Array((length > 0 ? "\n" + text : text).utf8), to: descriptor)
        guard error == 0 else { throw failure(error) }
    }

    private func failure(_ error: CInt) -> RunFailure {
        RunFailure(
            .failure, "'\(path)', which \(Self.variable) names, cannot be written: \(StandardStreams.systemText(error))"
        )
    }
}
