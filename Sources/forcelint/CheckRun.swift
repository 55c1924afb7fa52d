internal import Glibc
internal import LintEngine
internal import LintRules
internal import OrgModel
internal import OrgReader
internal import Reporting
internal import RuleCatalogue

/// One run of the linter, from the options to the exit status.
struct CheckRun {
    let command: CheckCommand
    let currentDirectory: [UInt8]
    let configuration: ConfigurationFile
    /// Whose findings are shown.
    let persona: Persona
    private let outputs: [OutputFile]
    private let linter: Linter
    /// Where the time goes; nil where nobody asks.
    private let timings: Timings?
    /// The rules that must be evaluated, by id.
    private let required: Set<String>

    /// Checks everything that can be wrong with the options before a file is read.
    init(_ command: CheckCommand) throws(RunFailure) {
        self.command = command
        timings = command.timings ? Timings() : nil
        currentDirectory = try FileSystem.currentDirectory()
        let rules = BuiltInRules.all
        let pages = rules.map { type(of: $0).page }
        outputs = try CheckRun.outputs(command.output.output)
        let selected = try RuleSelection(command.rules.select, option: "--select", pages: pages)
        let ignored = try RuleSelection(command.rules.ignore, option: "--ignore", pages: pages)
        let listed = command.inputs.requireCoverage.filter { $0 != CheckCommand.everyRule }
        let covered = try RuleSelection(listed, option: "--require-coverage", pages: pages)
        configuration = try CheckRun.configuration(command, currentDirectory, pages)

        var settings = configuration.configuration.rules
        for id in selected.named { settings[id]?.isOn = true }
        let selectsAll = command.rules.select.isEmpty
        persona = command.rules.persona ?? configuration.configuration.persona ?? .regular
        let options = LintOptions(
            persona: persona,
            minSeverity: command.rules.minSeverity,
            minConfidence: command.rules.minConfidence,
            isSelected: { (selectsAll || selected.ids.contains($0.id)) && !ignored.ids.contains($0.id) },
            rules: settings
        )
        linter = Linter(rules: rules, options: options)
        let active = linter.activeRules.map(\.id)
        guard !active.isEmpty else {
            throw RunFailure(
                .usage,
                "no rule is left to run: --select, --ignore, the persona '\(options.persona.rawValue)' and the "
                    + "configuration leave none")
        }
        for id in selected.named.subtracting(ignored.ids).subtracting(active).sorted() {
            StandardStreams.warn("'\(id)' does not run: it is not meant for the persona '\(options.persona.rawValue)'")
        }
        let requiresAll = command.inputs.requireCoverage.contains(CheckCommand.everyRule)
        required = covered.ids.union(requiresAll ? active : [])
    }

    private static func outputs(_ arguments: [String]) throws(RunFailure) -> [OutputFile] {
        var outputs: [OutputFile] = []
        for argument in arguments {
            let output = try OutputFile(argument: argument)
            guard !outputs.contains(where: { $0.path == output.path }) else {
                throw RunFailure(.usage, "-o names '\(output.path)' twice")
            }
            outputs.append(output)
        }
        return outputs
    }

    private static func configuration(
        _ command: CheckCommand,
        _ currentDirectory: [UInt8],
        _ pages: [RuleFile]
    ) throws(RunFailure) -> ConfigurationFile {
        try .find(
            command.config, noConfig: command.noConfig, from: command.paths.first ?? ".",
            currentDirectory: currentDirectory)
    }

    /// What goes to standard output; nil where files alone were asked for.
    private var standardFormat: OutputFormat? {
        command.output.format ?? (outputs.isEmpty && !command.fixing.diff ? .text : nil)
    }

    func run() throws(RunFailure) -> ExitStatus {
        defer { if let timings { StandardStreams.writeError(timings.table) } }
        let scope = try ReportScope(self)
        timings?.lap("options and configuration")
        let found = try judge()
        let view = scope.view(of: found, self)
        guard let fixScope = command.fixing.scope else { return try finish(found, view) }
        let fixing = FixRun(
            try report(found, view, keepsSources: true),
            found.reading,
            scope: fixScope,
            exceptions: found.org.inlineExceptions,
            paths: command.paths,
            currentDirectory: currentDirectory
        )
        if command.fixing.diff {
            try StandardStreams.write(fixing.diff(standardStyle))
            let status = try finish(found, view)
            return status == .success && !fixing.isEmpty && threshold != .never ? .findings : status
        }
        let outcome = fixing.write()
        let left = fixing.isEmpty ? found : try judge()
        let leftView = fixing.isEmpty ? view : scope.view(of: left, self)
        outcome.tell(left: leftView.results, isQuiet: command.output.quiet)
        let status = try finish(left, leftView)
        return outcome.failures.isEmpty ? status : .failure
    }

    /// What was read, and what the rules say of it.
    struct Judgement {
        let reading: InputReader.Reading
        let org: Org
        /// The org before the deploy; nil where none is judged.
        let base: Org?
        /// All results in the order of reports, suppressed ones among them.
        let results: [LintResult]
        /// Of each result whether the deploy causes it; true for all where that is not asked.
        let isCaused: [Bool]
        let coverage: Coverage
    }

    /// Reads and asks the rules.
    func judge() throws(RunFailure) -> Judgement {
        let reader = reader
        var before: InputReader.Reading?
        var reading: InputReader.Reading
        if command.inputs.org == nil {
            reading = try read(reader)
        } else {
            (before, reading) = try readDeploy(reader)
        }
        let exceptions = configuration.addExceptions(to: &reading.parts.files)
        let asOf = command.asOf?.start ?? CheckRun.today
        var org = org(reading, asOf)
        timings?.lap("join")
        if reader.readFields(org.integrationFieldNames, into: &reading) { org.addCustomFields(of: reading.parts) }
        timings?.lap("read custom fields")
        let (results, coverage) = linter.lint(org, exceptions: exceptions) { timings?.lap("rule \($0.id)") }
        timings?.lap("sort results")
        let base = before.map { baseOrg($0, reader, asOf) }
        var isCaused = results.map { _ in true }
        if let base, !command.inputs.all { isCaused = caused(results, base) }
        timings?.lap("compare with the org")
        return Judgement(
            reading: reading, org: org, base: base, results: results, isCaused: isCaused, coverage: coverage)
    }

    private func report(
        _ found: Judgement,
        _ view: ReportScope.View,
        keepsSources: Bool
    ) throws(RunFailure) -> Report {
        try ReportAssembly.report(
            view, found, showsSuppressed: command.rules.noIgnores, keepsSources: keepsSources)
    }

    /// Writes the report and says how the program ends.
    private func finish(_ found: Judgement, _ view: ReportScope.View) throws(RunFailure) -> ExitStatus {
        let formats = outputs.map(\.format) + [standardFormat].compactMap { $0 }
        let report = try report(found, view, keepsSources: formats.contains { $0.showsSource })
        timings?.lap("find lines and columns")
        try write(report)
        timings?.lap("write the report")
        let complaints = complaints(found)
        for complaint in complaints { StandardStreams.report(RunFailure(.inputs, complaint)) }
        guard complaints.isEmpty else { return .inputs }
        let counting = view.results.filter { $0.suppression == nil }
        return counting.contains { threshold.isReached(by: $0.severity) } ? .findings : .success
    }

    private var threshold: FailureThreshold {
        command.failOn ?? configuration.configuration.failOn ?? .error
    }

    private func org(_ reading: InputReader.Reading, _ asOf: Timestamp) -> Org {
        Org(reading.parts, register: configuration.configuration.register, facts: .builtIn, asOf: asOf)
    }

    static var today: Timestamp {
        let now = Timestamp(seconds: Int64(time(nil)))
        return Timestamp(now.date) ?? now
    }

    private var reader: InputReader {
        InputReader(
            paths: command.inputs.org.map { [Array($0.utf8)] } ?? command.paths.map { Array($0.utf8) },
            records: command.inputs.records.map { Array($0.utf8) } + configuration.records,
            currentDirectory: currentDirectory,
            jobs: command.jobs ?? CheckCommand.processorCount,
            wantedTypes: Set(linter.activeRules.flatMap { $0.needs.flatMap(\.names) }),
            digestsContents: command.fixing.scope != nil
        )
    }

    private func read(_ reader: InputReader) throws(RunFailure) -> InputReader.Reading {
        do {
            return try reader.read(lap)
        } catch {
            throw failure(error)
        }
    }

    private func lap(_ phase: InputReader.Phase) {
        switch phase {
        case .walk: timings?.lap("walk")
        case .parse: timings?.lap("read and parse")
        case .assemble: timings?.lap("assemble")
        }
    }

    /// The org before and after what the paths hold is deployed.
    private func readDeploy(
        _ reader: InputReader
    ) throws(RunFailure) -> (before: InputReader.Reading, after: InputReader.Reading) {
        do {
            return try reader.read(deploying: command.paths.map { Array($0.utf8) }, lap)
        } catch {
            throw failure(error)
        }
    }

    private func baseOrg(_ reading: InputReader.Reading, _ reader: InputReader, _ asOf: Timestamp) -> Org {
        var reading = reading
        _ = configuration.addExceptions(to: &reading.parts.files)
        var base = org(reading, asOf)
        if reader.readFields(base.integrationFieldNames, into: &reading) { base.addCustomFields(of: reading.parts) }
        return base
    }

    /// Whether the org does not have a result as it is: of those that look the same as many as are new.
    private func caused(_ results: [LintResult], _ base: Org) -> [Bool] {
        var known: [String: Int] = [:]
        for result in linter.lint(base).results { known[result.fingerprint, default: 0] += 1 }
        return results.map { result in
            guard let count = known[result.fingerprint], count > 0 else { return true }
            known[result.fingerprint] = count - 1
            return false
        }
    }

    private func failure(_ error: InputError) -> RunFailure {
        let place = error.line.map { "\(error.path):\($0):\(error.column ?? 1): " } ?? ""
        switch error.kind {
        case .missingPath:
            let isTypo = command.paths == [error.path] && !error.path.contains("/") && !error.path.contains(".")
            let suggestion = isTypo ? Suggestion.nearest(to: error.path, among: Forcelint.commandNames) : nil
            let hint = suggestion.map { " Did you mean the command '\($0)'?" } ?? ""
            return RunFailure(.inputs, error.message + hint)
        case .unreadablePath: return RunFailure(.failure, error.message)
        case .invalidProject: return RunFailure(.usage, place + error.message)
        }
    }
}

// MARK: The report

extension CheckRun {
    private func write(_ report: Report) throws(RunFailure) {
        for output in outputs {
            try output.write(text(report, as: output.format, style: .plain))
            if !command.output.quiet {
                let counts = [Severity.error, .warning, .note]
                    .map { severity in "\(report.count(severity)) \(severity.rawValue)s" }.joined(separator: ", ")
                StandardStreams.writeError("\(VisibleText(output.path)): \(counts)\n")
            }
        }
        guard let format = standardFormat else { return }
        try StandardStreams.write(text(report, as: format, style: standardStyle))
    }

    private var standardStyle: TextStyle {
        ColorChoice.resolve(
            option: command.output.color,
            environment: CheckRun.colorVariables,
            isTerminal: isatty(STDOUT_FILENO) == 1
        )
    }

    private func text(_ report: Report, as format: OutputFormat, style: TextStyle) -> String {
        let verbosity: TextReport.Verbosity =
            command.output.quiet ? .quiet : command.output.verbose ? .verbose : .normal
        switch format {
        case .text: return TextReport.text(report, options: TextReport.Options(style: style, verbosity: verbosity))
        case .summary: return SummaryReport.text(report, style: style, verbosity: verbosity)
        case .json: return JSONReport.text(report)
        case .sarif: return SARIFReport.text(report, bytes: { report.source($0)?.bytes })
        case .codeAnalyzer: return CodeAnalyzerReport.text(report)
        case .github: return GitHubReport.text(report)
        case .gitlab: return GitLabReport.text(report)
        case .azure: return AzureReport.text(report)
        case .junit: return JUnitReport.text(report)
        case .rdjson: return RdjsonReport.text(report)
        case .markdown: return MarkdownReport.text(report)
        case .csv: return CSVReport.text(report)
        }
    }

    private static var colorVariables: [String: String] {
        var variables: [String: String] = [:]
        for name in ["FORCE_COLOR", "CLICOLOR_FORCE", "NO_COLOR", "TERM"] {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        return variables
    }
}

// MARK: Whether the inputs suffice

extension CheckRun {
    /// What is missing in the inputs, measured by what was asked for; one line each.
    func complaints(_ found: Judgement) -> [String] {
        var complaints: [String] = []
        let reading = found.reading
        let broken = found.brokenInputs
        if !command.inputs.allowEmpty, reading.parts.inputs.isEmpty, broken.isEmpty {
            let paths = command.paths.map { "'\($0)'" }.joined(separator: ", ")
            let skipped = (reading.skippedPaths + reading.unpackagedPaths).prefix(3).map {
                "; '\($0.path)' was not read: \($0.reason)"
            }.joined()
            complaints.append("there is no metadata and no record to lint in \(paths)\(skipped)")
        }
        if command.inputs.strictInputs {
            complaints += broken.map { problem in
                "--strict-inputs: \(found.org.files[problem.location.file.index].path): \(problem.message)"
            }
            complaints += reading.skippedPaths.map { "--strict-inputs: '\($0.path)' was not read: \($0.reason)" }
        }
        return complaints + uncovered(found.coverage)
    }

    private func uncovered(_ coverage: Coverage) -> [String] {
        let rules = Dictionary(coverage.rules.map { ($0.rule.id, $0) }, uniquingKeysWith: { first, _ in first })
        return required.sorted().compactMap { id in
            guard let rule = rules[id] else { return "--require-coverage: '\(id)' does not run" }
            guard rule.status == .notEvaluated else { return nil }
            return "--require-coverage: '\(id)' is not evaluated without \(rule.missing.joined(separator: ", "))"
        }
    }
}

extension CheckRun.Judgement {
    /// Why a file, or a part of it, was not read.
    var brokenInputs: [InputProblem] {
        org.problems.filter(\.kind.leavesInputUnread)
    }
}

extension InputProblem.Kind {
    /// Whether a file, or a part of it, was not read because of the problem.
    fileprivate var leavesInputUnread: Bool {
        switch self {
        case .notWellFormed, .rootMismatch, .namespaceMismatch, .recordsTruncated, .recordsWithoutKey: true
        case .invalidValue, .missingElement, .duplicateComponent, .unresolvedRecord, .oldAPIVersion: false
        }
    }
}
