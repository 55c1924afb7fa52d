internal import ArgumentParser

/// What a run for a baseline is told; it is a run of `check` that hides nothing.
struct BaselineRunOptions: ParsableArguments {
    @OptionGroup var target: PathArguments
    @OptionGroup(title: "Inputs") var inputs: InputOptions
    @OptionGroup var audience: PersonaOptions
    @OptionGroup var settings: ConfigurationOptions
    @OptionGroup var reading: RunOptions

    func run() throws -> CheckRun {
        var check = try CheckCommand.parse([])
        check.target = target
        check.inputs = inputs
        check.rules.audience = audience
        check.settings = settings
        check.reading = reading
        return try CheckRun(check, cache: reading.cache)
    }

    /// A baseline of half an org would hide too little, and a half org pruned away too much.
    func refuseIncompleteInputs(_ run: CheckRun, _ found: CheckRun.Judgement) throws(RunFailure) {
        let complaints = run.complaints(found)
        guard complaints.isEmpty else { throw RunFailure(.inputs, complaints.joined(separator: "\n")) }
    }
}
