internal import ArgumentParser
internal import Glibc
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

    @Argument(help: ArgumentHelp("Projects, folders and files.", valueName: "path"))
    var paths: [String] = ["."]

    @OptionGroup(title: "Inputs") var inputs: InputOptions
    @OptionGroup(title: "Comparison") var comparison: ComparisonOptions
    @OptionGroup(title: "Rules") var rules: RuleOptions

    @Option(help: "From which severity on findings fail the run. (default: error)")
    var failOn: FailureThreshold?

    @OptionGroup(title: "Output") var output: OutputOptions

    @OptionGroup(title: "Fix") var fixing: FixOptions

    @Option(
        help: "The configuration. (default: what FORCELINT_CONFIG names, else the .forcelint.yml beside the project)")
    var config: String?

    @Flag(help: "Read no configuration, whatever FORCELINT_CONFIG names.")
    var noConfig = false

    @Option(help: "How many threads read files. (default: one for each processor)")
    var jobs: Int?

    @Flag(help: "Tell on standard error where the time goes: reading, each rule, the report.")
    var timings = false

    @Option(
        help: ArgumentHelp(
            "The day against which times are judged, as 2026-05-24. (default: today in UTC)", valueName: "date"))
    var asOf: Day?

    mutating func validate() throws {
        if config != nil, noConfig { throw ValidationError("--config and --no-config exclude each other.") }
        if fixing.diff, output.format != nil {
            throw ValidationError("--diff takes the place of the report, so --format says nothing; -o writes one.")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs wants at least 1.") }
    }

    func run() throws {
        let status = try CheckRun(self).run()
        if status != .success { throw status }
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

    /// How many processors the system lets us use.
    static var processorCount: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
