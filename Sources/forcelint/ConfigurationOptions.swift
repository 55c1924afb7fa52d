internal import ArgumentParser
internal import Glibc
internal import LintEngine
internal import RuleCatalogue

/// Which configuration is read.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration, instead of the .forcelint.yml that is found beside the project. Without it the variable \(ConfigurationOptions.variable) names it, where it is set.",
            valueName: "file"))
    var config: String?

    @Flag(help: "Read no configuration, whatever \(ConfigurationOptions.variable) says.")
    var noConfig = false

    /// The environment variable that names the configuration.
    static let variable = "FORCELINT_CONFIG"

    mutating func validate() throws {
        if config != nil, noConfig { throw ValidationError("--config and --no-config exclude each other.") }
    }

    /// Reads the configuration that the command line names, else the environment, else the one of the project.
    ///
    /// - Parameter path: where the search for the project begins.
    func read(
        near path: String,
        currentDirectory: [UInt8],
        pages: [RuleFile]
    ) throws(RunFailure) -> (file: ConfigurationFile, choice: String) {
        if noConfig { return (.none, "--no-config") }
        if let config {
            let file = try ConfigurationFile(named: config, currentDirectory: currentDirectory, pages: pages)
            return (file, "named by --config")
        }
        if let name = getenv(ConfigurationOptions.variable).map({ String(cString: $0) }), !name.isEmpty {
            let choice = "named by \(ConfigurationOptions.variable)"
            do {
                let file = try ConfigurationFile(named: name, currentDirectory: currentDirectory, pages: pages)
                return (file, choice)
            } catch {
                // The file's own mistakes have their place; of the file itself nobody would know who named it.
                guard error.message.hasPrefix("the configuration") else { throw error }
                throw RunFailure(error.status, "\(error.message) (\(choice))")
            }
        }
        let file = try ConfigurationFile.search(from: path, currentDirectory: currentDirectory, pages: pages)
        return (file, file.source == nil ? "none is found" : "found by its name")
    }
}
