internal import LintEngine
internal import OrgModel
internal import OrgReader

/// Works out the places of results: reads the files that they name once more.
struct ReportAssembly {
    private var sources: SourceReader
    private var regions: [SourceLocation: Region] = [:]
    private var edits: [ResolvedEdit.Key: ResolvedEdit] = [:]

    /// - Parameters:
    ///   - showsSuppressed: whether results that do not count are shown.
    ///   - keepsSources: whether the report needs the texts of the files and not only places in them.
    ///   - showsOverview: whether the report shows the integrations beside the results.
    static func report(
        _ view: ReportScope.View,
        _ found: CheckRun.Judgement,
        showsSuppressed: Bool,
        keepsSources: Bool,
        showsOverview: Bool
    ) throws(RunFailure) -> Report {
        let reading = found.reading
        let shown = view.results.filter { showsSuppressed || $0.suppression == nil }
        var assembly = ReportAssembly(
            sources: SourceReader(files: reading.parts.files, maximumFileSize: reading.maximumFileSize))
        let overview = showsOverview ? found.org.integrationOverview : nil
        var access: AccessComparison?
        do throws(SourceReader.Failure) {
            if let base = found.base {
                let difference = AccessDifference(before: base, after: found.org)
                access = AccessComparison(
                    changes: try AccessComparison.changes(difference) { step, side throws(SourceReader.Failure) in
                        try assembly.step(step, side)
                    },
                    comparesUsers: found.org.knowsAssignments
                )
            }
            try assembly.add(shown, overview, keepsSources: keepsSources)
        } catch {
            throw RunFailure(.failure, "\(error.message) Run it again when the files are at rest.")
        }
        return Report(
            toolVersion: programVersion,
            files: reading.parts.files,
            results: shown,
            suppressedCount: view.results.count { $0.suppression != nil && $0.suppression?.kind != .baseline },
            baselineCount: view.results.count { $0.suppression?.kind == .baseline },
            baseline: view.baseline,
            outsideCount: view.outsideCount,
            coverage: found.coverage,
            access: access,
            overview: overview,
            asOf: found.org.asOf,
            ignoredPaths: reading.ignoredPaths,
            skippedPaths: reading.skippedPaths + reading.unpackagedPaths,
            sources: assembly.sources.texts,
            regions: assembly.regions,
            edits: assembly.edits
        )
    }

    private init(sources: SourceReader) {
        self.sources = sources
    }

    /// A step of a change with its place.
    private mutating func step(
        _ step: PathStep,
        _ side: AccessDifference.Side
    ) throws(SourceReader.Failure) -> AccessChange.Step {
        AccessChange.Step(
            component: step.component,
            path: sources.path(of: step.location.file),
            region: try sources.region(of: step.location)
        )
    }

    /// File by file, so that the text of each is there once and no longer than it is needed.
    private mutating func add(
        _ results: [LintResult],
        _ overview: IntegrationOverview?,
        keepsSources: Bool
    ) throws(SourceReader.Failure) {
        var locations: [FileID: Set<SourceLocation>] = [:]
        for location in overview?.locations ?? [] { locations[location.file, default: []].insert(location) }
        var edits: [FileID: [Fix.Edit]] = [:]
        for result in results {
            let finding = result.finding
            let steps = finding.paths.flatMap { $0.map(\.location) }
            let exception = [result.suppression?.location].compactMap(\.self)
            for location in [finding.location] + finding.related.map(\.location) + steps + exception {
                locations[location.file, default: []].insert(location)
            }
            for edit in finding.fix?.edits ?? [] { edits[edit.location.file, default: []].append(edit) }
        }
        for file in Set(locations.keys).union(edits.keys).sorted() {
            for location in locations[file] ?? [] { try add(location) }
            for edit in edits[file] ?? [] { try add(edit) }
            if !keepsSources { sources.forget(file) }
        }
    }

    private mutating func add(_ location: SourceLocation) throws(SourceReader.Failure) {
        regions[location] = try sources.region(of: location)
    }

    private mutating func add(_ edit: Fix.Edit) throws(SourceReader.Failure) {
        let key = ResolvedEdit.Key(edit)
        guard edits[key] == nil else { return }
        guard let (range, text) = try bytes(of: edit) else { return }
        edits[key] = ResolvedEdit(
            file: edit.location.file, offset: range.lowerBound, length: range.count, replacement: text)
    }

    /// Which bytes an edit takes away and what it puts there; nil where the file is not as the edit wants it.
    private mutating func bytes(of edit: Fix.Edit) throws(SourceReader.Failure) -> (Range<Int>, String)? {
        switch edit {
        case .removeElement(let location): return (try sources.removalRange(of: location), "")
        case .removeEntry(let location): return try sources.entryRemovalRange(of: location).map { ($0, "") }
        case .replaceText(let location, let text):
            return try sources.textRange(of: location).map { ($0, text.escapedForXML) }
        case .insertElement(let parent, let name, let text, let isRepeatable):
            let insertion = try sources.insertion(
                of: name, text: text.escapedForXML, in: parent, isRepeatable: isRepeatable)
            return insertion.map { ($0.offset..<$0.offset, $0.text) }
        case .renameElement(let location, let name):
            guard let content = try sources.contentRange(of: location) else { return nil }
            let text = String(decoding: try sources.text(of: location.file).bytes[content], as: UTF8.self)
            return (try sources.region(of: location).bytes, "<\(name)>\(text)</\(name)>")
        }
    }
}

extension String {
    /// As the text of an element.
    fileprivate var escapedForXML: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
