import Glibc

/// A file or folder whatever the path that leads to it.
struct FileIdentity: Hashable {
    let device: UInt
    let inode: UInt

    init(_ status: stat) {
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
    }
}

/// What the system knows of a file without opening it.
struct FileStatus {
    enum Kind: UInt8 {
        case regularFile, folder, link, other
    }

    let kind: Kind
    let identity: FileIdentity
    /// Bytes.
    let size: Int
    /// Nanoseconds since 1970.
    let modificationTime: Int64
    /// Of the last change of the contents or of what the system knows of the file, which no program can set.
    let changeTime: Int64

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regularFile
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        identity = FileIdentity(status)
        size = Int(status.st_size)
        modificationTime = status.st_mtim.nanoseconds
        changeTime = status.st_ctim.nanoseconds
    }

    /// The status of what a path leads to behind links; nil where there is nothing or it cannot be reached.
    init?(following path: SystemPath) {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else {
            let error = SystemError.last
            InputLog.note(.kind, path.bytes, error.isAbsence ? [] : nil)
            errno = error.code
            return nil
        }
        self.init(status)
        InputLog.note(.kind, path.bytes, [kind.rawValue])
    }

    /// The status of an entry of an open folder, of the link itself where it is one.
    init?(of name: UnsafePointer<CChar>, in folder: CInt) {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        self.init(status)
    }
}

extension timespec {
    /// Since 1970.
    fileprivate var nanoseconds: Int64 { Int64(tv_sec) * 1_000_000_000 + Int64(tv_nsec) }
}

/// Why a system call failed, in the system's words.
struct SystemError: Error {
    let code: CInt

    /// What `errno` says now.
    static var last: SystemError { SystemError(code: errno) }

    /// Whether it says that nothing is there.
    var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

    var text: String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }
}

/// Reads the few small files that steer the search: projects and ignore files.
enum SteeringFile {
    /// More than any project file or ignore file needs.
    static let maximumLength = 4 << 20

    static func bytes(of path: SystemPath) throws(SystemError) -> [UInt8] {
        do throws(SystemError) {
            let (bytes, stamp) = try read(path)
            bytes.withUnsafeBytes { InputLog.note(contents: $0, of: path, stamp) }
            return bytes
        } catch {
            InputLog.note(.kind, path.bytes, error.isAbsence ? [] : nil)
            throw error
        }
    }

    private static func read(_ path: SystemPath) throws(SystemError) -> (bytes: [UInt8], stamp: FileStamp?) {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last }
        switch FileStatus(status).kind {
        case .regularFile: break
        case .folder: throw SystemError(code: EISDIR)
        case .link, .other: throw SystemError(code: EINVAL)
        }
        guard status.st_size <= maximumLength else { throw SystemError(code: EFBIG) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= maximumLength {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last }
            if count == 0 { return (bytes, FileStatus(status).stamp(stillOf: descriptor)) }
            bytes += buffer[..<count]
        }
        throw SystemError(code: EFBIG)
    }
}
