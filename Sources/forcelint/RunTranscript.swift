internal import Synchronization

/// What a run writes, written down where it is written, so that it can be said again.
enum RunTranscript {
    enum Utterance: Sendable, Equatable {
        case output(String)
        case error(String)
        /// A file of `-o`, by its name as it was given.
        case file(path: String, text: String)
    }

    private static let utterances = Mutex<[Utterance]?>(nil)

    static func start() {
        utterances.withLock { $0 = [] }
    }

    /// Stops, and tells what was written.
    static func finish() -> [Utterance] {
        utterances.withLock { utterances in
            defer { utterances = nil }
            return utterances ?? []
        }
    }

    static func note(_ utterance: Utterance) {
        utterances.withLock { $0?.append(utterance) }
    }
}
