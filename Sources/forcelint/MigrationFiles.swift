internal import Glibc
internal import OrgModel
internal import Reporting

/// The new permission sets of a plan as files of one folder.
struct MigrationFiles {
    /// As it was named.
    let folder: String
    /// Whether files that are there are replaced.
    let isForced: Bool

    /// Writes each file whole or not at all, and none where one of them is there and must not be replaced.
    func write(_ plan: MigrationPlan) throws(RunFailure) {
        let sets = plan.migrations.flatMap(\.permissionSets)
        guard !sets.isEmpty else {
            StandardStreams.warn("no permission set was written: nobody can move who needs one")
            return
        }
        let files = sets.map { ("\(folder)/\(PermissionSetXML.fileName($0))", PermissionSetXML.text($0)) }
        for (path, _) in files { try check(path) }
        try makeFolder()
        for (path, text) in files {
            let error = OutputFile.replace(Array(path.utf8), text, isNew: !isForced)
            if error == EEXIST { throw existing(path) }
            guard error == 0 else {
                throw RunFailure(.failure, "'\(path)' cannot be written: \(StandardStreams.systemText(error))")
            }
            StandardStreams.writeError("\(VisibleText(path)): written\n")
        }
    }

    private func check(_ path: String) throws(RunFailure) {
        let target = Array(path.utf8)
        guard FileSystem.isThere(target) else { return }
        guard isForced else { throw existing(path) }
        guard FileSystem.isRegularFile(target) else {
            throw RunFailure(.usage, "'\(path)' is no regular file and is left alone")
        }
    }

    private func existing(_ path: String) -> RunFailure {
        RunFailure(.usage, "'\(path)' is there already; --force replaces it")
    }

    /// Makes the folder where it is not there; the folders above it are somebody's to make.
    private func makeFolder() throws(RunFailure) {
        let bytes = Array(folder.utf8)
        let result = FileSystem.withCString(bytes) { mkdir($0, 0o777) }
        guard result != 0 else { return }
        let error = errno
        guard error == EEXIST else {
            throw RunFailure(.failure, "the folder '\(folder)' cannot be made: \(StandardStreams.systemText(error))")
        }
        guard FileSystem.kind(bytes) == .folder else { throw RunFailure(.usage, "'\(folder)' is no folder") }
    }
}
