internal import Glibc
internal import OrgReader

/// A program that is run to its end: no shell, nothing of our environment, standard input empty.
struct ChildProcess {
    /// The file of the program.
    let program: [UInt8]
    /// Without the name of the program.
    let arguments: [[UInt8]]
    /// All variables that the child has.
    let environment: [(name: String, value: [UInt8])]
    /// Seconds after which it is ended.
    var timeout = 120.0
    /// Bytes of standard output after which it is ended.
    var outputLimit = 64 << 20

    struct Outcome {
        /// The status with which it ended; 128 and the signal's number where one ended it.
        let status: Int32
        let output: [UInt8]
        /// The beginning of what it wrote to standard error.
        let errors: String
    }

    enum Failure: Error {
        /// The system's number of the error.
        case notStarted(CInt)
        case tookTooLong
        case wroteTooMuch
    }

    private static let errorLimit = 4 << 10

    func run() throws(Failure) -> Outcome {
        InputLog.void()
        let output = try Pipe()
        let errors = try Pipe()
        let process = try spawn(output: output.writing, errors: errors.writing)
        output.closeWriting()
        errors.closeWriting()
        let gathered: (output: [UInt8], errors: [UInt8])
        do {
            gathered = try gather(output.reading, errors.reading)
        } catch {
            // The whole group: what the child started must not outlive it.
            kill(-process, SIGKILL)
            _ = ChildProcess.wait(process)
            throw error
        }
        return Outcome(
            status: ChildProcess.wait(process),
            output: gathered.output,
            errors: String(decoding: gathered.errors, as: UTF8.self)
        )
    }

    // MARK: Starting

    private func spawn(output: CInt, errors: CInt) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // We ignore SIGPIPE, and what is ignored is inherited.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

        var process: pid_t = 0
        let variables = environment.map { Array("\($0.name)=".utf8) + $0.value }
        let error = ChildProcess.withCStrings([program] + arguments) { arguments in
            ChildProcess.withCStrings(variables) { variables in
                FileSystem.withCString(program) {
                    posix_spawn(&process, $0, &actions, &attributes, arguments, variables)
                }
            }
        }
        guard error == 0 else { throw .notStarted(error) }
        return process
    }

    /// The texts as C wants a list of them: ended by NUL each, and by a null pointer.
    private static func withCStrings<Result>(
        _ texts: [[UInt8]],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for text in texts {
            starts.append(bytes.count)
            bytes += text.map { CChar(bitPattern: $0) } + [0]
        }
        return bytes.withUnsafeMutableBufferPointer { bytes in
            let pointers = starts.map { start in bytes.baseAddress.map { $0 + start } } + [nil]
            return pointers.withUnsafeBufferPointer { pointers in
                // The list ends with the null pointer, so it is never empty.
                body(pointers.baseAddress.unsafelyUnwrapped)
            }
        }
    }

    // MARK: Listening

    /// Reads both pipes until the child has closed them.
    private func gather(_ output: CInt, _ errors: CInt) throws(Failure) -> (output: [UInt8], errors: [UInt8]) {
        var texts: [[UInt8]] = [[], []]
        var polled = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let deadline = ChildProcess.now + timeout
        while polled.contains(where: { $0.fd >= 0 }) {
            let left = deadline - ChildProcess.now
            guard left > 0 else { throw .tookTooLong }
            guard poll(&polled, nfds_t(polled.count), CInt(min(left * 1_000, 60_000)) + 1) > 0 else { continue }
            for index in polled.indices where polled[index].fd >= 0 && polled[index].revents != 0 {
                let count = read(polled[index].fd, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    // The system leaves out what is negative.
                    polled[index].fd = -1
                    continue
                }
                texts[index] += buffer[..<count]
            }
            guard texts[0].count <= outputLimit else { throw .wroteTooMuch }
            if texts[1].count > ChildProcess.errorLimit {
                texts[1].removeLast(texts[1].count - ChildProcess.errorLimit)
            }
        }
        return (texts[0], texts[1])
    }

    private static func wait(_ process: pid_t) -> Int32 {
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// Seconds of a clock that nobody sets.
    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Two ends that no child inherits, closed with it.
    private final class Pipe {
        let reading: CInt
        private(set) var writing: CInt

        init() throws(Failure) {
            var ends: [CInt] = [-1, -1]
            guard pipe(&ends) == 0 else { throw .notStarted(errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (reading, writing) = (ends[0], ends[1])
        }

        func closeWriting() {
            guard writing >= 0 else { return }
            close(writing)
            writing = -1
        }

        deinit {
            close(reading)
            closeWriting()
        }
    }
}
