internal import Glibc
internal import LintEngine
internal import OrgModel
internal import OrgReader

/// The files that a change touches; files that are gone are among them.
struct ChangedFiles {
    private var files: Set<[UInt8]> = []
    /// All that is in them counts as changed.
    private var folders: Set<[UInt8]> = []

    /// Bytes of a list at most.
    private static let maximumLength = 64 << 20

    /// What the options name; nil where they name nothing.
    ///
    /// - Parameter paths: the projects, folders and files that are linted.
    static func named(
        by options: ComparisonOptions,
        paths: [String],
        currentDirectory: [UInt8]
    ) throws(RunFailure) -> ChangedFiles? {
        guard options.changedSince != nil || options.changedFiles != nil else { return nil }
        var changes = ChangedFiles()
        if let revision = options.changedSince {
            try changes.add(since: revision, paths.map { FileSystem.absolute(Array($0.utf8), in: currentDirectory) })
        }
        if let list = options.changedFiles { try changes.add(list: list, currentDirectory) }
        return changes
    }

    func contains(_ file: SourceFile) -> Bool {
        let path = SystemPath(cleaning: file.systemPath).bytes
        // Behind a link the content is that of another file.
        return holds(path) || ChangedFiles.withRealFolder(path).map(holds) ?? false
            || FileSystem.resolved(path).map(holds) ?? false
    }

    private func holds(_ path: [UInt8]) -> Bool {
        if files.contains(path) { return true }
        guard !folders.isEmpty else { return false }
        return path.indices.contains { path[$0] == UInt8(ascii: "/") && folders.contains(Array(path[..<$0])) }
    }

    // MARK: Where they come from

    private mutating func add(since revision: String, _ paths: [[UInt8]]) throws(RunFailure) {
        let option = "--changed-since"
        // Git would take it for an option.
        guard !revision.isEmpty, !revision.hasPrefix("-") else {
            throw RunFailure(.usage, "\(option): '\(revision)' is no revision")
        }
        var asked: Set<[UInt8]> = []
        for path in paths {
            guard let folder = ChangedFiles.folder(holding: path) else {
                throw RunFailure(.inputs, "there is nothing at '\(String(decoding: path, as: UTF8.self))'")
            }
            let checkout = try GitCheckout(holding: folder, option: option)
            guard asked.insert(checkout.folder).inserted else { continue }
            for path in try checkout.changedPaths(since: revision) { insert(path, in: checkout.folder) }
        }
    }

    /// The folder itself, or the one that a file lies in, without links.
    private static func folder(holding path: [UInt8]) -> [UInt8]? {
        FileSystem.resolved(path).map { FileSystem.kind($0) == .folder ? $0 : FileSystem.parent(of: $0) }
    }

    private mutating func add(list: String, _ currentDirectory: [UInt8]) throws(RunFailure) {
        let option = "--changed-files"
        let limit = ChangedFiles.maximumLength
        let read =
            list == "-"
            ? FileSystem.bytes(from: STDIN_FILENO, limit: limit)
            : FileSystem.bytes(FileSystem.absolute(Array(list.utf8), in: currentDirectory), limit: limit)
        guard let bytes = read else {
            throw RunFailure(.usage, "\(option): '\(list)' cannot be read: \(StandardStreams.systemText(errno))")
        }
        guard bytes.count <= limit else { throw RunFailure(.usage, "\(option): '\(list)' is longer than 64 MiB") }
        let paths = PathList(bytes).paths
        for path in paths { insert(path, in: currentDirectory) }
        let isFound = paths.contains { FileSystem.kind(FileSystem.absolute($0, in: currentDirectory)) != nil }
        if !paths.isEmpty, !isFound {
            StandardStreams.warn(
                "\(option): nothing that '\(list)' lists is there; its paths start from the current folder")
        }
    }

    private mutating func insert(_ path: [UInt8], in folder: [UInt8]) {
        let clean = SystemPath(path, relativeTo: SystemPath(cleaning: folder)).bytes
        for path in [clean, ChangedFiles.withRealFolder(clean)].compactMap(\.self) {
            if FileSystem.kind(path) == .folder { folders.insert(path) } else { files.insert(path) }
        }
    }

    /// The path without links in its folder; a file that is gone has none of its own.
    private static func withRealFolder(_ path: [UInt8]) -> [UInt8]? {
        FileSystem.resolved(FileSystem.parent(of: path)).map { folder in
            FileSystem.absolute(Array(path[(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)...].dropFirst()), in: folder)
        }
    }
}
