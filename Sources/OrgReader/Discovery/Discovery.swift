/// The files that the named paths bring in, found by their names; of the contents only project and ignore files are read.
package struct Discovery: Sendable {
    /// In the order of the bytes of their paths. The same component may be there more than once.
    package let files: [DiscoveredFile]
    /// The projects in or above the paths, in the order in which they were found.
    package let projects: [SalesforceProject]
    /// Files of ours that `.forceignore` hides: they are not deployed, and not read.
    package let ignored: [DiscoveredFile]
    /// What was met and not read, with the reason, in the order of the paths.
    package let skipped: [SkippedPath]
    /// The folders in which every table of rows was taken for an export.
    package let recordFolders: [String]
}

/// Finds the files that are to be read.
///
/// - Parameters:
///   - paths: Files and folders as they were named; a folder in a project stands for the package directories in it.
///   - records: Files and folders of exported rows; `org-records` beside a project file is one of itself.
///   - currentDirectory: The absolute path that relative ones, also those of reports, start from.
///   - nameOnlyTypes: The types whose files are looked for because of their names; others are passed over.
///   - isRecordFileName: Whether a file name such as `User.csv` says that the file holds exported rows.
package func discover(
    paths: [[UInt8]],
    records: [[UInt8]] = [],
    currentDirectory: [UInt8],
    nameOnlyTypes: Set<NameOnlyType> = [],
    isRecordFileName: @escaping (String) -> Bool
) throws(InputError) -> Discovery {
    let currentFolder = SystemPath(cleaning: currentDirectory)
    var search = InputSearch(
        currentFolder: currentFolder,
        nameOnlyTypes: nameOnlyTypes,
        isRecordFileName: isRecordFileName
    )
    // Folders are walked once, so those of records come before the ones that may hold them.
    for path in records { try search.addRecords(SystemPath(path, relativeTo: currentFolder)) }
    let paths = paths.map { SystemPath($0, relativeTo: currentFolder) }
    for path in paths { try search.addRecordFolder(ofProjectAt: path) }
    for path in paths { try search.add(path) }
    return search.finish()
}
