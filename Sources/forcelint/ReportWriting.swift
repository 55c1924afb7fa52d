internal import Glibc
internal import LintEngine
internal import OrgModel
internal import OrgReader
internal import Reporting
internal import RuleCatalogue

extension CheckRun {
    func write(_ report: Report, _ progress: ProgressLine?) throws(RunFailure) {
        let texts = outputs.map { text(report, as: $0.format, isStandard: false) }
        let standard = standardFormat.map { text(report, as: $0, isStandard: true) }
        progress?.end()
        for (output, text) in zip(outputs, texts) {
            try output.write(text)
            if !command.output.quiet {
                let counts = [Severity.error, .warning, .note].map { severity in
                    let count = report.count(severity)
                    return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
                }
                StandardStreams.writeError("\(VisibleText(output.path)): \(counts.joined(separator: ", "))\n")
            }
        }
        if let standard { try StandardStreams.write(standard) }
        let formats = Set(outputs.map(\.format) + [standardFormat].compactMap { $0 })
        if formats.contains(.github) { try StepSummary()?.add(report) }
        guard !command.output.quiet else { return }
        let notes = [
            formats.contains(.github) ? GitHubReport.note(report) : nil,
            formats.contains(.sarif) ? SARIFReport.note(report) : nil,
        ]
        for note in notes.compactMap(\.self) { StandardStreams.writeError("note: \(note)\n") }
    }

    var standardStyle: TextStyle {
        ColorChoice.resolve(
            option: command.output.color,
            environment: CheckRun.variables(["FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR", "TERM"]),
            isTerminal: isatty(STDOUT_FILENO) == 1
        )
    }

    /// - Parameter isStandard: whether the text goes to standard output, which may be a terminal.
    private func textOptions(isStandard: Bool) -> TextReport.Options {
        let isTerminal = isStandard && isatty(STDOUT_FILENO) == 1
        let style = isStandard ? standardStyle : .plain
        var environment = CheckRun.variables(LinkStyle.variables)
        // A file is no terminal, and who wants no colour wants no other escape sequence.
        if !isStandard || command.output.color == .never { environment["FORCE_HYPERLINK"] = "0" }
        let links = LinkStyle.resolve(
            isVerbose: command.output.verbose, environment: environment, isTerminal: isTerminal && style == .colored)
        var options = TextReport.Options(style: style, verbosity: verbosity, links: links)
        if isTerminal, let width = StandardStreams.terminalWidth { options.width = min(max(width, 60), 200) }
        return options
    }

    private var verbosity: TextReport.Verbosity {
        command.output.quiet ? .quiet : command.output.verbose ? .verbose : .normal
    }

    /// The bytes of a file, for its hash. Those of a file that no result names are read for that alone; where people
    /// are hidden they are not, since nobody has looked for people in them.
    private func contents(_ report: Report) -> (FileID) -> [UInt8]? {
        let reader = SourceReader(
            files: report.files, maximumFileSize: configuration.configuration.maximumFileSize)
        return { file in
            if let source = report.source(file) { return source.bytes }
            guard !command.output.redact else { return nil }
            var reader = reader
            return try? reader.text(of: file).bytes
        }
    }

    private func text(_ report: Report, as format: OutputFormat, isStandard: Bool) -> String {
        switch format {
        case .text: return TextReport.text(report, options: textOptions(isStandard: isStandard))
        case .summary:
            return SummaryReport.text(report, style: isStandard ? standardStyle : .plain, verbosity: verbosity)
        case .json: return JSONReport.text(report)
        case .sarif: return SARIFReport.text(report, bytes: contents(report))
        case .codeAnalyzer: return CodeAnalyzerReport.text(report)
        case .github: return GitHubReport.text(report)
        case .gitlab: return GitLabReport.text(report)
        case .azure: return AzureReport.text(report)
        case .junit: return JUnitReport.text(report)
        case .rdjson: return RdjsonReport.text(report)
        case .markdown: return MarkdownReport.text(report)
        case .html: return HTMLReport.text(report)
        case .csv: return CSVReport.text(report)
        }
    }

    private static func variables(_ names: [String]) -> [String: String] {
        var variables: [String: String] = [:]
        for name in names {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        return variables
    }
}
