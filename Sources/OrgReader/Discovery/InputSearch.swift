import OrgModel

/// The search for inputs under way: which folders to walk, then what each file in them is.
struct InputSearch {
    private let currentFolder: SystemPath
    private var walker: DirectoryWalker
    private var projects: [SalesforceProject] = []
    private var projectIndexes: [SystemPath: Int] = [:]
    /// The project of a folder that the walk began with.
    private var projectOfRoot: [Int: Int] = [:]
    private var namedFiles: [NamedFile] = []
    private var recordFolders: Set<SystemPath> = []
    private var skipped: [SkippedPath] = []
    /// The folders that were asked for, of which only the package directories are read, with their project.
    private var packagedFolders: [(path: SystemPath, project: Int)] = []

    /// A file that was named itself.
    private struct NamedFile {
        let path: SystemPath
        let match: FileNameMatch
        let status: FileStatus
        let project: Int?
    }

    init(
        currentFolder: SystemPath,
        nameOnlyTypes: Set<NameOnlyType> = [],
        isRecordFileName: @escaping (String) -> Bool
    ) {
        self.currentFolder = currentFolder
        walker = DirectoryWalker(nameOnlyTypes: nameOnlyTypes, isRecordFileName: isRecordFileName)
    }

    private func display(_ path: SystemPath) -> String {
        path.display(relativeTo: currentFolder)
    }

    private mutating func skip(_ path: SystemPath, _ reason: SkippedPath.Reason) {
        skipped.append(SkippedPath(path: display(path), reason: reason))
    }

    private func status(of path: SystemPath) throws(InputError) -> FileStatus {
        if let status = FileStatus(following: path) { return status }
        let error = SystemError.last
        if error.isAbsence {
            throw InputError(.missingPath, path: display(path), message: "“\(display(path))” does not exist.")
        }
        let message = "“\(display(path))” cannot be read: \(error.text)."
        throw InputError(.unreadablePath, path: display(path), message: message)
    }
}

// MARK: - What was named

extension InputSearch {
    /// Adds a path of metadata.
    mutating func add(_ path: SystemPath) throws(InputError) {
        let status = try status(of: path)
        switch status.kind {
        case .folder:
            guard let index = try project(above: path) else { return walk(path, fence: path, project: nil) }
            let project = projects[index]
            let inside = project.packageDirectories.map(\.systemPath).filter { $0.isInsideOrEqual(path) }
            let isAnyThere = project.packageDirectories.contains { isFolder($0.systemPath) }
            if inside.isEmpty || !isAnyThere || project.packageDirectory(containing: path) != nil {
                walk(path, fence: project.root, project: index)
            }
            if !inside.isEmpty, isAnyThere { packagedFolders.append((path, index)) }
            for directory in inside {
                if isFolder(directory) {
                    walk(directory, fence: project.root, project: index)
                } else {
                    skip(directory, isAnyThere ? .missingPackageDirectory : .onlyMissingPackageDirectories)
                }
            }
        case .regularFile: try addFile(path, status: status, isRecordFolder: true)
        case .link, .other: skip(path, .notARegularFile)
        }
    }

    private func isFolder(_ path: SystemPath) -> Bool {
        FileStatus(following: path)?.kind == .folder
    }

    /// Adds a path of exported rows.
    mutating func addRecords(_ path: SystemPath) throws(InputError) {
        let status = try status(of: path)
        switch status.kind {
        case .folder:
            recordFolders.insert(path)
            walk(path, fence: path, project: try project(above: path), isRecordFolder: true)
        case .regularFile: try addFile(path, status: status, isRecordFolder: true)
        case .link, .other: skip(path, .notARegularFile)
        }
    }

    /// Adds the folder `org-records` of the project to which a path belongs, if there is one.
    mutating func addRecordFolder(ofProjectAt path: SystemPath) throws(InputError) {
        guard let index = try project(above: path) else { return }
        let folder = projects[index].root.appending(DirectoryWalker.recordFolder)
        guard FileStatus(following: folder)?.kind == .folder else { return }
        walk(folder, fence: projects[index].root, project: index, isRecordFolder: true)
    }

    private mutating func addFile(_ path: SystemPath, status: FileStatus, isRecordFolder: Bool) throws(InputError) {
        let isProject = path.lastComponent.elementsEqual(SalesforceProject.fileName.utf8)
        guard !isProject, let match = walker.match(path, isRecordFolder: isRecordFolder) else {
            return skip(path, .unknownSuffix)
        }
        let project = try project(above: path.parent ?? path)
        namedFiles.append(NamedFile(path: path, match: match, status: status, project: project))
    }

    private mutating func walk(
        _ path: SystemPath,
        fence: SystemPath,
        project: Int?,
        isRecordFolder: Bool = false
    ) {
        projectOfRoot[walker.folders.count] = project
        walker.walk(path, fence: fence, isRecordFolder: isRecordFolder)
    }

    /// The project whose file lies in a folder or in the nearest one above it.
    private mutating func project(above path: SystemPath) throws(InputError) -> Int? {
        var folder: SystemPath? = path
        while let current = folder {
            if let index = projectIndexes[current] { return index }
            let file = current.appending(SalesforceProject.fileName.utf8)
            if FileStatus(following: file)?.kind == .regularFile { return try addProject(in: current) }
            folder = current.parent
        }
        return nil
    }

    private mutating func addProject(in folder: SystemPath) throws(InputError) -> Int {
        if let index = projectIndexes[folder] { return index }
        projects.append(try SalesforceProject(in: folder, relativeTo: currentFolder))
        projectIndexes[folder] = projects.count - 1
        return projects.count - 1
    }
}

// MARK: - What was found

extension InputSearch {
    /// Follows the links that were met and says what each file is.
    mutating func finish() -> Discovery {
        walker.followLinks()
        let places = folderPlaces()
        skipUnpackagedFiles()
        for (path, reason) in walker.skipped { skip(path, reason) }
        var found = FoundFiles(currentFolder: currentFolder, projects: projects, count: walker.files.count)
        for isLink in [false, true] {
            for file in walker.files where (file.target != nil) == isLink {
                found.add(
                    file.name,
                    in: walker.folders[file.folder].path,
                    match: file.match,
                    status: file.status,
                    target: file.target,
                    place: places[file.folder]
                )
            }
        }
        for file in namedFiles {
            guard let folder = file.path.parent else { continue }
            let place = file.project.map { self.place(of: folder, inProject: $0) }
            let isOurs = found.add(
                Array(file.path.lastComponent),
                in: folder,
                match: file.match,
                status: file.status,
                target: file.path.resolved,
                place: place
            )
            if !isOurs { skip(file.path, .unknownSuffix) }
        }
        for (path, text) in found.unreadableIgnoreFiles { skip(path, .unreadable(text)) }
        let folders = recordFolders.sorted().map { display($0) }
        return Discovery(
            files: found.sortedFiles,
            projects: projects,
            ignored: found.sortedIgnored,
            skipped: skipped.sorted { $0.path < $1.path },
            recordFolders: folders
        )
    }

    /// Counts what lies in the folders that were asked for and in no package directory, by folder: the highest one that
    /// holds no package directory.
    private mutating func skipUnpackagedFiles() {
        // A walk that goes on after all others meets only what they left out.
        var walker = walker
        let known = walker.files.count
        var roots: [Int: Int] = [:]
        for (path, project) in packagedFolders {
            roots[walker.folders.count] = project
            walker.walk(path, fence: path)
        }
        var counts: [SystemPath: Int] = [:]
        for file in walker.files.dropFirst(known) where file.match.isOfReadType {
            var folders = [file.folder]
            while let parent = walker.folders[folders[folders.count - 1]].parent { folders.append(parent) }
            guard let project = roots[folders[folders.count - 1]] else { continue }
            let packages = projects[project].packageDirectories.map(\.systemPath)
            let top = folders.last { index in
                !packages.contains { $0.isInsideOrEqual(walker.folders[index].path) }
            }
            counts[walker.folders[top ?? file.folder].path, default: 0] += 1
        }
        for (path, count) in counts { skip(path, .outsidePackageDirectories(count)) }
    }

    private func place(of folder: SystemPath, inProject index: Int) -> DiscoveredFile.Place {
        DiscoveredFile.Place(project: index, packageDirectory: projects[index].packageDirectory(containing: folder))
    }

    /// Where each walked folder lies; it also takes up the projects that lie in them.
    private mutating func folderPlaces() -> [DiscoveredFile.Place?] {
        var places: [DiscoveredFile.Place?] = []
        for (index, folder) in walker.folders.enumerated() {
            let above = folder.parent.flatMap { places[$0] }
            var project = folder.parent == nil ? projectOfRoot[index] : above?.project
            // What lies in a package directory is deployed with it, whatever project files lie there too.
            if folder.hasProject, above?.packageDirectory == nil, project.map({ projects[$0].root }) != folder.path {
                do {
                    project = try addProject(in: folder.path)
                } catch {
                    skip(folder.path.appending(SalesforceProject.fileName.utf8), .invalidProject(error))
                }
            }
            let place = project.map { self.place(of: folder.path, inProject: $0) }
            places.append(place)
            if folder.isRecordFolder, above == nil || !isRecordFolder(folder.parent) {
                recordFolders.insert(folder.path)
            }
            if place?.packageDirectory != nil {
                for name in folder.hiddenFolders where !InputSearch.toolFolders.contains(name) {
                    skip(folder.path.appending(name), .hiddenFolder)
                }
            }
        }
        return places
    }

    private func isRecordFolder(_ index: Int?) -> Bool {
        index.map { walker.folders[$0].isRecordFolder } ?? false
    }

    /// Hidden folders that hold no metadata of the project.
    private static let toolFolders = Set(
        [".git", ".sf", ".sfdx", ".github", ".vscode", ".idea", ".husky"].map { Array($0.utf8) })
}
