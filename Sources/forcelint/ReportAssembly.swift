internal import LintEngine
internal import OrgModel
internal import OrgReader

/// Works out the places of results: reads the files that they name once more.
struct ReportAssembly {
    private var sources: SourceReader
    private var regions: [SourceLocation: Region] = [:]
    private var edits: [ResolvedEdit.Key: ResolvedEdit] = [:]

    static func report(
        _ results: [LintResult],
        _ coverage: Coverage,
        of reading: InputReader.Reading
    ) throws(RunFailure) -> Report {
        var assembly = ReportAssembly(sources: SourceReader(files: reading.parts.files))
        do {
            for result in results { try assembly.add(result.finding) }
        } catch {
            throw RunFailure(.failure, "\(error.message) Run it again when the files are at rest.")
        }
        return Report(
            toolVersion: programVersion,
            files: reading.parts.files,
            results: results,
            coverage: coverage,
            ignoredPaths: reading.ignoredPaths,
            skippedPaths: reading.skippedPaths,
            sources: assembly.sources.texts,
            regions: assembly.regions,
            edits: assembly.edits
        )
    }

    private init(sources: SourceReader) {
        self.sources = sources
    }

    private mutating func add(_ finding: Finding) throws(SourceReader.Failure) {
        try add(finding.location)
        for related in finding.related { try add(related.location) }
        for path in finding.paths {
            for step in path { try add(step.location) }
        }
        for edit in finding.fix?.edits ?? [] { try add(edit) }
    }

    private mutating func add(_ location: SourceLocation) throws(SourceReader.Failure) {
        guard regions[location] == nil else { return }
        regions[location] = try sources.region(of: location)
    }

    private mutating func add(_ edit: Fix.Edit) throws(SourceReader.Failure) {
        let key = ResolvedEdit.Key(edit)
        guard edits[key] == nil else { return }
        let (file, range, text): (FileID, Range<Int>?, String) =
            switch edit {
            case .removeElement(let location): (location.file, try sources.removalRange(of: location), "")
            case .replaceText(let location, let text): (location.file, try sources.contentRange(of: location), text)
            }
        guard let range else { return }
        edits[key] = ResolvedEdit(file: file, offset: range.lowerBound, length: range.count, replacement: text)
    }
}
