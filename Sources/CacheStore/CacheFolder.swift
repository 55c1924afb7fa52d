internal import Glibc

/// A folder of files that make the next run faster, and nothing that is missed where it is gone.
///
/// Nothing in it is trusted by its name: what is read is a regular file of our own and no link, has an end that fits, and
/// was written by this very program. Where the folder cannot be read or written there is none, and nobody hears of it.
package struct CacheFolder: Sendable {
    private let path: [UInt8]
    /// The program and the libraries that it runs with.
    package let identity: [UInt8]
    /// What hashes of files in the folder start from.
    package let key: ContentHash.Key

    private static let keyName = "key"
    /// A folder holds no more, and nothing that was not used for as long.
    private static let maximumSize = 1 << 30
    private static let maximumCount = 256
    private static let maximumAge = 30 * day
    private static let day = 24 * 60 * 60

    /// - Parameters:
    ///   - path: absolute; made when the first file is written.
    ///   - identity: what tells this program from any other, whose files are not used.
    package init(_ path: [UInt8], identity: [UInt8]) {
        self.path = path
        self.identity = identity
        key =
            CacheFolder.bytes(CacheFolder.keyName, in: path, limit: ContentHash.Key.length)
            .flatMap(ContentHash.Key.init) ?? .random
    }

    // MARK: Reading

    /// A file of the folder, opened; nil where it is none that may be used.
    package func open(_ name: String) -> CacheFile? {
        CacheFolder.open(name, in: path)
    }

    /// The bytes of a file of the folder, at most `limit` of them.
    package func bytes(_ name: String, limit: Int) -> [UInt8]? {
        CacheFolder.bytes(name, in: path, limit: limit)
    }

    private static func bytes(_ name: String, in path: [UInt8], limit: Int) -> [UInt8]? {
        guard let file = open(name, in: path), file.size <= limit else { return nil }
        return file.bytes(at: 0, count: file.size)
    }

    private static func open(_ name: String, in path: [UInt8]) -> CacheFile? {
        let descriptor = withPath(path + [UInt8(ascii: "/")] + name.utf8) {
            Glibc.open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        }
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else {
            close(descriptor)
            return nil
        }
        // What is used stays; once a day is enough to know.
        if time(nil) - status.st_mtim.tv_sec > day { _ = futimens(descriptor, nil) }
        return CacheFile(descriptor, size: Int(status.st_size))
    }

    // MARK: Writing

    /// Gives a file of the folder other contents, whole or not at all, and takes away what nobody has used for long.
    ///
    /// - Parameter body: writes the contents; false gives up.
    /// - Returns: Whether the file is there.
    @discardableResult
    package func replace(_ name: String, _ body: (CacheFileWriter) -> Bool) -> Bool {
        makeFolder()
        guard keepsKey(), write(name, body) else { return false }
        removeOldFiles(but: [name, CacheFolder.keyName])
        return true
    }

    /// Makes the key that of the folder. False where it has another one by now: what starts from ours would be of no use.
    private func keepsKey() -> Bool {
        var kept: [UInt8]? { CacheFolder.bytes(CacheFolder.keyName, in: path, limit: ContentHash.Key.length) }
        if let kept, kept.count == ContentHash.Key.length { return kept == key.bytes }
        // Of two programs that begin at once one is first; what is there and no key gives way.
        _ = write(CacheFolder.keyName, isNew: true) { $0.add(key.bytes) }
        if let kept, kept.count == ContentHash.Key.length { return kept == key.bytes }
        return write(CacheFolder.keyName) { $0.add(key.bytes) }
    }

    /// - Parameter isNew: whether a file that is there is left alone.
    private func write(_ name: String, isNew: Bool = false, _ body: (CacheFileWriter) -> Bool) -> Bool {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        let temporary = path + Array("/\(CacheFolder.temporaryPrefix)\(getpid())-\(number)".utf8)
        let descriptor = CacheFolder.withPath(temporary) {
            Glibc.open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        }
        guard descriptor >= 0 else { return false }
        let writer = CacheFileWriter(descriptor)
        // Unflushed: a file that the machine loses halfway does not end as it should, and is not used.
        let isWritten = body(writer) && writer.flush()
        let isClosed = close(descriptor) == 0
        let isThere =
            isWritten && isClosed
            && CacheFolder.withPath(temporary) { from in
                CacheFolder.withPath(path + [UInt8(ascii: "/")] + name.utf8) {
                    isNew ? link(from, $0) : rename(from, $0)
                }
            } == 0
        if !isThere || isNew { _ = CacheFolder.withPath(temporary) { unlink($0) } }
        return isThere
    }

    private static let temporaryPrefix = "new-"

    /// Makes the folder and those above it, for nobody else to look into.
    private func makeFolder() {
        var end = path.startIndex
        while end < path.endIndex {
            end = path[(end + 1)...].firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
            _ = CacheFolder.withPath(Array(path[..<end])) { mkdir($0, 0o700) }
        }
    }

    /// Removes what is old, cut off or too much, the least used first. Only names of ours are looked at.
    private func removeOldFiles(but kept: [String]) {
        guard let folder = CacheFolder.withPath(path, { opendir($0) }) else { return }
        defer { closedir(folder) }
        var files: [(name: [CChar], age: Int, size: Int)] = []
        let now = time(nil)
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                let text = UnsafeRawPointer(tuple).assumingMemoryBound(to: CChar.self)
                return Array(UnsafeBufferPointer(start: text, count: strlen(text) + 1))
            }
            let text = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard CacheFolder.prefixes.contains(where: text.hasPrefix), !kept.contains(text) else { continue }
            var status = stat()
            guard fstatat(dirfd(folder), name, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG
            else { continue }
            let age = now - status.st_mtim.tv_sec
            let isCutOff = text.hasPrefix(CacheFolder.temporaryPrefix) && age > CacheFolder.day
            files.append((name, isCutOff ? Int.max : age, Int(status.st_size)))
        }
        files.sort { $0.age < $1.age }
        var size = 0
        for (index, file) in files.enumerated() {
            size += file.size
            let isTooMuch = index >= CacheFolder.maximumCount || size > CacheFolder.maximumSize
            if isTooMuch || file.age > CacheFolder.maximumAge { unlinkat(dirfd(folder), file.name, 0) }
        }
    }

    /// How the names of files begin that are ours to remove.
    private static let prefixes = [temporaryPrefix, "files-", "run-"]

    /// The name of a file for something that its bytes tell from others.
    ///
    /// - Parameter kind: `files` or `run`.
    package func name(_ kind: String, of bytes: [UInt8]) -> String {
        let hash = ContentHash(bytes, key: key)
        return "\(kind)-\(String(hash.high, radix: 16))\(String(hash.low, radix: 16))"
    }

    private static func withPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (path.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped) }
    }
}
