internal import Glibc
internal import OrgReader
internal import Reporting

/// Standard output carries the report and nothing else; everything else goes to standard error.
enum StandardStreams {
    /// Makes writing to a closed pipe an error instead of a signal, and keeps the numbers of closed streams from being
    /// given to files.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for descriptor: CInt in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            // Opened for reading, so that a report to a closed output is still refused.
            let replacement = open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
            if replacement >= 0, replacement != descriptor {
                dup2(replacement, descriptor)
                close(replacement)
            }
        }
    }

    /// Writes to standard output. A reader that went away is content with what it has.
    static func write(_ text: String) throws(RunFailure) {
        RunTranscript.note(.output(text))
        let error = writeAll(Array(text.utf8), to: STDOUT_FILENO)
        guard error == 0 || error == EPIPE else {
            throw RunFailure(.failure, "standard output cannot be written: \(systemText(error))")
        }
    }

    /// Writes to standard error; there is nowhere to say that it failed.
    static func writeError(_ text: String) {
        RunTranscript.note(.error(text))
        writePassing(text)
    }

    /// Writes to standard error what is no part of what the run tells.
    static func writePassing(_ text: String) {
        _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
    }

    static func report(_ failure: RunFailure) {
        writeError("error: \(shown(failure.message))\n")
    }

    static func warn(_ message: String) {
        writeError("warning: \(shown(message))\n")
    }

    /// Line by line what cannot harm a terminal or a CI runner.
    static func shown(_ message: String) -> String {
        message.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText(String($0)).description }
            .joined(separator: "\n")
    }

    /// The system's number of the error, 0 where everything was written.
    static func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> CInt {
        bytes.withUnsafeBytes { buffer in
            var start = 0
            while start < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
                if count >= 0 {
                    start += count
                } else if errno == EAGAIN {
                    // The other end made the stream non-blocking; wait until it takes more.
                    var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = Glibc.poll(&poll, 1, -1)
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
    }

    /// How many columns the terminal has that standard output goes to; nil where it does not say.
    static var terminalWidth: Int? {
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        let width = isKnown ? Int(size.ws_col) : nil
        InputLog.note(.terminal, widthName, Array("\(width ?? 0)".utf8))
        return width
    }

    private static let widthName = Array("width".utf8)

    /// Whether a stream is a terminal.
    static func isTerminal(_ descriptor: CInt) -> Bool {
        let isTerminal = isatty(descriptor) == 1
        InputLog.note(.terminal, [UInt8(descriptor)], [isTerminal ? 1 : 0])
        return isTerminal
    }

    /// What a question about the terminal is answered with now.
    static func answer(_ name: [UInt8]) -> [UInt8] {
        if name == widthName { return Array("\(terminalWidth ?? 0)".utf8) }
        return [isTerminal(CInt(name.first ?? 0)) ? 1 : 0]
    }

    /// What the system says of an error number.
    static func systemText(_ error: CInt) -> String {
        strerror(error).map { String(cString: $0) } ?? "error \(error)"
    }
}
