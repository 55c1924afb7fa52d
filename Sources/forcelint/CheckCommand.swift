internal import ArgumentParser
internal import CacheStore
internal import LintEngine

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Lint a project, a retrieved folder or single files.",
        discussion: """
            Exported records are taken from --records, from the configuration, from a folder org-records beside \
            sfdx-project.json, and from files in PATH that are named after an object, such as User.csv.

            \(ExitStatus.help)
            """
    )

    @OptionGroup var target: PathArguments
    @OptionGroup(title: "Inputs") var inputs: InputOptions
    @OptionGroup(title: "Before a deploy") var deploy: DeployOptions
    @OptionGroup(title: "Comparison") var comparison: ComparisonOptions
    @OptionGroup(title: "Rules") var rules: RuleOptions

    @Option(help: "From which severity on findings fail the run. (default: the configuration's, else error)")
    var failOn: FailureThreshold?

    @OptionGroup(title: "Output") var output: OutputOptions

    @OptionGroup(title: "Fix") var fixing: FixOptions

    @OptionGroup var settings: ConfigurationOptions
    @OptionGroup var reading: RunOptions

    @Flag(help: "Tell on standard error where the time goes: reading, each rule, the report.")
    var timings = false

    mutating func validate() throws {
        if fixing.diff, output.format != nil {
            throw ValidationError("--diff takes the place of the report, so --format says nothing; -o writes one.")
        }
    }

    func run() throws {
        do {
            let cache = reading.cache
            let memory = cache.flatMap { RunMemory(self, in: $0) }
            memory?.start()
            let status = try CheckRun(self, cache: cache).run()
            memory?.keep(status, jobs: reading.threadCount)
            if status != .success { throw status }
        } catch let failure as RunFailure where output.redact {
            throw failure.redacted
        }
    }

    /// Stands for every rule that runs.
    static let everyRule = "all"

    /// An option that stands alone must not take the path behind it for its value.
    static func completed(_ arguments: [String]) -> [String] {
        let values = ["--require-coverage": everyRule, "--fix": FixScope.safe.rawValue]
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        return arguments.enumerated().map { index, argument in
            index < end ? values[argument].map { "\(argument)=\($0)" } ?? argument : argument
        }
    }
}
