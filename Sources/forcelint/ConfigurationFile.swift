internal import Glibc
internal import LintEngine
internal import LintRules
internal import OrgModel
internal import OrgReader
internal import RuleCatalogue

/// A configuration and the folder from which its paths start.
struct ConfigurationFile {
    let configuration: Configuration
    /// Absolute, or relative to the current folder; nil where there is no file.
    let folder: [UInt8]?
    /// The file as results name it; nil where there is none.
    let source: SourceFile?

    /// As reports name it; nil where there is no file.
    var shownPath: String? { source?.path }

    static let none = ConfigurationFile(configuration: .empty, folder: nil, source: nil)

    /// Why it is this file, in words.
    private(set) var choice = "none is found"

    /// The environment variable that names the file where the command line does not.
    static let variable = "FORCELINT_CONFIG"

    /// The file that was named, by the command line or else by the environment, else the one that is found, or none.
    static func find(
        _ path: String?,
        noConfig: Bool,
        from start: String,
        currentDirectory: [UInt8]
    ) throws(RunFailure) -> ConfigurationFile {
        var file = ConfigurationFile.none
        let pages = BuiltInRules.all.map { type(of: $0).page }
        if noConfig {
            file.choice = "--no-config"
        } else if let path {
            file = try ConfigurationFile(named: path, currentDirectory: currentDirectory, pages: pages)
            file.choice = "named by --config"
        } else if let path = Environment.value(variable), !path.isEmpty {
            guard FileSystem.kind(FileSystem.absolute(Array(path.utf8), in: currentDirectory)) != nil else {
                throw RunFailure(.usage, "the configuration '\(path)', which \(variable) names, does not exist")
            }
            file = try ConfigurationFile(named: path, currentDirectory: currentDirectory, pages: pages)
            file.choice = "named by \(variable)"
        } else {
            file = try search(from: start, currentDirectory: currentDirectory, pages: pages)
            if file.source != nil { file.choice = "found by its name" }
        }
        return file
    }

    /// Reads the file that was named.
    init(named path: String, currentDirectory: [UInt8], pages: [RuleFile]) throws(RunFailure) {
        let absolute = FileSystem.absolute(Array(path.utf8), in: currentDirectory)
        guard FileSystem.kind(absolute) != nil else {
            throw RunFailure(.usage, "the configuration '\(path)' does not exist")
        }
        try self.init(reading: absolute, shown: path, currentDirectory: currentDirectory, pages: pages)
    }

    /// Looks beside `sfdx-project.json` of a path, else in the path, else in the current folder.
    static func search(
        from path: String,
        currentDirectory: [UInt8],
        pages: [RuleFile]
    ) throws(RunFailure) -> ConfigurationFile {
        let start = FileSystem.absolute(Array(path.utf8), in: currentDirectory)
        let folder = FileSystem.kind(start) == .folder ? start : FileSystem.parent(of: start)
        let real = FileSystem.resolved(folder) ?? folder
        let folders = [projectFolder(above: real), real, currentDirectory].compactMap(\.self)
        for folder in folders {
            let file = FileSystem.absolute(Array(Configuration.fileName.utf8), in: folder)
            guard FileSystem.kind(file) != nil else { continue }
            return try ConfigurationFile(
                reading: file,
                shown: shown(file, currentDirectory),
                currentDirectory: currentDirectory,
                pages: pages
            )
        }
        return none
    }

    private init(configuration: Configuration, folder: [UInt8]?, source: SourceFile?) {
        self.configuration = configuration
        self.source = source
        self.folder = folder
    }

    private init(
        reading path: [UInt8],
        shown: String,
        currentDirectory: [UInt8],
        pages: [RuleFile]
    ) throws(RunFailure) {
        guard FileSystem.kind(path) == .regularFile else {
            throw RunFailure(.usage, "the configuration '\(shown)' is no file")
        }
        guard let bytes = FileSystem.bytes(path, limit: Configuration.maximumLength) else {
            let reason = StandardStreams.systemText(errno)
            throw RunFailure(.usage, "the configuration '\(shown)' cannot be read: \(reason)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RunFailure(.usage, "\(shown):1:1: the configuration is not UTF-8")
        }
        do {
            configuration = try Configuration(text: text, path: shown, pages: pages)
        } catch {
            throw RunFailure(.usage, error.description)
        }
        folder = FileSystem.parent(of: path)
        source = SourceFile(
            path: ConfigurationFile.shown(path, currentDirectory),
            systemPath: path,
            syntax: .yaml,
            packageDirectory: "",
            length: bytes.count,
            modificationTime: FileSystem.modificationTime(path)
        )
    }

    /// The exceptions of the file, which becomes one of the files of the run where it has any.
    func addExceptions(to files: inout [SourceFile]) -> [Exception] {
        guard let source, configuration.hasExceptions else { return [] }
        files.append(source)
        return configuration.exceptions(in: FileID(files.count - 1))
    }

    /// The files and folders of records that the configuration names.
    var records: [[UInt8]] { configuration.records.map(path) }

    /// The files and folders of event logs that the configuration names.
    var usage: [[UInt8]] { configuration.usage.map(path) }

    /// The known findings that the configuration names; nil where it names none.
    var baseline: [UInt8]? { configuration.baseline.map(path) }

    /// A path that the file names, from the current folder.
    private func path(_ path: String) -> [UInt8] {
        folder.map { FileSystem.absolute(Array(path.utf8), in: $0) } ?? Array(path.utf8)
    }

    /// The folder of the project that a folder belongs to; nil for none.
    static func projectFolder(above start: [UInt8]) -> [UInt8]? {
        var folder = start
        while true {
            let file = FileSystem.absolute(Array("sfdx-project.json".utf8), in: folder)
            if FileSystem.kind(file) == .regularFile { return folder }
            let above = FileSystem.parent(of: folder)
            guard above != folder else { return nil }
            folder = above
        }
    }

    /// As reports name files: relative to the current folder.
    static func shown(_ path: [UInt8], _ currentDirectory: [UInt8]) -> String {
        let folder = SystemPath(cleaning: currentDirectory)
        return SystemPath(path, relativeTo: folder).display(relativeTo: folder)
    }
}
