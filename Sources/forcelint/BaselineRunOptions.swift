internal import ArgumentParser
internal import LintEngine
internal import RuleCatalogue

/// What a run for a baseline is told; it is a run of `check` that hides nothing.
struct BaselineRunOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Projects, folders and files.", valueName: "path"))
    var paths: [String] = ["."]

    @OptionGroup(title: "Inputs") var inputs: InputOptions

    @Option(help: "Whose findings are listed; each sees more than the one before.")
    var persona: Persona?

    @Option(help: "The configuration, instead of the .forcelint.yml that is found beside the project.")
    var config: String?

    @Flag(help: "Read no configuration.")
    var noConfig = false

    @Option(help: "How many threads read files. (default: one for each processor)")
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "The day against which times are judged, as 2026-05-24. (default: today in UTC)", valueName: "date"))
    var asOf: Day?

    mutating func validate() throws {
        if config != nil, noConfig { throw ValidationError("--config and --no-config exclude each other.") }
        if inputs.org != nil {
            throw ValidationError("A baseline lists what an org has, not what a deploy causes: no --org.")
        }
        if let jobs, jobs < 1 { throw ValidationError("--jobs wants at least 1.") }
    }

    func run() throws -> CheckRun {
        var check = try CheckCommand.parse([])
        check.paths = paths
        check.inputs = inputs
        check.rules.persona = persona
        check.config = config
        check.noConfig = noConfig
        check.jobs = jobs
        check.asOf = asOf
        return try CheckRun(check)
    }

    /// A baseline of half an org would hide too little, and a half org pruned away too much.
    func refuseIncompleteInputs(_ run: CheckRun, _ found: CheckRun.Judgement) throws(RunFailure) {
        let complaints = run.complaints(found)
        guard complaints.isEmpty else { throw RunFailure(.inputs, complaints.joined(separator: "\n")) }
    }
}
