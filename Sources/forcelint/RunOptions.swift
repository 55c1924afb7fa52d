internal import ArgumentParser
internal import CacheStore
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

    @ArgumentParser.Flag(help: "Neither use what earlier runs kept, nor keep anything for later ones.")
    var noCache = false

    @Option(
        help: ArgumentHelp(
            "Where runs keep what makes the next one fast. (default: forcelint in $XDG_CACHE_HOME, else in ~/.cache)",
            valueName: "folder"))
    var cacheDir: String?

    /// Where parsed files and results are kept; nil for nowhere.
    var cache: CacheFolder? { noCache ? nil : .named(cacheDir) }

    mutating func validate() throws {
        if noCache, cacheDir != nil { throw ValidationError("--cache-dir and --no-cache exclude each other.") }
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

extension CacheFolder {
    /// The folder of `--cache-dir`, else that of the user; nil where there is neither.
    static func named(_ option: String?) -> CacheFolder? {
        guard let path = path(option), let identity = ProgramIdentity.bytes else { return nil }
        return CacheFolder(path, identity: identity)
    }

    private static func path(_ option: String?) -> [UInt8]? {
        if let option {
            guard !option.isEmpty, let folder = try? FileSystem.currentDirectory() else { return nil }
            return FileSystem.absolute(Array(option.utf8), in: folder)
        }
        // The specification of XDG has relative paths ignored.
        let places = [("XDG_CACHE_HOME", "/forcelint"), ("HOME", "/.cache/forcelint")]
        return places.compactMap { variable, folder in
            Environment.bytes(variable).flatMap { $0.first == UInt8(ascii: "/") ? $0 + Array(folder.utf8) : nil }
        }.first
    }
}
