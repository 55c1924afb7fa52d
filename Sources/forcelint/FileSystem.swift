internal import Glibc
internal import OrgReader

/// The few questions about files that the commands ask themselves.
enum FileSystem {
    /// The absolute path of the current folder, in the system's bytes.
    static func currentDirectory() throws(RunFailure) -> [UInt8] {
        guard let path = getcwd(nil, 0) else {
            throw RunFailure(.failure, "the current folder is not known: \(StandardStreams.systemText(errno))")
        }
        defer { free(path) }
        return UnsafeRawBufferPointer(start: path, count: strlen(path)).map { $0 }
    }

    enum Kind {
        case regularFile, folder, other
    }

    /// What a path leads to behind links; nil where there is nothing or it cannot be reached.
    ///
    /// - Parameter isInput: whether what comes of the run depends on it.
    static func kind(_ path: [UInt8], isInput: Bool = true) -> Kind? {
        var status = stat()
        guard withCString(path, { stat($0, &status) }) == 0 else {
            if isInput { InputLog.note(.kind, path, isAbsence(errno) ? [] : nil) }
            return nil
        }
        if isInput { InputLog.note(kind: status, of: path) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .regularFile
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// Whether there is anything under a name, be it a link that leads nowhere.
    static func isThere(_ path: [UInt8]) -> Bool {
        var status = stat()
        return withCString(path) { lstat($0, &status) } == 0
    }

    /// Whether there is a regular file under a name and no link.
    static func isRegularFile(_ path: [UInt8]) -> Bool {
        var status = stat()
        return withCString(path) { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Nanoseconds since 1970 of the last change; 0 where it cannot be told.
    static func modificationTime(_ path: [UInt8]) -> Int64 {
        var status = stat()
        guard withCString(path, { stat($0, &status) }) == 0 else { return 0 }
        return Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }

    /// A regular file's bytes, and never more than one byte over `limit`; nil with the reason in `errno` otherwise.
    static func bytes(_ path: [UInt8], limit: Int) -> [UInt8]? {
        let descriptor = withCString(path) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
        guard descriptor >= 0 else {
            let error = errno
            InputLog.void()
            errno = error
            return nil
        }
        defer { close(descriptor) }
        return InputLog.noting(contentsOf: path, from: descriptor) { self.bytes(from: descriptor, limit: limit) }
    }

    private static func isAbsence(_ error: CInt) -> Bool { error == ENOENT || error == ENOTDIR }

    /// What an open file or pipe still holds, and never more than one byte over `limit`; nil with the reason in `errno`
    /// where it cannot be read.
    static func bytes(from descriptor: CInt, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= limit {
            let count = read(descriptor, &buffer, min(buffer.count, limit + 1 - bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// The path without links; nil where it names nothing.
    ///
    /// - Parameter isInput: whether what comes of the run depends on it.
    static func resolved(_ path: [UInt8], isInput: Bool = true) -> [UInt8]? {
        guard let text = withCString(path, { realpath($0, nil) }) else {
            if isInput { InputLog.note(.realPath, path, isAbsence(errno) ? [] : nil) }
            return nil
        }
        defer { free(text) }
        let real = UnsafeRawBufferPointer(start: text, count: strlen(text)).map { $0 }
        if isInput { InputLog.note(.realPath, path, real) }
        return real
    }

    /// The folder that holds an absolute path; the root holds itself.
    static func parent(of path: [UInt8]) -> [UInt8] {
        var path = path[...]
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return Array(path) }
        return slash == path.startIndex ? [UInt8(ascii: "/")] : Array(path[..<slash])
    }

    static func absolute(_ path: [UInt8], in folder: [UInt8]) -> [UInt8] {
        path.first == UInt8(ascii: "/") ? path : folder + [UInt8(ascii: "/")] + path
    }

    static func withCString<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let characters = path.map { CChar(bitPattern: $0) } + [0]
        return characters.withUnsafeBufferPointer { buffer in
            // The array ends with the NUL, so it is never empty.
            buffer.withMemoryRebound(to: CChar.self) { body($0.baseAddress.unsafelyUnwrapped) }
        }
    }
}
