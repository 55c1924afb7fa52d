internal import ArgumentParser
internal import LintEngine
internal import OrgModel
internal import OrgReader
internal import Reporting

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what access changed between two folders, per user, set and app.",
        discussion: """
            Both folders are read as 'check' reads them, with the exported records that lie in them. Where a folder has \
            no exports of its own, those of --records and of the configuration are taken. The configuration is that of the new folder, for \
            both. Ends with 0 whatever changed.
            """
    )

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, markdown
    }

    @Argument(help: ArgumentHelp("The org as it was.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The org as it is.", valueName: "new"))
    var new: String

    @Option(help: "The form of the report.")
    var format: Format = .text

    @Option(
        name: .customLong("records"), parsing: .singleValue,
        help: ArgumentHelp(
            "A file or folder of exported records, for a folder that has none of its own; repeatable.",
            valueName: "path"))
    var records: [String] = []

    @OptionGroup var settings: ConfigurationOptions
    @OptionGroup var reading: RunOptions

    @ArgumentParser.Flag(
        help: "Replace usernames, e-mail addresses, names of people and consumer keys by pseudonyms.")
    var redact = false

    func run() throws {
        let comparison: AccessComparison
        do {
            comparison = try compare()
        } catch  where redact {
            throw error.redacted
        }
        switch format {
        case .text: try StandardStreams.write(AccessChangeReport.text(comparison))
        case .json: try StandardStreams.write(AccessChangeReport.json(comparison))
        case .markdown: try StandardStreams.write(AccessChangeReport.markdown(comparison))
        }
    }

    private func compare() throws(RunFailure) -> AccessComparison {
        let currentDirectory = try FileSystem.currentDirectory()
        let configuration = try settings.find(from: new, currentDirectory: currentDirectory)
        let sides = try [old, new].map { path throws(RunFailure) in
            try org(path, configuration, currentDirectory)
        }
        var sources = sides.map { side in
            SourceReader(files: side.files, maximumFileSize: configuration.configuration.maximumFileSize)
        }
        let difference = AccessDifference(before: sides[0], after: sides[1])
        do throws(SourceReader.Failure) {
            let changes = try AccessComparison.changes(difference) { step, side throws(SourceReader.Failure) in
                let index = side == .before ? 0 : 1
                return AccessChange.Step(
                    component: step.component,
                    path: sources[index].path(of: step.location.file),
                    region: try sources[index].region(of: step.location)
                )
            }
            let comparison = AccessComparison(
                changes: changes, comparesUsers: sides.allSatisfy(\.knowsAssignments))
            guard redact else { return comparison }
            var redactor = Redactor(sides)
            return comparison.redacted(by: &redactor)
        } catch {
            throw RunFailure(.failure, "\(error.message) Run it again when the files are at rest.")
        }
    }

    private func org(
        _ path: String,
        _ configuration: ConfigurationFile,
        _ currentDirectory: [UInt8]
    ) throws(RunFailure) -> Org {
        var reader = InputReader(
            paths: [Array(path.utf8)],
            currentDirectory: currentDirectory,
            jobs: self.reading.threadCount,
            maximumFileSize: configuration.configuration.maximumFileSize
        )
        var reading: InputReader.Reading
        do throws(InputError) {
            reading = try reader.read()
            let shared = records.map { Array($0.utf8) } + configuration.records
            if !shared.isEmpty, !reading.holdsRecords {
                reader.records = shared
                reading = try reader.read()
            }
        } catch {
            throw RunFailure(.inputs, error.message)
        }
        guard !reading.parts.inputs.isEmpty else {
            throw RunFailure(.inputs, "there is no metadata and no record to compare in '\(path)'")
        }
        return Org(
            reading.parts,
            register: configuration.configuration.register,
            facts: .builtIn,
            asOf: self.reading.moment
        )
    }
}
