internal import LintEngine
internal import OrgModel
internal import OrgReader
internal import Reporting

/// The fixes of one run: what they would change, and how it is written into the files that were judged.
struct FixRun {
    private let report: Report
    private let plan: FixPlan
    private let digests: [FileID: UInt64]
    /// Absolute paths of the files and folders that were named.
    private let roots: [[UInt8]]
    /// Megabytes of a file that is read.
    private let maximumFileSize: Int

    /// - Parameters:
    ///   - report: with the texts of the files.
    ///   - exceptions: those that stand in the files.
    ///   - paths: what may be changed, as it was named.
    init(
        _ report: Report,
        _ reading: InputReader.Reading,
        scope: FixScope,
        exceptions: [InlineException],
        paths: [String],
        currentDirectory: [UInt8],
        maximumFileSize: Int
    ) {
        self.maximumFileSize = maximumFileSize
        let folder = SystemPath(cleaning: currentDirectory)
        let roots = paths.map { SystemPath(Array($0.utf8), relativeTo: folder).bytes }
        self.roots = roots
        self.report = report
        digests = reading.digests
        plan = FixPlan(report, scope: scope, exceptions: exceptions) { file in
            roots.contains { file.systemPath.lies(in: $0) }
        }
    }

    var isEmpty: Bool { plan.files.isEmpty }

    /// - Parameter redactor: hides people in what is shown; nil for none.
    func diff(_ style: TextStyle, redactor: inout Redactor?) -> String {
        guard var hiding = redactor else { return DiffReport.text(report, plan, style: style) }
        defer { redactor = hiding }
        return DiffReport.text(report.redacted(by: &hiding), plan.redacted(by: &hiding), style: style)
    }

    /// Edits file by file; one that fails keeps no other from being edited.
    func write() -> Outcome {
        var failures: [Outcome.Failure] = []
        for (file, edits) in plan.files {
            do {
                try write(edits, to: file)
            } catch {
                failures.append(Outcome.Failure(path: report.files[file.index].path, reason: error.reason))
            }
        }
        return Outcome(plan: plan, failures: failures)
    }

    private func write(_ edits: [ResolvedEdit], to file: FileID) throws(FileReplacement.Refusal) {
        let source = report.files[file.index]
        guard let judged = report.source(file)?.bytes,
            judged.withUnsafeBytes({ ContentDigest.of($0) }) == digests[file]
        else { throw .changed }
        guard let root = roots.first(where: { source.systemPath.lies(in: $0) }) else { throw .outside }
        let fixed = edits.applied(to: judged)
        guard fixed.count <= maximumFileSize << 20 else { throw .tooLarge(maximumFileSize) }
        try FileReplacement(source, in: root).replace(judged, by: fixed)
    }

    /// What became of the fixes.
    struct Outcome {
        /// A file whose edits were not made.
        struct Failure {
            let path: String
            /// Follows `was not changed: `.
            let reason: String
        }

        fileprivate let plan: FixPlan
        let failures: [Failure]

        /// Says on standard error what was fixed, what was not, and which files could not be changed.
        /// - Parameter left: what is found afterwards.
        func tell(left: [LintResult], isQuiet: Bool, redactor: inout Redactor?) {
            for failure in failures {
                let text = "'\(failure.path)' was not changed: \(failure.reason)"
                StandardStreams.report(RunFailure(.failure, redactor?.text(text) ?? text))
            }
            guard !isQuiet else { return }
            let left = Set(left.map(\.fingerprint))
            let fixed = plan.results.count { !left.contains($0.fingerprint) }
            let files = plan.files.count - failures.count
            var lines = ["fixed \(count(fixed, "finding")) in \(count(files, "file"))"]
            if plan.overlapCount > 0 {
                lines.append("\(count(plan.overlapCount, "finding")) overlapped with these: run it again")
            }
            if plan.exceptedCount > 0 {
                lines.append(
                    "\(count(plan.exceptedCount, "finding")) not fixed: a forcelint-ignore comment stands for the same lines"
                )
            }
            if plan.outsideCount > 0 {
                lines.append("\(count(plan.outsideCount, "finding")) not fixed: outside the paths that were named")
            }
            if plan.unsafeCount > 0 {
                lines.append("\(count(plan.unsafeCount, "finding")) more with --fix=all, which a person should confirm")
            }
            StandardStreams.writeError(lines.map { $0 + "\n" }.joined())
        }

        private func count(_ count: Int, _ noun: String) -> String {
            "\(count) \(noun)\(count == 1 ? "" : "s")"
        }
    }
}

extension [UInt8] {
    /// Whether a cleaned path names a folder or something below it.
    fileprivate func lies(in folder: [UInt8]) -> Bool {
        guard starts(with: folder) else { return false }
        return count == folder.count || folder.last == UInt8(ascii: "/") || self[folder.count] == UInt8(ascii: "/")
    }
}
