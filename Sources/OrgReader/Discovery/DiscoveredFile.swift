package import OrgModel

/// A file that is to be read, known by its name only.
package struct DiscoveredFile: Hashable, Sendable {
    /// Where a file lies in a project.
    package struct Place: Hashable, Sendable {
        /// The index in ``Discovery/projects``.
        package let project: Int
        /// The index in the project's package directories; nil for a file outside all of them.
        package let packageDirectory: Int?
    }

    package let systemPath: SystemPath
    /// Relative to the current folder, with `/`; bytes that are not UTF-8 are percent-encoded.
    package let path: String
    package let kind: FileKind
    /// The decoded name of the component that the file holds or is part of.
    package let fullName: String
    /// Nil for a file that no project holds.
    package let place: Place?
    /// The package directory in which the file lies, relative to its project; empty where there is none.
    package let packageDirectory: String
    /// Bytes.
    package let size: Int
    /// Nanoseconds since 1970.
    package let modificationTime: Int64
    /// What tells whether the file is as it was in an earlier run; nil where the system did not tell.
    let stamp: FileStamp?

    init(
        systemPath: SystemPath,
        path: String,
        component: (kind: FileKind, fullName: String),
        place: Place?,
        packageDirectory: String = "",
        status: FileStatus?
    ) {
        self.systemPath = systemPath
        self.path = path
        kind = component.kind
        fullName = component.fullName
        self.place = place
        self.packageDirectory = packageDirectory
        size = status?.size ?? 0
        modificationTime = status?.modificationTime ?? 0
        stamp = status?.stamp
    }

    /// The file as findings refer to it.
    package var sourceFile: SourceFile {
        SourceFile(
            path: path,
            systemPath: systemPath.bytes,
            syntax: kind.syntax,
            isRecords: kind.isRecords,
            packageDirectory: packageDirectory,
            length: size,
            modificationTime: modificationTime
        )
    }
}

/// Something that was met on the way and not read.
package struct SkippedPath: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// A link whose target lies outside the folder that is looked through.
        case linkLeadsOut
        /// A link to a folder that holds the link.
        case linkLoops
        /// A link whose target is not there.
        case brokenLink
        /// A FIFO, socket or device with the name of an input file.
        case notARegularFile
        /// A folder with the name of an input file.
        case folderNamedLikeFile
        /// A folder in a package directory whose name begins with a dot.
        case hiddenFolder
        /// A folder too deep, or a path too long, for the system to open by its path.
        case pathTooLong
        /// The system refuses to open it; the text says why.
        case unreadable(String)
        /// A file that was named and has the suffix of no input.
        case unknownSuffix
        /// A package directory of the project that is not there.
        case missingPackageDirectory
        /// A package directory that is not there, like all others of the project, which is therefore walked whole.
        case onlyMissingPackageDirectories
        /// A folder of a project that no package directory holds, with this many files of types that are read.
        case outsidePackageDirectories(Int)
        /// A file beside or below a `package.xml`, at this path, that does not list it.
        case notInManifest(String)
        /// A project file below the path that is none: the folder is taken as any other.
        case invalidProject(InputError)
    }

    /// Relative to the current folder, as reports name it.
    package let path: String
    package let reason: Reason
}
