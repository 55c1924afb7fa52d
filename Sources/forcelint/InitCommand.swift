internal import ArgumentParser

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented .forcelint.yml that names the integrations of this project.",
        discussion: """
            The file is written beside sfdx-project.json, else into the folder. Integrations are found in exported \
            records, licences, apps and names; each entry says what it rests on. What is only suggested is switched off.
            """
    )

    @Argument(help: ArgumentHelp("The project or folder.", valueName: "path"))
    var path = "."

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A file or folder of exported records, which the configuration then names; repeatable.", valueName: "path"))
    var records: [String] = []

    @Flag(help: "Replace a configuration that is there.")
    var force = false

    func run() throws {
        try InitRun(path: path, records: records, isForced: force).run()
    }
}
