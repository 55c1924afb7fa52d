internal import ArgumentParser
internal import Glibc

@main
struct Forcelint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forcelint",
        abstract: "Finds what keeps integration users, apps and permission sets of a Salesforce org from being right.",
        discussion: """
            Reads the metadata of an org and exported records from files. It opens no connection.

            \(ExitStatus.help)
            """,
        version: "forcelint \(programVersion)",
        subcommands: [
            CheckCommand.self, RulesCommand.self, ExplainCommand.self, AccessCommand.self, DiffCommand.self,
            MigrateCommand.self, ExportPlanCommand.self, BaselineCommand.self, InitCommand.self, ConfigCommand.self,
        ],
        defaultSubcommand: CheckCommand.self
    )

    static var commandNames: [String] {
        configuration.subcommands.map { $0._commandName }
    }

    static func main() {
        StandardStreams.prepare()
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            if arguments == ["--version"] { return try StandardStreams.write(configuration.version + "\n") }
            if let status = try RunMemory.repeated(arguments) { Glibc.exit(status.rawValue) }
            var command = try command(CheckCommand.completed(arguments))
            try command.run()
        } catch let status as ExitStatus {
            Glibc.exit(status.rawValue)
        } catch let failure as RunFailure {
            StandardStreams.report(failure)
            Glibc.exit(failure.status.rawValue)
        } catch {
            Glibc.exit(answer(error).rawValue)
        }
    }

    /// The command that the arguments name. Nearly every run is a check, and the parser knows one command in half the time
    /// that it takes for all; what it refuses, and help, it is asked again with all, for the right words.
    private static func command(_ arguments: [String]) throws -> any ParsableCommand {
        let rest = arguments.first == CheckCommand._commandName ? Array(arguments.dropFirst()) : arguments
        let names = Set(commandNames + ["help"])
        if names.isDisjoint(with: rest), let check = try? CheckCommand.parse(rest) { return check }
        return try parseAsRoot(arguments)
    }

    /// Help and version are no failures; all else that parsing refuses is wrong usage.
    private static func answer(_ error: any Error) -> ExitStatus {
        let message = fullMessage(for: error)
        guard exitCode(for: error).isSuccess else {
            StandardStreams.writeError(StandardStreams.shown(message) + "\n")
            return .usage
        }
        do {
            try StandardStreams.write(message + "\n")
            return .success
        } catch {
            StandardStreams.report(error)
            return error.status
        }
    }
}

/// The version of the program as reports and `--version` give it.
let programVersion = "0.1.0"
