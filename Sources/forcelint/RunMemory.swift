internal import CacheStore
internal import OrgModel
internal import OrgReader

/// What a run wrote and how it ended, kept with all that it asked about its inputs: where a later run with the same
/// arguments would get the same answers, it says the same without reading a file.
struct RunMemory {
    private let folder: CacheFolder
    /// The arguments and the folder of the run: what is known before anything is asked.
    private let call: [UInt8]
    private let name: String

    /// Changes with the form of the file.
    private static let mark: UInt64 = 0x32_4E55_524C_4643
    /// Bytes of files below which a run takes no longer than asking everything again.
    private static let sizeThatPays = 1 << 20
    /// Bytes of a file, and half of them of what a run writes.
    private static let maximumLength = 128 << 20

    private init?(_ folder: CacheFolder) {
        guard let currentDirectory = try? FileSystem.currentDirectory() else { return nil }
        self.folder = folder
        var call = ByteWriter()
        call.add(currentDirectory)
        for argument in CommandLine.arguments.dropFirst() { call.add(Array(argument.utf8)) }
        // Who works at a terminal and in an editor at once would have the one forget the other.
        for stream: CInt in [1, 2] { call.add(StandardStreams.isTerminal(stream) ? 1 : 0 as UInt8) }
        self.call = call.bytes
        name = folder.name("run", of: call.bytes)
    }

    /// Nil for a run that edits files, asks git or tells of itself, which is no result of its inputs.
    init?(_ command: CheckCommand, in folder: CacheFolder) {
        guard command.fixing.scope == nil, !command.timings, command.comparison.changedSince == nil,
            command.comparison.changedFiles == nil
        else { return nil }
        self.init(folder)
    }

    // MARK: Keeping

    /// Begins to write down what the run asks and what it writes.
    func start() {
        InputLog.start(folder.key)
        RunTranscript.start()
    }

    /// Keeps what was written down.
    ///
    /// - Parameter jobs: how many threads may ask everything again.
    func keep(_ status: ExitStatus, jobs: Int) {
        let utterances = RunTranscript.finish()
        guard let record = InputLog.finish(), record.size >= RunMemory.sizeThatPays else { return }
        keep(Run(record: record, status: status, jobs: jobs, utterances: utterances))
    }

    private func keep(_ run: Run) {
        var writer = ByteWriter()
        writer.add(RunMemory.mark)
        writer.add(folder.identity)
        writer.add(call)
        writer.add(UInt8(run.status.rawValue))
        writer.add(run.jobs)
        writer.add(run.utterances.count)
        for utterance in run.utterances {
            let (kind, path, text): (UInt8, String, String) =
                switch utterance {
                case .output(let text): (0, "", text)
                case .error(let text): (1, "", text)
                case .file(let path, let text): (2, path, text)
                }
            writer.add(kind)
            writer.add(Array(path.utf8))
            writer.add(Array(text.utf8))
        }
        run.record.write(to: &writer)
        writer.seal(folder.key)
        guard writer.bytes.count <= RunMemory.maximumLength else { return }
        folder.replace(name) { $0.add(writer.bytes) }
    }

    // MARK: Repeating

    /// Writes what an earlier run with these arguments wrote and tells how it ended; nil where there is none, or something
    /// is not as it was.
    ///
    /// It is asked before the arguments are parsed, which takes longer than all of it: what they mean was said when the run
    /// was kept.
    static func repeated(_ arguments: [String]) throws(RunFailure) -> ExitStatus? {
        do {
            return try cacheFolder(arguments).flatMap(RunMemory.init)?.repeated()
        } catch {
            throw arguments.contains("--redact") ? error.redacted : error
        }
    }

    /// The cache that arguments name. Where it is not the one that they mean, a run is not found that was kept, and no more.
    private static func cacheFolder(_ arguments: [String]) -> CacheFolder? {
        guard !arguments.contains("--no-cache") else { return nil }
        let option = "--cache-dir"
        if let index = arguments.lastIndex(of: option) {
            return arguments.dropFirst(index + 1).first.flatMap { CacheFolder.named($0) }
        }
        let named = arguments.last { $0.hasPrefix(option + "=") }
        return CacheFolder.named(named.map { String($0.dropFirst(option.count + 1)) })
    }

    private func repeated() throws(RunFailure) -> ExitStatus? {
        guard var run = kept else { return nil }
        switch InputCheck(run.record, jobs: run.jobs).outcome(RunMemory.answer) {
        case .changed: return nil
        case .sameContents(let record):
            run.record = record
            try say(run.utterances)
            keep(run)
        case .same: try say(run.utterances)
        }
        return run.status
    }

    private func say(_ utterances: [RunTranscript.Utterance]) throws(RunFailure) {
        for utterance in utterances {
            switch utterance {
            case .output(let text): try StandardStreams.write(text)
            case .error(let text): StandardStreams.writeError(text)
            case .file(let path, let text): try OutputFile.write(text, to: Array(path.utf8), shown: path)
            }
        }
    }

    private struct Run {
        var record: InputRecord
        let status: ExitStatus
        let jobs: Int
        let utterances: [RunTranscript.Utterance]
    }

    private var kept: Run? {
        guard let bytes = folder.bytes(name, limit: RunMemory.maximumLength),
            var reader = ByteReader(sealed: bytes, key: folder.key),
            reader.number() == RunMemory.mark, reader.text() == folder.identity, reader.text() == call,
            let status = reader.byte().flatMap({ ExitStatus(rawValue: Int32($0)) }), let jobs = reader.integer(),
            jobs > 0,
            let count = reader.count(ofAtLeast: 17)
        else { return nil }
        var utterances: [RunTranscript.Utterance] = []
        for _ in 0..<count {
            guard let kind = reader.byte(), let path = reader.text(), let text = reader.text() else { return nil }
            let shown = String(decoding: text, as: UTF8.self)
            switch kind {
            case 0: utterances.append(.output(shown))
            case 1: utterances.append(.error(shown))
            case 2: utterances.append(.file(path: String(decoding: path, as: UTF8.self), text: shown))
            default: return nil
            }
        }
        guard let record = InputRecord(from: &reader, key: folder.key), reader.isAtEnd else { return nil }
        return Run(record: record, status: status, jobs: jobs, utterances: utterances)
    }

    /// What questions that are not about files are answered with now.
    private static func answer(_ question: InputLog.Question) -> [UInt8]? {
        switch question.subject {
        case .kind, .realPath: nil
        case .variable: Environment.answer(question.name)
        case .terminal: StandardStreams.answer(question.name)
        case .day: Array(CheckRun.today.date.utf8)
        }
    }
}
