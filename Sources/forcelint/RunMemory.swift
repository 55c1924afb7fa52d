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
    private let jobs: Int

    /// Changes with the form of the file.
    private static let mark: UInt64 = 0x31_4E55_524C_4643
    /// Bytes of files below which a run takes no longer than asking everything again.
    private static let sizeThatPays = 1 << 20
    /// Bytes of a file, and half of them of what a run writes.
    private static let maximumLength = 128 << 20

    /// Nil for a run that edits files, asks git or tells of itself, which is no result of its inputs.
    init?(_ command: CheckCommand, in folder: CacheFolder) {
        guard command.fixing.scope == nil, !command.timings, command.comparison.changedSince == nil,
            command.comparison.changedFiles == nil, let currentDirectory = try? FileSystem.currentDirectory()
        else { return nil }
        self.folder = folder
        jobs = command.reading.threadCount
        var call = ByteWriter()
        call.add(currentDirectory)
        for argument in CommandLine.arguments.dropFirst() { call.add(Array(argument.utf8)) }
        // Who works at a terminal and in an editor at once would have the one forget the other.
        for stream: CInt in [1, 2] { call.add(StandardStreams.isTerminal(stream) ? 1 : 0 as UInt8) }
        self.call = call.bytes
        name = folder.name("run", of: call.bytes)
    }

    // MARK: Keeping

    /// Begins to write down what the run asks and what it writes.
    func start() {
        InputLog.start(folder.key)
        RunTranscript.start()
    }

    /// Keeps what was written down.
    func keep(_ status: ExitStatus) {
        let utterances = RunTranscript.finish()
        guard let record = InputLog.finish(), record.size >= RunMemory.sizeThatPays else { return }
        keep(record, status, utterances)
    }

    private func keep(_ record: InputRecord, _ status: ExitStatus, _ utterances: [RunTranscript.Utterance]) {
        var writer = ByteWriter()
        writer.add(RunMemory.mark)
        writer.add(folder.identity)
        writer.add(call)
        writer.add(UInt8(status.rawValue))
        writer.add(utterances.count)
        for utterance in utterances {
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
        record.write(to: &writer)
        writer.seal(folder.key)
        guard writer.bytes.count <= RunMemory.maximumLength else { return }
        folder.replace(name) { $0.add(writer.bytes) }
    }

    // MARK: Repeating

    /// Writes what an earlier run wrote and tells how it ended; nil where there is none, or something is not as it was.
    func repeated() throws(RunFailure) -> ExitStatus? {
        guard let (record, status, utterances) = kept else { return nil }
        var renewed: InputRecord?
        switch InputCheck(record, jobs: jobs).outcome(RunMemory.answer) {
        case .changed: return nil
        case .sameContents(let record): renewed = record
        case .same: break
        }
        for utterance in utterances {
            switch utterance {
            case .output(let text): try StandardStreams.write(text)
            case .error(let text): StandardStreams.writeError(text)
            case .file(let path, let text): try OutputFile.write(text, to: Array(path.utf8), shown: path)
            }
        }
        if let renewed { keep(renewed, status, utterances) }
        return status
    }

    private var kept: (InputRecord, ExitStatus, [RunTranscript.Utterance])? {
        guard let bytes = folder.bytes(name, limit: RunMemory.maximumLength),
            var reader = ByteReader(sealed: bytes, key: folder.key),
            reader.number() == RunMemory.mark, reader.text() == folder.identity, reader.text() == call,
            let status = reader.byte().flatMap({ ExitStatus(rawValue: Int32($0)) }),
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
        return (record, status, utterances)
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
