internal import Glibc
internal import OrgModel

/// Gives a file other bytes, whole or not at all: written beside it, flushed to the disk, then put in its place.
///
/// The way from the folder that was named to the file is opened step by step and follows no link.
struct FileReplacement {
    enum Refusal: Error {
        case changed
        case link
        case outside
        case readOnly
        /// It would be larger than files that are read, in megabytes.
        case tooLarge(Int)
        /// The system's number.
        case system(CInt)

        /// Follows `was not changed: `.
        var reason: String {
            switch self {
            case .changed: "it changed while it was judged"
            case .link: "it is reached through a link"
            case .outside: "it lies outside the paths that were named"
            case .readOnly: "it is write-protected"
            case .tooLarge(let size): "it would be larger than the \(size) MB of 'max-file-size', and not be read again"
            case .system(let error): StandardStreams.systemText(error)
            }
        }

        /// What `errno` says of a step that must not meet a link.
        fileprivate static var last: Refusal {
            errno == ELOOP || errno == ENOTDIR ? .link : .system(errno)
        }
    }

    private let source: SourceFile
    private let root: [UInt8]

    /// - Parameters:
    ///   - source: the file as it was when it was judged.
    ///   - root: the absolute path of a folder that holds the file, or of the file itself.
    init(_ source: SourceFile, in root: [UInt8]) {
        self.source = source
        self.root = root
    }

    func replace(_ old: [UInt8], by new: [UInt8]) throws(Refusal) {
        let components = source.systemPath.split(separator: UInt8(ascii: "/")).map { Array($0) }
        guard let name = components.last else { throw .outside }
        let below = min(root.split(separator: UInt8(ascii: "/")).count, components.count - 1)
        let folder = try open(components.dropLast(), following: below)
        defer { close(folder) }
        let status = try status(of: name, in: folder, holding: old)
        let temporary = try write(new, in: folder, like: status)
        do throws(Refusal) {
            guard try current(name, in: folder).isSame(as: status) else { throw Refusal.changed }
            let result = FileSystem.withCString(temporary) { from in
                FileSystem.withCString(name) { renameat(folder, from, folder, $0) }
            }
            guard result == 0 else { throw Refusal.system(errno) }
        } catch {
            _ = FileSystem.withCString(temporary) { unlinkat(folder, $0, 0) }
            throw error
        }
        // The new name is in the folder; that it is also on the disk is not worth a refusal.
        fsync(folder)
    }

    /// Opens a folder, the first components of whose path were named and may be links.
    private func open(_ components: ArraySlice<[UInt8]>, following count: Int) throws(Refusal) -> CInt {
        let start = [UInt8(ascii: "/")] + components.prefix(count).joined(separator: [UInt8(ascii: "/")])
        var folder = FileSystem.withCString(start) { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard folder >= 0 else { throw .system(errno) }
        for component in components.dropFirst(count) {
            let next = FileSystem.withCString(component) {
                openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
            let refusal = Refusal.last
            close(folder)
            guard next >= 0 else { throw refusal }
            folder = next
        }
        return folder
    }

    /// The status of the file, which holds these bytes and was not touched since it was judged.
    private func status(of name: [UInt8], in folder: CInt, holding bytes: [UInt8]) throws(Refusal) -> stat {
        let descriptor = FileSystem.withCString(name) {
            openat(folder, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        }
        guard descriptor >= 0 else { throw errno == ENOENT ? .changed : .last }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == source.length,
            status.modificationTime == source.modificationTime
        else { throw .changed }
        guard let found = FileSystem.bytes(from: descriptor, limit: bytes.count) else { throw .system(errno) }
        guard found == bytes else { throw .changed }
        // Renaming asks only the folder for permission.
        let access = FileSystem.withCString(name) { faccessat(folder, $0, W_OK, AT_EACCESS) }
        guard access == 0 else { throw errno == EACCES || errno == EROFS ? .readOnly : .system(errno) }
        return status
    }

    private func current(_ name: [UInt8], in folder: CInt) throws(Refusal) -> stat {
        var status = stat()
        let result = FileSystem.withCString(name) { fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }
        guard result == 0 else { throw errno == ENOENT ? .changed : .system(errno) }
        return status
    }

    /// Writes a new file with the mode, and where that is allowed the owner, of another; returns its name.
    private func write(_ bytes: [UInt8], in folder: CInt, like status: stat) throws(Refusal) -> [UInt8] {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        let name = Array(".forcelint-\(getpid())-\(number)".utf8)
        let descriptor = FileSystem.withCString(name) {
            openat(folder, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        }
        guard descriptor >= 0 else { throw .system(errno) }
        var error = StandardStreams.writeAll(bytes, to: descriptor)
        if error == 0, status.st_uid != geteuid() || status.st_gid != getegid() {
            // Only the administrator gives files away; the group alone may still be one of ours.
            if fchown(descriptor, status.st_uid, status.st_gid) != 0 {
                _ = fchown(descriptor, uid_t.max, status.st_gid)
            }
        }
        if error == 0, fchmod(descriptor, status.st_mode & 0o777) != 0 { error = errno }
        if error == 0, fsync(descriptor) != 0 { error = errno }
        if close(descriptor) != 0, error == 0 { error = errno }
        guard error == 0 else {
            _ = FileSystem.withCString(name) { unlinkat(folder, $0, 0) }
            throw .system(error)
        }
        return name
    }
}

extension stat {
    /// Nanoseconds since 1970.
    fileprivate var modificationTime: Int64 {
        Int64(st_mtim.tv_sec) * 1_000_000_000 + Int64(st_mtim.tv_nsec)
    }

    fileprivate func isSame(as other: stat) -> Bool {
        (st_dev, st_ino, st_size) == (other.st_dev, other.st_ino, other.st_size)
            && modificationTime == other.modificationTime
    }
}
