internal import ArgumentParser
internal import LintEngine
internal import LintRules
internal import OrgModel
internal import OrgReader

/// What an org is read from, for the commands that answer questions about it.
struct OrgOptions: ParsableArguments {
    @Option(
        name: .customLong("records"), parsing: .singleValue,
        help: ArgumentHelp("A file or folder of exported records; repeatable.", valueName: "path"))
    var records: [String] = []

    @Option(
        help: ArgumentHelp(
            "A full retrieve of the org. The paths are then what is about to be deployed into it, and the answer is about the org after the deploy.",
            valueName: "folder"))
    var org: String?

    @OptionGroup var settings: ConfigurationOptions
    @OptionGroup var reading: RunOptions

    /// Reads the org.
    /// - Parameters:
    ///   - paths: projects, folders and files.
    ///   - wantedTypes: the metadata types that are asked for beside those that are always read.
    ///   - allowsEmpty: whether finding nothing is an answer.
    func read(
        _ paths: [String],
        wantedTypes: Set<String> = [],
        allowsEmpty: Bool = false
    ) throws(RunFailure) -> OrgReading {
        let currentDirectory = try FileSystem.currentDirectory()
        let configuration = try settings.find(from: paths.first ?? ".", currentDirectory: currentDirectory)
        let moment = reading.moment
        let named = paths.map { Array($0.utf8) }
        let reader = InputReader(
            paths: org.map { [Array($0.utf8)] } ?? named,
            records: records.map { Array($0.utf8) } + configuration.records,
            currentDirectory: currentDirectory,
            jobs: reading.threadCount,
            wantedTypes: wantedTypes,
            maximumFileSize: configuration.configuration.maximumFileSize
        )
        let found: InputReader.Reading
        do throws(InputError) {
            found = try org == nil ? reader.read() : reader.read(deploying: named).after
        } catch {
            throw RunFailure(error)
        }
        guard allowsEmpty || !found.parts.inputs.isEmpty else {
            let shown = paths.map { "'\($0)'" }.joined(separator: ", ")
            throw RunFailure(.inputs, "there is no metadata and no record in \(shown)")
        }
        return OrgReading(
            org: Org(
                found.parts,
                register: configuration.configuration.register,
                facts: .builtIn,
                asOf: moment
            ),
            configuration: configuration
        )
    }
}

/// An org that a question is asked of.
struct OrgReading {
    let org: Org
    let configuration: ConfigurationFile

    /// Works out where the places of an answer stand.
    func places(of locations: Set<SourceLocation>) throws(RunFailure) -> SourcePlaces {
        var sources = SourceReader(
            files: org.files, maximumFileSize: configuration.configuration.maximumFileSize)
        var regions: [SourceLocation: Region] = [:]
        do throws(SourceReader.Failure) {
            for location in locations { regions[location] = try sources.region(of: location) }
        } catch {
            throw RunFailure(.failure, "\(error.message) Run it again when the files are at rest.")
        }
        return SourcePlaces(files: org.files, regions: regions)
    }
}

extension RunFailure {
    /// What keeps the inputs from being read.
    init(_ error: InputError) {
        let place = error.line.map { "\(error.path):\($0):\(error.column ?? 1): " } ?? ""
        switch error.kind {
        case .missingPath: self.init(.inputs, error.message)
        case .unreadablePath: self.init(.failure, error.message)
        case .invalidProject: self.init(.usage, place + error.message)
        }
    }
}
