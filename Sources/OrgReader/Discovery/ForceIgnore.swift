/// The rules of a `.forceignore` file as the Salesforce CLI applies them: those of `.gitignore`, without case.
///
/// Source: source-deploy-retrieve, `src/resolve/forceIgnore.ts`, over the npm package `ignore` 5.3, whose authors check
/// it against `git check-ignore`. Case is folded for ASCII letters only, as git does.
struct ForceIgnore {
    /// What the CLI puts before the file's own patterns, so that the file can take it back.
    private static let defaults = """
        **/*.dup
        **/.*
        !.sf
        **/.sf/**
        !**/.sf/orgs
        !**/.sf/orgs/**
        **/.sf/orgs/*/**
        !**/.sf/orgs/*/remoteMetadata
        !**/.sf/orgs/*/remoteMetadata/**
        **/package2-descriptor.json
        **/package2-manifest.json

        """

    private let patterns: [IgnorePattern]

    /// The folder that paths are relative to.
    let root: SystemPath

    init(_ contents: [UInt8], root: SystemPath, withDefaults: Bool = true) {
        self.root = root
        let text = withDefaults ? Array(ForceIgnore.defaults.utf8) + ForceIgnore.withoutMark(contents) : contents
        patterns = text.split(separator: UInt8(ascii: "\n")).compactMap { IgnorePattern(line: $0) }
    }

    private static func withoutMark(_ contents: [UInt8]) -> ArraySlice<UInt8> {
        contents.dropFirst(contents.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    }

    /// A folder below the root and which patterns its path already satisfies; what is in it then asks with its name only.
    struct Folder {
        /// Lower case, relative to the root, with a closing slash; empty for the root.
        fileprivate let path: [UInt8]
        fileprivate let satisfied: [Bool]
        /// Whether a folder above it is ignored, or it is itself: then all that it holds is, whatever patterns say.
        let isIgnored: Bool
    }

    var rootFolder: Folder {
        Folder(path: [], satisfied: patterns.map { $0.matches(folder: []) }, isIgnored: false)
    }

    /// The folder of a name in another one.
    func folder(_ name: some Collection<UInt8>, in parent: Folder) -> Folder {
        let path = parent.path + name.map(IgnorePattern.folded) + [SystemPath.slash]
        let satisfied = patterns.map { $0.matches(folder: path) }
        let isIgnored = parent.isIgnored || isMatched(name, in: parent, isFolder: true)
        return Folder(path: path, satisfied: satisfied, isIgnored: isIgnored)
    }

    /// Whether a file or folder is ignored, by a pattern of its own or with a folder above it.
    func ignores(_ name: some Collection<UInt8>, in folder: Folder, isFolder: Bool = false) -> Bool {
        folder.isIgnored || isMatched(name, in: folder, isFolder: isFolder)
    }

    /// Whether the CLI leaves a folder out: it asks for the name with and without a closing slash.
    func denies(folder name: some Collection<UInt8>, in folder: Folder) -> Bool {
        ignores(name, in: folder, isFolder: true) || ignores(name, in: folder, isFolder: false)
    }

    /// Whether a path relative to the root is ignored; a closing slash makes it a folder.
    func ignores(path: [UInt8]) -> Bool {
        let isFolder = path.last == SystemPath.slash
        let components = path.split(separator: SystemPath.slash)
        guard let last = components.last else { return false }
        let folder = components.dropLast().reduce(rootFolder) { self.folder($1, in: $0) }
        return ignores(last, in: folder, isFolder: isFolder)
    }

    /// The last pattern that matches decides.
    private func isMatched(_ name: some Collection<UInt8>, in folder: Folder, isFolder: Bool) -> Bool {
        let name = name.map(IgnorePattern.folded)
        for index in patterns.indices.reversed() where folder.satisfied[index] {
            if patterns[index].matches(name: name, isFolder: isFolder) { return !patterns[index].isNegated }
        }
        return false
    }
}
