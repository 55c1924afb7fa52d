import Glibc

/// Looks through folders for files with the names of inputs, without opening any.
///
/// The suffix decides, `d_type` stands for a stat, and only what has a name of ours is asked for its size. Each folder
/// is opened relative to the one above it and never through a link, so nothing can be exchanged on the way.
struct DirectoryWalker {
    struct Folder {
        let path: SystemPath
        /// The index of the folder through which it was reached; nil for one that the walk began with.
        let parent: Int?
        /// The folder behind whose real path links may lead.
        let fence: SystemPath
        /// Whether every table of rows in it is an export, whatever its name.
        let isRecordFolder: Bool
        /// Whether `sfdx-project.json` lies in it.
        var hasProject = false
        /// The names of folders that were left out because they begin with a dot.
        var hiddenFolders: [[UInt8]] = []
    }

    struct File {
        let folder: Int
        let name: [UInt8]
        let match: FileNameMatch
        let status: FileStatus
        /// What a link leads to; nil for a file that lies here.
        let target: SystemPath?
    }

    struct Link {
        let folder: Int
        let name: [UInt8]
    }

    /// More than any project has; each level costs a descriptor.
    static let maximumDepth = 200
    /// A path of this many bytes cannot be opened by its name.
    static let maximumPathLength = 4095

    private static let nodeModules = Array("node_modules".utf8)
    private static let projectFile = Array(SalesforceProject.fileName.utf8)
    static let recordFolder = Array("org-records".utf8)

    private let names: FileNameTable
    private let isRecordFileName: (String) -> Bool
    private var visited: Set<FileIdentity> = []
    private(set) var folders: [Folder] = []
    private(set) var files: [File] = []
    private(set) var skipped: [(path: SystemPath, reason: SkippedPath.Reason)] = []
    private var links: [Link] = []

    init(nameOnlyTypes: Set<NameOnlyType> = [], isRecordFileName: @escaping (String) -> Bool) {
        names = FileNameTable(nameOnlyTypes: nameOnlyTypes)
        self.isRecordFileName = isRecordFileName
        InputLog.note(FolderListing.newWalk)
    }

    /// Walks a folder and all that lies below; a folder that was walked before is left out.
    mutating func walk(_ path: SystemPath, fence: SystemPath, isRecordFolder: Bool = false) {
        let folder = Folder(path: path, parent: nil, fence: fence, isRecordFolder: isRecordFolder)
        open(path.resolved ?? path, as: folder)
    }

    /// Walks a folder that lies at one path and is known by another.
    private mutating func open(_ target: SystemPath, as folder: Folder) {
        let descriptor = target.withCString { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        guard descriptor >= 0 else { return skip(folder.path, .unreadable(SystemError.last.text)) }
        read(descriptor, as: folder, depth: 0)
    }

    /// What the name of a file tells; nil where it is not that of an input.
    func match(_ path: SystemPath, isRecordFolder: Bool) -> FileNameMatch? {
        path.lastComponent.withUnsafeBufferPointer { match($0, isRecordFolder: isRecordFolder) }
    }

    private mutating func skip(_ path: SystemPath, _ reason: SkippedPath.Reason) {
        if case .unreadable = reason { InputLog.void() }
        skipped.append((path, reason))
    }
}

// MARK: - Reading one folder

extension DirectoryWalker {
    /// Reads an open folder, which it closes, and then the folders in it.
    private mutating func read(_ descriptor: CInt, as folder: Folder, depth: Int) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, let stream = fdopendir(descriptor) else {
            skip(folder.path, .unreadable(SystemError.last.text))
            close(descriptor)
            return
        }
        defer { closedir(stream) }
        guard visited.insert(FileIdentity(status)).inserted else {
            return InputLog.note(FolderListing(path: folder.path.bytes, entries: nil))
        }
        let index = folders.count
        folders.append(folder)

        var children: [[UInt8]] = []
        var listing = ListingHash()
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                let text = UnsafeRawPointer(tuple).assumingMemoryBound(to: CChar.self)
                let bytes = UnsafeRawPointer(tuple).assumingMemoryBound(to: UInt8.self)
                let name = UnsafeBufferPointer(start: bytes, count: strlen(text))
                listing.add(name, type: entry.pointee.d_type)
                sort(name, text, type: entry.pointee.d_type, descriptor: descriptor, folder: index, to: &children)
            }
        }
        if errno != 0 { skip(folder.path, .unreadable(SystemError.last.text)) }
        InputLog.note(FolderListing(path: folder.path.bytes, entries: listing.result))
        for child in children {
            descend(to: child, from: descriptor, folder: index, depth: depth + 1)
        }
    }

    /// Puts an entry where it belongs: files, links, folders to descend to, or nowhere.
    private mutating func sort(
        _ name: UnsafeBufferPointer<UInt8>,
        _ text: UnsafePointer<CChar>,
        type: UInt8,
        descriptor: CInt,
        folder: Int,
        to children: inout [[UInt8]]
    ) {
        var type = Int(type)
        var status: FileStatus?
        if type == DT_UNKNOWN {
            status = FileStatus(of: text, in: descriptor)
            switch status?.kind {
            case .regularFile: type = DT_REG
            case .folder: type = DT_DIR
            case .link: type = DT_LNK
            case .other, nil: break
            }
        }
        switch type {
        case DT_DIR: sortFolder(name, folder: folder, to: &children)
        case DT_LNK: links.append(Link(folder: folder, name: Array(name)))
        case DT_REG:
            if name.count == DirectoryWalker.projectFile.count, name.elementsEqual(DirectoryWalker.projectFile) {
                folders[folder].hasProject = true
            }
            guard let match = match(name, isRecordFolder: folders[folder].isRecordFolder) else { return }
            status = status ?? FileStatus(of: text, in: descriptor)
            guard let status else {
                return skip(folders[folder].path.appending(name), .unreadable(SystemError.last.text))
            }
            add(name, match: match, status: status, folder: folder, target: nil)
        default:
            guard match(name, isRecordFolder: folders[folder].isRecordFolder) != nil else { return }
            skip(folders[folder].path.appending(name), .notARegularFile)
        }
    }

    private mutating func sortFolder(
        _ name: UnsafeBufferPointer<UInt8>,
        folder: Int,
        to children: inout [[UInt8]]
    ) {
        if name[0] == UInt8(ascii: ".") {
            let isSelfOrParent = name.count == 1 || (name.count == 2 && name[1] == name[0])
            if !isSelfOrParent { folders[folder].hiddenFolders.append(Array(name)) }
        } else if let match = match(name, isRecordFolder: false), !match.isNameOnly {
            skip(folders[folder].path.appending(name), .folderNamedLikeFile)
        } else if !name.elementsEqual(DirectoryWalker.nodeModules) {
            children.append(Array(name))
        }
    }

    private mutating func descend(to name: [UInt8], from descriptor: CInt, folder: Int, depth: Int) {
        let path = folders[folder].path.appending(name)
        guard depth <= DirectoryWalker.maximumDepth else { return skip(path, .pathTooLong) }
        let child = path.withLastComponent(length: name.count) {
            openat(descriptor, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
        guard child >= 0 else { return skip(path, .unreadable(SystemError.last.text)) }
        read(child, as: self.folder(path, in: folder), depth: depth)
    }

    /// A folder that keeps what holds for the one through which it is reached.
    private func folder(_ path: SystemPath, in parent: Int) -> Folder {
        let above = folders[parent]
        let isRecordFolder = above.hasProject && path.lastComponent.elementsEqual(DirectoryWalker.recordFolder)
        return Folder(
            path: path,
            parent: parent,
            fence: above.fence,
            isRecordFolder: above.isRecordFolder || isRecordFolder
        )
    }

    private func match(_ name: UnsafeBufferPointer<UInt8>, isRecordFolder: Bool) -> FileNameMatch? {
        guard let match = names.match(name) else { return nil }
        guard case .possibleRecords = match.meaning, !isRecordFolder else { return match }
        guard let text = String(validating: name, as: UTF8.self), isRecordFileName(text) else { return nil }
        return match
    }

    private mutating func add(
        _ name: UnsafeBufferPointer<UInt8>,
        match: FileNameMatch,
        status: FileStatus,
        folder: Int,
        target: SystemPath?
    ) {
        let length = folders[folder].path.bytes.count + 1 + name.count
        guard length <= DirectoryWalker.maximumPathLength else {
            return skip(folders[folder].path.appending(name), .pathTooLong)
        }
        files.append(File(folder: folder, name: Array(name), match: match, status: status, target: target))
    }
}

// MARK: - Links

extension DirectoryWalker {
    /// Follows the links that were met, in the order of their paths, until no new ones turn up.
    ///
    /// It comes after all folders, so that what has a path of its own is known by it.
    mutating func followLinks() {
        while !links.isEmpty {
            let met = links.map { (link: $0, path: folders[$0.folder].path.appending($0.name)) }.sorted {
                $0.path < $1.path
            }
            links = []
            for (link, path) in met { follow(link, at: path) }
        }
    }

    private mutating func follow(_ link: Link, at path: SystemPath) {
        let isHidden = link.name.first == UInt8(ascii: ".") || link.name == DirectoryWalker.nodeModules
        let folder = folders[link.folder]
        let match = match(path, isRecordFolder: folder.isRecordFolder)
        guard !isHidden || match != nil else { return }
        guard let target = path.resolved, let status = FileStatus(following: target) else {
            return skip(path, .brokenLink)
        }
        guard status.kind == .folder || match != nil else { return }
        guard let fence = folder.fence.resolved, target.isInsideOrEqual(fence) else { return skip(path, .linkLeadsOut) }
        switch status.kind {
        case .regularFile:
            guard let match else { return }
            link.name.withUnsafeBufferPointer {
                add($0, match: match, status: status, folder: link.folder, target: target)
            }
        case .folder:
            guard match?.isNameOnly ?? true else { return skip(path, .folderNamedLikeFile) }
            if let own = folder.path.resolved, own.isInsideOrEqual(target) { return skip(path, .linkLoops) }
            open(target, as: self.folder(path, in: link.folder))
        case .link, .other: skip(path, .notARegularFile)
        }
    }
}
