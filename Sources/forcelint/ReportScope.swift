internal import LintEngine
internal import OrgModel
internal import OrgReader
internal import RuleCatalogue

/// What of the results a report is about: what the baseline does not hold, and what touches changed files.
struct ReportScope {
    private let baseline: BaselineFile?
    private let changes: ChangedFiles?

    /// What is left of the results for a report.
    struct View {
        /// In the order of reports; those that exceptions or the baseline suppress are among them.
        let results: [LintResult]
        /// Nil where there is no baseline.
        let baseline: BaselineOutcome?
        /// How many results that count are left out; nil where nobody asked for changed files.
        let outsideCount: Int?
    }

    /// Reads what the options and the configuration name.
    init(_ run: CheckRun) throws(RunFailure) {
        baseline = try ReportScope.baseline(run)
        changes = try .named(
            by: run.command.comparison, paths: run.command.target.paths, currentDirectory: run.currentDirectory)
    }

    private static func baseline(_ run: CheckRun) throws(RunFailure) -> BaselineFile? {
        if let named = run.command.comparison.baseline {
            return try BaselineFile(FileSystem.absolute(Array(named.utf8), in: run.currentDirectory), shown: named)
        }
        guard let path = run.configuration.baseline else { return nil }
        return try BaselineFile(path, shown: ConfigurationFile.shown(path, run.currentDirectory))
    }

    func view(of found: CheckRun.Judgement, _ run: CheckRun) -> View {
        let isInside = insideness(found)
        let isShown = zip(isInside, found.isCaused).map { $0 && $1 }
        var results = found.results
        var outcome: BaselineOutcome?
        if let baseline {
            // What lies outside of the changed files, or what no deploy causes, was rather there before than the rest.
            let order = results.indices.filter { !isShown[$0] } + results.indices.filter { isShown[$0] }
            results = baseline.baseline.applied(to: results, name: baseline.shown, order: order)
            let stale = baseline.stale(in: results, found, run)
            let entries = baseline.baseline.entries.filter { stale?[$0.fingerprint] != nil }
            outcome = BaselineOutcome(staleEntries: entries, pruneCommand: pruneCommand(baseline, run))
        }
        let outside = results.indices.count {
            found.isCaused[$0] && !isInside[$0] && results[$0].suppression == nil
        }
        return View(
            results: zip(results, isShown).filter(\.1).map(\.0),
            baseline: outcome,
            outsideCount: changes == nil ? nil : outside
        )
    }

    /// Of each result whether it touches a changed file: where it stands, or with any part of its evidence.
    private func insideness(_ found: CheckRun.Judgement) -> [Bool] {
        guard let changes else { return found.results.map { _ in true } }
        var known: [FileID: Bool] = [:]
        func isChanged(_ location: SourceLocation) -> Bool {
            if let answer = known[location.file] { return answer }
            let answer = changes.contains(found.org.files[location.file.index])
            known[location.file] = answer
            return answer
        }
        return found.results.map { result in
            let finding = result.finding
            return isChanged(finding.location) || finding.related.contains { isChanged($0.location) }
                || finding.paths.contains { $0.contains { isChanged($0.location) } }
        }
    }

    private func pruneCommand(_ baseline: BaselineFile, _ run: CheckRun) -> String {
        let command = "forcelint baseline prune"
        guard run.command.comparison.baseline != nil else { return command }
        return "\(command) --baseline \(Fix.quoted(baseline.shown))"
    }
}

extension BaselineFile {
    /// The fingerprints that occur less often than the baseline holds them, with how often they still do; nil where the
    /// run cannot tell, because it looked at less than the one that wrote the baseline.
    ///
    /// - Parameter results: all results of the run, those that the baseline suppresses marked.
    func stale(in results: [LintResult], _ found: CheckRun.Judgement, _ run: CheckRun) -> [String: Int]? {
        let options = run.command.rules
        let inputs = Set(found.org.inputs.keys)
        guard run.command.deploy.org == nil, options.minSeverity == .note, options.minConfidence == .low,
            run.persona >= baseline.scope.persona,
            covers(run), isReadWhole(results, found), baseline.missingExports(among: inputs).isEmpty
        else { return nil }
        return baseline.stale(in: results, coverage: found.coverage, inputs: inputs)
    }

    /// That the run cannot tell what is gone, and what it would have to look at.
    func tooNarrow(_ found: CheckRun.Judgement) -> String {
        let scope = baseline.scope
        let exports = baseline.missingExports(among: Set(found.org.inputs.keys))
        return "\(shown): this run looks at less than the one that wrote it, so that what is gone is not known: "
            + "lint \(scope.paths.map { "'\($0)'" }.joined(separator: ", ")) from the folder of the baseline, for the "
            + "persona '\(scope.persona.rawValue)' at least, with files that can all be read"
            + (exports.isEmpty ? "" : " and exports of \(exports.joined(separator: ", "))")
    }

    /// Whether all that the baseline was made of is linted.
    private func covers(_ run: CheckRun) -> Bool {
        let linted = run.command.target.paths.compactMap {
            FileSystem.resolved(FileSystem.absolute(Array($0.utf8), in: run.currentDirectory))
        }
        return baseline.scope.paths.allSatisfy { path in
            let wanted = SystemPath(Array(path.utf8), relativeTo: SystemPath(cleaning: folder)).bytes
            return linted.contains { $0 == wanted || $0 == [0x2F] || wanted.starts(with: $0 + [0x2F]) }
        }
    }

    /// Whether each file that is broken was so when the baseline was written: what it holds is not gone.
    private func isReadWhole(_ results: [LintResult], _ found: CheckRun.Judgement) -> Bool {
        let known = Set(results.filter { $0.suppression?.kind == .baseline }.map(\.finding.location))
        return !found.reading.isDenied && found.brokenInputs.map(\.location).allSatisfy(known.contains)
    }
}
