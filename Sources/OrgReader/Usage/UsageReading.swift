internal import Glibc
internal import OrgModel

/// The files that `--usage` names: event logs, and exports such as LoginHistory, which are read as all others are.
struct UsageFiles: Sendable {
    /// An event log with what its header tells.
    struct Log: Sendable {
        let file: DiscoveredFile
        let columns: EventLogColumns
        let delimiter: UInt8
        /// Bytes to the header: a byte order mark.
        let start: Int
    }

    private(set) var logs: [Log] = []
    /// The paths of all other files.
    private(set) var records: [[UInt8]] = []
    /// What was met and not read.
    let skipped: [SkippedPath]

    /// Bytes of a file that are read to tell what it is; the headers of event logs have hundreds.
    private static let headLength = 64 << 10

    /// What all logs say together.
    struct Contents: Sendable {
        var usage = Usage()
        var problems: [InputProblem] = []
    }

    /// - Parameter discovery: of every table that lies below the named paths.
    init(_ discovery: Discovery) {
        skipped = discovery.skipped
        for file in discovery.files {
            if let log = Self.log(file) { logs.append(log) } else { records.append(file.systemPath.bytes) }
        }
        // Logs are streamed, and nobody notes what they hold: such a run is not kept for the next one.
        if !logs.isEmpty { InputLog.void() }
    }

    /// A file whose header has the column EVENT_TYPE, whatever its name.
    private static func log(_ file: DiscoveredFile) -> Log? {
        guard file.kind == .records(.csv), let head = head(of: file.systemPath),
            let reader = try? CSVReader(head), let columns = EventLogColumns(header: reader.header)
        else { return nil }
        let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return Log(file: file, columns: columns, delimiter: reader.delimiter, start: start)
    }

    /// The first lines of a file, without a last one that may be cut.
    private static func head(of path: SystemPath) -> [UInt8]? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: headLength)
        let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard got > 0 else { return nil }
        bytes.removeSubrange(got...)
        if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) { bytes.removeSubrange((end + 1)...) }
        return bytes
    }

    /// Reads the logs, several at once.
    ///
    /// - Parameter first: the number of the first file.
    func read(numberedFrom first: Int, jobs: Int) -> Contents {
        guard !logs.isEmpty else { return Contents() }
        let order = logs.indices.sorted { (logs[$0].file.size, $1) > (logs[$1].file.size, $0) }
        let queue = WorkQueue(count: order.count)
        let read = onThreads(max(1, min(jobs, logs.count))) { () -> [(Int, EventLogReader)] in
            var read: [(Int, EventLogReader)] = []
            while let next = queue.take() {
                let index = order[next]
                let log = logs[index]
                let reader = EventLogReader(
                    log.file, id: FileID(first + index), columns: log.columns, delimiter: log.delimiter,
                    start: log.start)
                read.append((index, reader))
            }
            return read
        }
        var contents = Contents()
        for (_, reader) in read.joined().sorted(by: { $0.0 < $1.0 }) {
            contents.usage.add(reader.usage)
            contents.problems += reader.problems
        }
        return contents
    }

    /// Adds what the logs say and the files themselves to what was read before; its files keep their numbers.
    func add(_ contents: Contents, to parts: inout Org.Parts) {
        guard !logs.isEmpty else { return }
        parts.files += logs.map(\.file.sourceFile)
        parts.usage = contents.usage
        parts.problems += contents.problems
        parts.inputs["EventLogFile"] = contents.usage.eventCount
    }
}
