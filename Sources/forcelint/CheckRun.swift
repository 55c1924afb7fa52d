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
    let outputs: [OutputFile]
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
        configuration = try command.settings.find(
            from: command.target.paths.first ?? ".", currentDirectory: currentDirectory)

        var settings = configuration.configuration.rules
        for id in selected.named { settings[id]?.isOn = true }
        let selectsAll = command.rules.select.isEmpty
        persona = command.rules.audience.persona ?? configuration.configuration.persona ?? .regular
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

    /// What goes to standard output; nil where files alone were asked for.
    var standardFormat: OutputFormat? {
        command.output.format ?? (outputs.isEmpty && !command.fixing.diff ? .text : nil)
    }

    func run() throws(RunFailure) -> ExitStatus {
        defer { if let timings { StandardStreams.writeError(timings.table) } }
        let scope = try ReportScope(self)
        let isWatched =
            !command.output.quiet
            && ProgressLine.isWanted(isTerminal: isatty(STDERR_FILENO) == 1) { getenv($0).map { String(cString: $0) } }
        let progress = isWatched ? ProgressLine.start() : nil
        defer { progress?.end() }
        return try run(scope, progress)
    }

    private func run(_ scope: ReportScope, _ progress: ProgressLine?) throws(RunFailure) -> ExitStatus {
        timings?.lap("options and configuration")
        let found = try judge(progress)
        let view = scope.view(of: found, self)
        guard let fixScope = command.fixing.scope else { return try finish(found, view, progress) }
        let fixing = FixRun(
            try report(found, view, formats: [.text]),
            found.reading,
            scope: fixScope,
            exceptions: found.org.inlineExceptions,
            paths: command.target.paths,
            currentDirectory: currentDirectory,
            maximumFileSize: configuration.configuration.maximumFileSize
        )
        if command.fixing.diff {
            progress?.end()
            var redactor = redactor(found)
            try StandardStreams.write(fixing.diff(standardStyle, redactor: &redactor))
            let status = try finish(found, view, progress)
            return status == .success && !fixing.isEmpty && threshold != .never ? .findings : status
        }
        let outcome = fixing.write()
        let left = fixing.isEmpty ? found : try judge(progress)
        progress?.end()
        let leftView = fixing.isEmpty ? view : scope.view(of: left, self)
        var redactor = redactor(left)
        outcome.tell(left: leftView.results, isQuiet: command.output.quiet, redactor: &redactor)
        let status = try finish(left, leftView, progress)
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
    func judge(_ progress: ProgressLine? = nil) throws(RunFailure) -> Judgement {
        progress?.say("Reading files")
        let reader = reader
        var before: InputReader.Reading?
        var reading: InputReader.Reading
        if command.deploy.org == nil {
            reading = try read(reader)
        } else {
            (before, reading) = try readDeploy(reader)
        }
        progress?.say("Judging \(reading.parts.files.count) files")
        let exceptions = configuration.addExceptions(to: &reading.parts.files)
        let asOf = command.reading.moment
        var org = org(reading, asOf)
        timings?.lap("join")
        if reader.readFields(org.integrationFieldNames, into: &reading) { org.addCustomFields(of: reading.parts) }
        timings?.lap("read custom fields")
        let (results, coverage) = linter.lint(org, exceptions: exceptions) { timings?.lap("rule \($0.id)") }
        timings?.lap("sort results")
        let base = before.map { baseOrg($0, reader, asOf) }
        var isCaused = results.map { _ in true }
        if let base, !command.deploy.all { isCaused = caused(results, base) }
        timings?.lap("compare with the org")
        return Judgement(
            reading: reading, org: org, base: base, results: results, isCaused: isCaused, coverage: coverage)
    }

    /// Hides people in what is shown; nil where nobody asked for that.
    private func redactor(_ found: Judgement) -> Redactor? {
        command.output.redact ? Redactor([found.org, found.base].compactMap(\.self)) : nil
    }

    private func report(
        _ found: Judgement,
        _ view: ReportScope.View,
        formats: [OutputFormat]
    ) throws(RunFailure) -> Report {
        try ReportAssembly.report(
            view, found, showsSuppressed: command.rules.noIgnores,
            keepsSources: formats.contains { $0.showsSource }, showsOverview: formats.contains { $0.showsOverview })
    }

    /// Writes the report and says how the program ends.
    private func finish(
        _ found: Judgement,
        _ view: ReportScope.View,
        _ progress: ProgressLine?
    ) throws(RunFailure) -> ExitStatus {
        progress?.say("Writing the report")
        let formats = outputs.map(\.format) + [standardFormat].compactMap { $0 }
        var report = try report(found, view, formats: formats)
        timings?.lap("find lines and columns")
        var complaints = complaints(found)
        if var redactor = redactor(found) {
            report = report.redacted(by: &redactor)
            complaints = complaints.map { redactor.text($0) }
            timings?.lap("redact")
        }
        try write(report, progress)
        timings?.lap("write the report")
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
            paths: command.deploy.org.map { [Array($0.utf8)] } ?? command.target.paths.map { Array($0.utf8) },
            records: command.inputs.records.map { Array($0.utf8) } + configuration.records,
            currentDirectory: currentDirectory,
            jobs: command.reading.threadCount,
            wantedTypes: Set(linter.activeRules.flatMap { $0.needs.flatMap(\.names) }),
            digestsContents: command.fixing.scope != nil,
            maximumFileSize: configuration.configuration.maximumFileSize
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
            return try reader.read(deploying: command.target.paths.map { Array($0.utf8) }, lap)
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

    /// Whether the org does not have a result as it is, or not as severe: of those that look the same as many as are new.
    private func caused(_ results: [LintResult], _ base: Org) -> [Bool] {
        var known = Dictionary(grouping: linter.lint(base).results, by: Claim.init).mapValues { results in
            results.map(\.severity).sorted()
        }
        return results.map { result in
            let claim = Claim(result)
            guard let place = known[claim]?.firstIndex(where: { $0 >= result.severity }) else { return true }
            known[claim]?.remove(at: place)
            return false
        }
    }

    /// What is found of which component. A package lies elsewhere than what it replaces, so that a fingerprint, which
    /// knows the package directory, would tell them apart.
    private struct Claim: Hashable {
        let rule: String
        let subject: ComponentID
        let element: String

        init(_ result: LintResult) {
            rule = result.rule.id
            subject = ComponentID(type: result.finding.subject.type, name: result.finding.subject.name.lowercased())
            element = result.finding.element
        }
    }

    private func failure(_ error: InputError) -> RunFailure {
        let isTypo = command.target.paths == [error.path] && !error.path.contains("/") && !error.path.contains(".")
        guard error.kind == .missingPath, isTypo,
            let suggestion = Suggestion.nearest(to: error.path, among: Forcelint.commandNames)
        else { return RunFailure(error) }
        return RunFailure(.inputs, "\(error.message) Did you mean the command '\(suggestion)'?")
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
            let paths = command.target.paths.map { "'\($0)'" }.joined(separator: ", ")
            let skipped = (reading.skippedPaths + reading.unpackagedPaths).prefix(3).map {
                "; '\($0.path)' was not read: \($0.reason)"
            }.joined()
            complaints.append("there is no metadata and no record to lint in \(paths)\(skipped)")
        }
        if !command.inputs.allowEmpty, reading.bringsNothing {
            let paths = command.target.paths.map { "'\($0)'" }.joined(separator: ", ")
            complaints.append("there is nothing to deploy in \(paths); with --allow-empty that is no failure")
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
