import Foundation
import Testing

/// `git check-ignore`, the implementation by which the rules of ignore files are defined.
///
/// It takes a path for a folder only where there is one; with a closing slash and none there, it asks for a file without
/// a name. So paths of folders are asked in a tree of their own, in which they exist.
struct GitCheckIgnore {
    private let trees: (files: Tree, folders: Tree)

    init() throws {
        trees = (try Tree(), try Tree())
    }

    /// The paths that git ignores by the patterns; a closing slash makes a path that of a folder.
    func ignored(_ paths: [String], by patterns: String) throws -> Set<String> {
        let folders = paths.filter { $0.hasSuffix("/") }
        for folder in folders { try trees.folders.makeFolder(folder) }
        let ignoredFolders = try trees.folders.ignored(folders.map { String($0.dropLast()) }, by: patterns)
        let ignoredFiles = try trees.files.ignored(paths.filter { !$0.hasSuffix("/") }, by: patterns)
        return ignoredFiles.union(ignoredFolders.map { $0 + "/" })
    }
}

/// A folder in which git runs.
private struct Tree {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        _ = try run(["init", "-q"], input: Data())
    }

    func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: folder.text + "/" + path, withIntermediateDirectories: true)
    }

    private func run(_ arguments: [String], input: Data) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.text)
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.text,
            "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
        ]
        // A file, since a pipe would stop both sides once either is full.
        try folder.write(".input", contents: String(decoding: input, as: UTF8.self))
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.text + "/.input"))
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        // 1 says that nothing is ignored.
        try #require(process.terminationStatus <= 1)
        return data
    }

    func ignored(_ paths: [String], by patterns: String) throws -> Set<String> {
        // An empty list would be read as one empty path.
        guard !paths.isEmpty else { return [] }
        try folder.write(".patterns", contents: patterns)
        let arguments = [
            "-c", "core.ignorecase=true", "-c", "core.excludesFile=" + folder.text + "/.patterns",
            "check-ignore", "--no-index", "-v", "-z", "--stdin",
        ]
        let input = Data(paths.joined(separator: "\0").utf8) + [0]
        let fields = try run(arguments, input: input).split(separator: 0, omittingEmptySubsequences: false)
        var ignored: Set<String> = []
        for start in stride(from: 0, to: fields.count - 3, by: 4) where fields[start + 2].first != UInt8(ascii: "!") {
            ignored.insert(String(decoding: fields[start + 3], as: UTF8.self))
        }
        return ignored
    }
}
