import OrgModel

/// Turns what the walk met into named files, each once.
struct FoundFiles {
    private struct Found {
        /// The path by which it was met, which is not the system's for a link.
        let path: SystemPath
        let file: DiscoveredFile
        let identity: FileIdentity

        var key: Key {
            Key(identity: identity, kind: file.kind, fullName: file.fullName)
        }
    }

    /// The same component in the same file, by whatever path.
    private struct Key: Hashable {
        let identity: FileIdentity
        let kind: FileKind
        let fullName: String
    }

    private let currentFolder: SystemPath
    private let projects: [SalesforceProject]
    private var hiding: HiddenFiles
    /// What is there already, worked out when a file comes that may have been met by another path.
    private var seen: Set<Key>?
    private var files: [Found] = []
    private var ignored: [Found] = []

    /// The folder of the last file and what follows from its path: files come folder by folder.
    private var folder: SystemPath?
    private var folderComponents: [ArraySlice<UInt8>] = []
    private var folderPrefix = ""

    /// - Parameter count: how many files there may be; growing by doubling would take twice their memory, and copies.
    init(currentFolder: SystemPath, projects: [SalesforceProject], count: Int) {
        self.currentFolder = currentFolder
        self.projects = projects
        hiding = HiddenFiles(projects: projects)
        files.reserveCapacity(count)
    }

    /// Adds a file, unless its folders say that it is none of ours.
    ///
    /// Files that can be met by one path only come first.
    ///
    /// - Parameter target: Where the file lies if it may have been met by another path already.
    /// - Returns: False where it is none of ours.
    @discardableResult
    mutating func add(
        _ name: [UInt8],
        in folder: SystemPath,
        match: FileNameMatch,
        status: FileStatus,
        target: SystemPath?,
        place: DiscoveredFile.Place?
    ) -> Bool {
        enter(folder)
        guard let component = ComponentName(match, name: name, folders: folderComponents) else { return false }
        let path = folder.appending(name)
        let directory = place.flatMap { place in
            place.packageDirectory.map { projects[place.project].packageDirectories[$0].path }
        }
        let file = DiscoveredFile(
            systemPath: target ?? path,
            path: folderPrefix + SystemPath.text(of: name),
            component: (component.kind, component.fullName),
            place: place,
            packageDirectory: directory ?? "",
            status: status
        )
        let found = Found(path: path, file: file, identity: status.identity)
        if target != nil, !isNew(found.key) { return true }
        if component.isDeployed, let place, hiding.hides(name, in: folder, at: place) {
            ignored.append(found)
        } else {
            files.append(found)
        }
        return true
    }

    private mutating func isNew(_ key: Key) -> Bool {
        // It rests on which files are one and the same, of which the log knows nothing.
        InputLog.void()
        if seen == nil { seen = Set((files + ignored).map(\.key)) }
        return seen?.insert(key).inserted ?? true
    }

    private mutating func enter(_ folder: SystemPath) {
        guard folder != self.folder else { return }
        self.folder = folder
        folderComponents = folder.components
        let display = folder.display(relativeTo: currentFolder)
        folderPrefix = display == "." ? "" : display + "/"
    }

    /// Ignore files that are there and hide nothing because they cannot be read.
    var unreadableIgnoreFiles: [(path: SystemPath, text: String)] {
        hiding.unreadable
    }

    /// The files that are to be read, in the order of their paths.
    var sortedFiles: [DiscoveredFile] {
        FoundFiles.sorted(files)
    }

    /// The files that `.forceignore` hides, in the order of their paths.
    var sortedIgnored: [DiscoveredFile] {
        FoundFiles.sorted(ignored)
    }

    private static func sorted(_ found: [Found]) -> [DiscoveredFile] {
        SystemPath.order(of: found.map(\.path)).map { found[$0].file }
    }
}

/// What the `.forceignore` files of projects hide.
private struct HiddenFiles {
    private struct FolderState {
        let folder: ForceIgnore.Folder
        let isDenied: Bool
    }

    private struct Rules {
        let ignore: ForceIgnore
        var folders: [SystemPath: FolderState]
        var last: (path: SystemPath, state: FolderState)?

        /// Folder by folder from the root of the rules: what lies in a folder that is left out is left out.
        mutating func state(of path: SystemPath) -> FolderState {
            if let last, last.path == path { return last.state }
            if let state = folders[path] {
                last = (path, state)
                return state
            }
            guard path != ignore.root, let parent = path.parent else {
                return FolderState(folder: ignore.rootFolder, isDenied: false)
            }
            let above = state(of: parent)
            let name = path.lastComponent
            let state = FolderState(
                folder: ignore.folder(name, in: above.folder),
                isDenied: above.isDenied || ignore.denies(folder: name, in: above.folder)
            )
            folders[path] = state
            last = (path, state)
            return state
        }
    }

    private let projects: [SalesforceProject]
    private var rules: [DiscoveredFile.Place: Rules?] = [:]
    /// Ignore files that are there and hide nothing because they cannot be read.
    private(set) var unreadable: [(path: SystemPath, text: String)] = []

    init(projects: [SalesforceProject]) {
        self.projects = projects
    }

    mutating func hides(_ name: [UInt8], in folder: SystemPath, at place: DiscoveredFile.Place) -> Bool {
        if rules[place] == nil { rules[place] = .some(readRules(at: place)) }
        guard let state = rules[place]??.state(of: folder), let ignore = rules[place]??.ignore else { return false }
        return state.isDenied || ignore.ignores(name, in: state.folder)
    }

    /// The nearest `.forceignore` from the package directory up to the project; where there is none, nothing is hidden.
    private mutating func readRules(at place: DiscoveredFile.Place) -> Rules? {
        let project = projects[place.project]
        var folder = place.packageDirectory.map { project.packageDirectories[$0].systemPath } ?? project.root
        while true {
            let path = folder.appending(".forceignore".utf8)
            do {
                let contents = try SteeringFile.bytes(of: path)
                return Rules(ignore: ForceIgnore(contents, root: folder), folders: [:])
            } catch  where !error.isAbsence {
                unreadable.append((path, error.text))
                return nil
            } catch {}
            guard folder != project.root, let parent = folder.parent else { return nil }
            folder = parent
        }
    }
}
