internal import LintEngine
internal import OrgModel
internal import OrgReader
internal import Reporting

/// Writes the edits of a plan into the files that were judged.
struct FixRun {
    private let report: Report
    private let plan: FixPlan
    private let digests: [UInt64]
    /// Absolute paths without links of the files and folders that were named.
    private let roots: [[UInt8]]

    /// A file whose edits were not made.
    struct Failure {
        let path: String
        /// Follows `was not changed: `.
        let reason: String
    }

    /// - Parameters:
    ///   - report: with the texts of the files.
    ///   - paths: what was named, as it was named.
    init(_ report: Report, _ plan: FixPlan, digests: [UInt64], paths: [String], currentDirectory: [UInt8]) {
        self.report = report
        self.plan = plan
        self.digests = digests
        let folder = SystemPath(cleaning: currentDirectory)
        roots = paths.map { SystemPath(Array($0.utf8), relativeTo: folder).bytes }
    }

    /// Edits file by file; one that fails keeps no other from being edited.
    func write() -> [Failure] {
        var failures: [Failure] = []
        for (file, edits) in plan.files {
            do {
                try write(edits, to: file)
            } catch {
                failures.append(Failure(path: report.files[file.index].path, reason: error.reason))
            }
        }
        return failures
    }

    private func write(_ edits: [ResolvedEdit], to file: FileID) throws(FileReplacement.Refusal) {
        let source = report.files[file.index]
        guard let judged = report.source(file)?.bytes, file.index < digests.count,
            judged.withUnsafeBytes({ ContentDigest.of($0) }) == digests[file.index]
        else { throw .changed }
        guard let root = roots.first(where: { source.systemPath.lies(in: $0) }) else { throw .outside }
        let replacement = FileReplacement(source, in: root)
        try replacement.replace(judged, by: edits.applied(to: judged))
    }
}

extension FixPlan {
    /// What was done and what was left, for standard error.
    /// - Parameters:
    ///   - fixed: how many findings are gone.
    ///   - files: how many files were changed.
    func summary(fixed: Int, files: Int) -> String {
        var lines = ["fixed \(count(fixed, "finding")) in \(count(files, "file"))"]
        if overlapCount > 0 {
            lines.append(
                "\(count(overlapCount, "fix", "fixes")) overlapped with others and \(wasOrWere(overlapCount)) left: run it again"
            )
        }
        if exceptedCount > 0 {
            lines.append(
                "\(count(exceptedCount, "fix", "fixes")) would take away what a forcelint-ignore comment covers and "
                    + "\(wasOrWere(exceptedCount)) left")
        }
        if unsafeCount > 0 {
            lines.append("\(count(unsafeCount, "more fix", "more fixes")) with --fix=all, to be confirmed first")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func wasOrWere(_ count: Int) -> String { count == 1 ? "was" : "were" }

    private func count(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }
}

extension [UInt8] {
    /// Whether a cleaned path names a folder or something below it.
    fileprivate func lies(in folder: [UInt8]) -> Bool {
        guard starts(with: folder) else { return false }
        return count == folder.count || folder.last == UInt8(ascii: "/") || self[folder.count] == UInt8(ascii: "/")
    }
}
