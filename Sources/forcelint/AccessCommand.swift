internal import ArgumentParser
internal import OrgModel
internal import Reporting

struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: "Show effective access, with the way that proves it.",
        discussion: """
            access user NAME                  what a user may do, and by which way
            access user NAME --proposed       what is left of it by use: a permission set cut to what --usage shows
            access user NAME --can QUESTION   whether a user may do one thing: ends with 0 for yes, 1 for no, 4 for not known
            access permission-set NAME, permission-set-group NAME, profile NAME   what it grants, and who has it
            access app NAME                   who may use an app
            access object NAME, field OBJECT.FIELD, permission NAME   who has it, and what would end it

            Names are found in any case, by label and by Id. A question is worded like \(AccessQuestion.forms).

            Exit codes:
            0  answered; with --can: yes
            1  with --can: no
            2  wrong usage or configuration; a name that nothing or more than one thing has
            3  an internal or I/O failure
            4  inputs are missing; with --can: not known
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, markdown
    }

    @Argument(help: "What the question is about.")
    var kind: AccessSubject?

    @Argument(help: "Its name, label or Id.")
    var name: String?

    @Argument(help: ArgumentHelp("Projects, folders and files.", valueName: "path"))
    var paths: [String] = ["."]

    @Option(help: ArgumentHelp("Whether the user may do this, as 'read Account'.", valueName: "question"))
    var can: String?

    @ArgumentParser.Flag(
        help: "What is left of the user's access when what the event logs show as unused is taken away.")
    var proposed = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "With --proposed: write the permission set to this file or into this folder.", valueName: "path"))
    var output: String?

    @ArgumentParser.Flag(help: "With -o: replace a file that is there.")
    var force = false

    @Option(help: "The form of the answer.")
    var format: Format = .text

    @ArgumentParser.Flag(help: "Write the JSON Schema of --format json, and nothing else.")
    var schema = false

    @OptionGroup(title: "Inputs") var inputs: OrgOptions

    mutating func validate() throws {
        guard !schema else { return }
        guard let kind, name != nil else {
            throw ValidationError("Name what the question is about: KIND and NAME.")
        }
        if proposed, kind != .user {
            throw ValidationError("--proposed asks about a user: access user NAME --proposed")
        }
        if proposed, can != nil { throw ValidationError("--proposed and --can exclude each other.") }
        if output != nil, !proposed { throw ValidationError("-o writes the permission set of --proposed.") }
        if force, output == nil { throw ValidationError("--force says that -o may replace a file.") }
        if can != nil, kind != .user { throw ValidationError("--can asks about a user: access user NAME --can …") }
    }

    func run() throws {
        guard !schema, let kind, let name else { return try StandardStreams.write(AccessSchema.text) }
        let reading = try inputs.read(paths, wantedTypes: ["CustomField"])
        let lookup = AccessLookup(org: reading.org)
        let target = try output.map { path throws(RunFailure) in try ProposedSetFile(path, mayReplace: force) }
        let answer =
            proposed
            ? try lookup.proposal(ofUser: name, inSet: target?.setName) : try lookup.answer(kind, name, can: can)
        let places = try reading.places(of: answer.locations)
        switch format {
        case .text: try StandardStreams.write(AccessTextReport.text(answer, question: can, places: places))
        case .json: try StandardStreams.write(AccessJSONReport.text(answer, question: can, places: places))
        case .markdown: try StandardStreams.write(AccessMarkdownReport.text(answer, question: can, places: places))
        }
        if let content = answer.proposal?.content { try target?.write(content) }
        switch answer.verdict?.answer {
        case .yes?: break
        case .no?: throw ExitStatus.findings
        case .unknown?: throw ExitStatus.inputs
        case nil: if answer.isUnanswered { throw ExitStatus.inputs }
        }
    }
}
