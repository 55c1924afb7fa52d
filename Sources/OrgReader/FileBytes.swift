internal import Glibc

/// The bytes of one file after another in one buffer that grows and is used again.
///
/// Files are read and never mapped: a map costs twice the time on two threads, and a file that shrinks ends the program.
struct FileBytes: ~Copyable {
    struct Failure: Error {
        /// One sentence.
        let message: String
    }

    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    private var count = 0

    deinit {
        buffer.deallocate()
    }

    /// Replaces the bytes by those of a regular file.
    mutating func read(_ path: SystemPath, limit: Int) throws(Failure) {
        count = 0
        let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
        guard descriptor >= 0 else { throw Self.failure("opened") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("read") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(message: "The file is no regular file.") }
        guard status.st_size <= limit else {
            throw Failure(message: "The file has \(status.st_size) bytes, \(Self.words(limit)).")
        }
        reserve(Int(status.st_size) + 1)
        while true {
            if count == buffer.count { reserve(buffer.count * 2) }
            let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, min(buffer.count - count, 1 << 18))
            if got < 0 {
                if errno == EINTR { continue }
                throw Self.failure("read")
            }
            if got == 0 { return }
            count += got
            if count > limit { throw Failure(message: "The file grows, \(Self.words(limit)).") }
        }
    }

    private static func words(_ limit: Int) -> String {
        "more than the \(limit >> 20) MB that are read; 'max-file-size' in the configuration may allow more"
    }

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }

    private mutating func reserve(_ capacity: Int) {
        guard capacity > buffer.count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(capacity, buffer.count * 2), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        buffer.deallocate()
        buffer = larger
    }

    private static func failure(_ verb: String) -> Failure {
        Failure(message: "The file cannot be \(verb): \(SystemError.last.text).")
    }
}
