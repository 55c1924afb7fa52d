internal import ArgumentParser
internal import Glibc
internal import OrgModel
internal import RuleCatalogue

/// What is looked at.
struct PathArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("Projects, folders and files.", valueName: "path"))
    var paths: [String] = ["."]
}

struct PersonaOptions: ParsableArguments {
    @Option(
        help: "Whose findings count; each sees more than the one before. (default: the configuration's, else regular)")
    var persona: Persona?
}

/// Which configuration holds.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration. (default: what \(ConfigurationFile.variable) names, else the .forcelint.yml beside the project)",
            valueName: "file"))
    var config: String?

    @ArgumentParser.Flag(help: "Read no configuration, whatever \(ConfigurationFile.variable) names.")
    var noConfig = false

    mutating func validate() throws {
        if config != nil, noConfig { throw ValidationError("--config and --no-config exclude each other.") }
    }

    /// - Parameter path: from which the file is looked for where none is named.
    func find(from path: String, currentDirectory: [UInt8]) throws(RunFailure) -> ConfigurationFile {
        try .find(config, noConfig: noConfig, from: path, currentDirectory: currentDirectory)
    }
}

/// How it is looked at.
struct RunOptions: ParsableArguments {
    @Option(help: "How many threads read files. (default: one for each processor)")
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "The day against which times are judged, as 2026-05-24. (default: today in UTC)", valueName: "date"))
    var asOf: Day?

    mutating func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs wants at least 1.") }
    }

    var threadCount: Int { jobs ?? RunOptions.processorCount }

    /// The moment against which times are judged.
    var moment: Timestamp { asOf?.start ?? CheckRun.today }

    /// How many processors the system lets us use.
    static var processorCount: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
