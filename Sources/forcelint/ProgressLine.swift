internal import Glibc
internal import Synchronization

/// One line on standard error that says what a long run is doing, and is gone before anything else is written.
///
/// It needs a lock and a thread, because the work that it tells of does not come up for air.
final class ProgressLine: Sendable {
    private struct State {
        var text = "Reading files"
        var isShown = false
        var isOver = false
    }

    private static let delay: useconds_t = 500_000

    private let state = Mutex(State())

    /// Only somebody who watches a terminal wants it.
    static func isWanted(isTerminal: Bool, environment: (String) -> String?) -> Bool {
        let isInCI = !["", "0", "false"].contains(environment("CI") ?? "")
        return isTerminal && !isInCI && environment("TERM") != "dumb"
    }

    static func start() -> ProgressLine {
        let line = ProgressLine()
        var thread = pthread_t()
        let pointer = Unmanaged.passRetained(line)
        let status = pthread_create(&thread, nil, show, pointer.toOpaque())
        if status == 0 { pthread_detach(thread) } else { pointer.release() }
        return line
    }

    func say(_ text: String) {
        state.withLock { state in
            state.text = text
            if state.isShown, !state.isOver { Self.draw(text) }
        }
    }

    func end() {
        state.withLock { state in
            if state.isShown, !state.isOver { StandardStreams.writePassing("\r\u{1B}[2K") }
            state.isOver = true
        }
    }

    private static func draw(_ text: String) {
        StandardStreams.writePassing("\r\u{1B}[2K\(text)…")
    }

    private static let show: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
        guard let pointer else { return nil }
        let line = Unmanaged<ProgressLine>.fromOpaque(pointer).takeRetainedValue()
        usleep(delay)
        line.state.withLock { state in
            guard !state.isOver else { return }
            state.isShown = true
            draw(state.text)
        }
        return nil
    }
}
