internal import ArgumentParser
internal import LintRules
internal import OrgModel
internal import Reporting

struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Say which integration users can move to the license Salesforce Integration, and how.",
        discussion: """
            forcelint migrate              every active integration user on a full license
            forcelint migrate USER…        these users, found in any case, by name and by Id
            forcelint migrate -o FOLDER    the same, and the new permission sets as files to deploy

            For each user: ready, ready after the steps, blocked, or not known; each reason with the place that proves it; a \
            permission set without license that carries what the user may do today; the commands of the Salesforce CLI in \
            their order. Then the free seats and, with 'prices' in the configuration, what it saves in a year.

            Exit codes:
            0  told
            1  a user that was named is blocked
            2  wrong usage or configuration; a name that no user or more than one has; a file that is there already
            3  an internal or I/O failure
            4  inputs are missing: of a user it is not known
            Where 1 and 4 both hold it is 4.
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, markdown
    }

    @Argument(help: "Usernames, names or Ids.")
    var users: [String] = []

    @Option(
        name: .customLong("path"), parsing: .singleValue,
        help: ArgumentHelp("A project, folder or file; repeatable. (default: .)", valueName: "path"))
    var paths: [String] = []

    @Option(help: "The form of the plan.")
    var format: Format = .text

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the new permission sets to this folder.", valueName: "folder"))
    var output: String?

    @ArgumentParser.Flag(help: "Replace files of the folder that are there already.")
    var force = false

    @ArgumentParser.Flag(help: "Write the JSON Schema of --format json, and nothing else.")
    var schema = false

    @OptionGroup(title: "Inputs") var inputs: OrgOptions

    mutating func validate() throws {
        if force, output == nil { throw ValidationError("--force goes with -o FOLDER.") }
        if output?.isEmpty == true { throw ValidationError("-o names no folder.") }
    }

    func run() throws {
        guard !schema else { return try StandardStreams.write(MigrationSchema.text) }
        let reading = try inputs.read(paths.isEmpty ? ["."] : paths)
        let planner = MigrationPlanner(
            reading.org,
            settings: MigrationPlanner.Settings(
                configuration: reading.configuration.configuration,
                path: reading.configuration.shownPath,
                folder: output ?? "migration"))
        let plan = planner.plan(try chosen(reading.org) ?? planner.candidates)
        let places = try reading.places(of: plan.locations)
        if let output { try MigrationFiles(folder: output, isForced: force).write(plan) }
        switch format {
        case .text: try StandardStreams.write(MigrationTextReport.text(plan, places: places, written: output))
        case .json: try StandardStreams.write(MigrationJSONReport.text(plan, places: places))
        case .markdown: try StandardStreams.write(MigrationMarkdownReport.text(plan, places: places, written: output))
        }
        let verdicts = Set(plan.migrations.map(\.verdict))
        if verdicts.contains(.unknown) { throw ExitStatus.inputs }
        if !users.isEmpty, verdicts.contains(.blocked) { throw ExitStatus.findings }
    }

    /// The users that were named, each once; nil where none was.
    private func chosen(_ org: Org) throws(RunFailure) -> [Int]? {
        guard org.records.has("User") else {
            throw RunFailure(
                .inputs,
                "not known, because the export of User is missing; 'forcelint export-plan' says how to fetch it")
        }
        guard !users.isEmpty else { return nil }
        let lookup = AccessLookup(org: org)
        var chosen: [Int] = []
        for name in users {
            let index: Int
            do throws(RunFailure) {
                index = try lookup.user(name)
            } catch {
                guard error.status == .usage, FileSystem.kind(Array(name.utf8)) != nil else { throw error }
                throw RunFailure(.usage, "\(error.message); files and folders are named by --path")
            }
            if !chosen.contains(index) { chosen.append(index) }
        }
        return chosen
    }
}
