package import CacheStore
package import Glibc
internal import Synchronization

/// What a run asks the system about its inputs, with the answers, written down where it asks.
///
/// Everything that reads a file, lists a folder or looks whether something is there tells it here, so that nobody has to
/// remember on what a result rests. What cannot be asked again in the same way makes the log void.
package final class InputLog: Sendable {
    /// A question that is asked by the name of what it is about.
    package struct Question: Hashable, Sendable {
        package enum Subject: UInt8, Sendable {
            /// What lies at a path, behind links.
            case kind
            /// The path without links.
            case realPath
            /// An environment variable.
            case variable
            /// Whether a stream is a terminal, and how wide.
            case terminal
            /// The day against which times are judged.
            case day
        }

        package let subject: Subject
        package let name: [UInt8]
    }

    private let record: Mutex<InputRecord>
    private let key: ContentHash.Key

    private init(_ key: ContentHash.Key) {
        self.key = key
        record = Mutex(InputRecord(key: key, moment: FileStamp.now))
    }

    private static let slot: pthread_key_t? = {
        var slot = pthread_key_t()
        return pthread_key_create(&slot, nil) == 0 ? slot : nil
    }()

    /// Where this thread writes down what it asks; threads that it starts by `onThreads` write there too.
    static var current: InputLog? {
        guard let slot, let pointer = pthread_getspecific(slot) else { return nil }
        return Unmanaged<InputLog>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// Lets this thread write to a log; whoever made the log keeps it.
    static func use(_ log: InputLog?) {
        guard let slot else { return }
        pthread_setspecific(slot, log.map { UnsafeRawPointer(Unmanaged.passUnretained($0).toOpaque()) })
    }

    /// Begins to write down what this thread asks.
    package static func start(_ key: ContentHash.Key) {
        _ = finish()
        let log = InputLog(key)
        use(log)
        // `finish` gives it back.
        _ = Unmanaged.passRetained(log)
    }

    /// Stops, and tells what was written down; nil where it is void.
    package static func finish() -> InputRecord? {
        guard let log = current else { return nil }
        use(nil)
        let record = log.record.withLock { $0 }
        Unmanaged.passUnretained(log).release()
        return record.isVoid ? nil : record
    }

    /// What hashes start from; nil where nothing is written down.
    package static var key: ContentHash.Key? { current?.key }

    /// Says that the run rests on something that the log cannot hold.
    package static func void() {
        change { $0.isVoid = true }
    }

    /// - Parameter answer: empty for nothing; nil where the system would not say, which makes the log void.
    package static func note(_ subject: Question.Subject, _ name: [UInt8], _ answer: [UInt8]?) {
        change { $0.add(Question(subject: subject, name: name), answer) }
    }

    /// - Parameter status: of what lies at the path behind links.
    package static func note(kind status: stat, of path: [UInt8]) {
        note(.kind, path, [FileStatus(status).kind.rawValue])
    }

    static func note(_ listing: FolderListing) {
        change { $0.listings.append(listing) }
    }

    /// Notes the bytes of a file that was read.
    ///
    /// - Parameter stamp: nil where the file changed meanwhile.
    static func note(contents: UnsafeRawBufferPointer, of path: SystemPath, _ stamp: FileStamp?) {
        guard let key else { return }
        let hash = ContentHash(contents, key: key)
        note(contents: hash, of: path, stamp)
    }

    static func note(contents hash: ContentHash, of path: SystemPath, _ stamp: FileStamp?) {
        change { $0.add(hash, of: path.bytes, stamp) }
    }

    /// Reads an open file, and notes what it holds.
    ///
    /// - Parameter read: nil with the reason in `errno` where that fails.
    package static func noting(
        contentsOf path: [UInt8],
        from descriptor: CInt,
        _ read: () -> [UInt8]?
    ) -> [UInt8]? {
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        guard let bytes = read() else {
            let error = errno
            void()
            errno = error
            return nil
        }
        let stamp = isKnown ? FileStatus(status).stamp(stillOf: descriptor) : nil
        bytes.withUnsafeBytes { note(contents: $0, of: SystemPath(clean: path), stamp) }
        return bytes
    }

    private static func change(_ body: (inout InputRecord) -> Void) {
        current?.record.withLock { body(&$0) }
    }
}
