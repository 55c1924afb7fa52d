internal import Glibc
internal import LintEngine
internal import LintRules
internal import OrgModel
internal import OrgReader
internal import Reporting
internal import RuleCatalogue

/// Writes a first configuration for a project.
struct InitRun {
    let path: String
    let records: [String]
    /// Whether a configuration that is there is replaced.
    let isForced: Bool

    func run() throws(RunFailure) {
        let currentDirectory = try FileSystem.currentDirectory()
        let start = FileSystem.absolute(Array(path.utf8), in: currentDirectory)
        guard let kind = FileSystem.kind(start) else { throw RunFailure(.inputs, "'\(path)' does not exist") }
        let given = kind == .folder ? start : FileSystem.parent(of: start)
        let real = FileSystem.resolved(given) ?? given
        let folder = ConfigurationFile.projectFolder(above: real) ?? real
        let target = FileSystem.absolute(Array(Configuration.fileName.utf8), in: folder)
        let shown = ConfigurationFile.shown(target, currentDirectory)
        try check(target, shown)

        let (text, candidates) = try configuration(of: folder, start: start, currentDirectory)
        let error = OutputFile.replace(target, text, isNew: !isForced)
        if error == EEXIST { throw existing(shown) }
        guard error == 0 else {
            throw RunFailure(.failure, "'\(shown)' cannot be written: \(StandardStreams.systemText(error))")
        }
        let declared = candidates.integrations.count(where: \.isProven)
        let suggested = candidates.integrations.count - declared
        StandardStreams.writeError(
            "\(VisibleText(shown)): integrations: \(declared) declared, \(suggested) suggested\n")
    }

    private func check(_ target: [UInt8], _ shown: String) throws(RunFailure) {
        guard FileSystem.isThere(target) else { return }
        guard isForced else { throw existing(shown) }
        guard FileSystem.isRegularFile(target) else {
            throw RunFailure(.usage, "'\(shown)' is no regular file and is left alone")
        }
    }

    private func existing(_ shown: String) -> RunFailure {
        RunFailure(.usage, "'\(shown)' is there already; --force replaces it")
    }

    /// The text of the file, whose remarks name places from its own folder.
    private func configuration(
        of folder: [UInt8],
        start: [UInt8],
        _ currentDirectory: [UInt8]
    ) throws(RunFailure) -> (text: String, candidates: IntegrationCandidates) {
        let given = records.map { FileSystem.absolute(Array($0.utf8), in: currentDirectory) }
        let reader = InputReader(
            paths: [start],
            records: given,
            currentDirectory: folder,
            jobs: RunOptions.processorCount
        )
        let reading: InputReader.Reading
        do {
            reading = try reader.read()
        } catch {
            throw RunFailure(.inputs, error.message)
        }
        let org = Org(reading.parts, register: IntegrationRegister(), facts: .builtIn, asOf: CheckRun.today)
        let candidates = IntegrationCandidates(org)
        var sources = SourceReader(files: org.files)
        var places: [SourceLocation: String] = [:]
        do {
            for location in candidates.locations {
                let line = try sources.region(of: location).startLine
                places[location] = "\(org.files[location.file.index].path):\(line)"
            }
        } catch {
            throw RunFailure(.failure, error.message)
        }
        let root = SystemPath(cleaning: folder)
        let text = InitialConfiguration(
            candidates,
            records: given.map { SystemPath($0, relativeTo: root).display(relativeTo: root) },
            edition: org.edition?.name,
            place: { places[$0] ?? "" }
        ).text
        do {
            _ = try Configuration(text: text, path: Configuration.fileName, pages: BuiltInRules.pages)
        } catch {
            throw RunFailure(.failure, "the configuration that was put together cannot be read: \(error)")
        }
        return (text, candidates)
    }
}

extension IntegrationCandidates {
    /// Every place that a claim names.
    fileprivate var locations: Set<SourceLocation> {
        let claims = integrations.flatMap { [$0.user].compactMap(\.self) + $0.apps + $0.permissionSets }
        return Set((claims + sharedPermissionSets).map(\.location))
    }
}
