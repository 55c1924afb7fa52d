public import OrgModel
public import RuleCatalogue

/// Everything that reports show: results with their places worked out, and what was and was not looked at.
public struct Report: Sendable {
    /// The version of the program, without its name.
    public let toolVersion: String
    public let files: [SourceFile]
    /// In the order of reports: severity, path, line, column, rule.
    public let results: [LintResult]
    /// How many results exceptions suppress, shown or not.
    public let suppressedCount: Int
    /// How many results the baseline suppresses, shown or not.
    public let baselineCount: Int
    /// The baseline that the results were compared with; nil for none.
    public let baseline: BaselineOutcome?
    /// How many results that count are left out because they lie outside of the changed files; nil where those were not
    /// asked for.
    public let outsideCount: Int?
    public let coverage: Coverage
    /// What access a deploy changes; nil where nothing is compared.
    public let access: AccessComparison?
    /// The integrations with what they hold; nil where no format that shows it is written.
    public let overview: IntegrationOverview?
    /// The moment against which times were judged; nil where nothing was.
    public let asOf: Timestamp?
    /// Paths that `.forceignore` hides.
    public let ignoredPaths: [String]
    /// Paths that were not read, and why.
    public let skippedPaths: [(path: String, reason: String)]
    let sources: [FileID: SourceText]
    let regions: [SourceLocation: Region]
    let edits: [ResolvedEdit.Key: ResolvedEdit]
    let masks: [FileID: [SourceMask]]

    /// - Parameters:
    ///   - sources: the texts of all files that results name.
    ///   - regions: the places of all locations that results and the overview name.
    ///   - edits: the edits of all fixes, by the element that they begin at.
    ///   - masks: what of the texts is not shown, by file and in order, none overlapping another.
    public init(
        toolVersion: String,
        files: [SourceFile],
        results: [LintResult],
        suppressedCount: Int = 0,
        baselineCount: Int = 0,
        baseline: BaselineOutcome? = nil,
        outsideCount: Int? = nil,
        coverage: Coverage,
        access: AccessComparison? = nil,
        overview: IntegrationOverview? = nil,
        asOf: Timestamp? = nil,
        ignoredPaths: [String],
        skippedPaths: [(path: String, reason: String)],
        sources: [FileID: SourceText],
        regions: [SourceLocation: Region],
        edits: [ResolvedEdit.Key: ResolvedEdit],
        masks: [FileID: [SourceMask]] = [:]
    ) {
        self.toolVersion = toolVersion
        self.files = files
        self.results = results
        self.suppressedCount = suppressedCount
        self.baselineCount = baselineCount
        self.baseline = baseline
        self.outsideCount = outsideCount
        self.coverage = coverage
        self.access = access
        self.overview = overview
        self.asOf = asOf
        self.ignoredPaths = ignoredPaths
        self.skippedPaths = skippedPaths
        self.sources = sources
        self.regions = regions
        self.edits = edits
        self.masks = masks
    }

    public func path(_ location: SourceLocation) -> String {
        files[location.file.index].path
    }

    /// Where a location of a result or of the overview stands.
    public func region(_ location: SourceLocation) -> Region {
        regions[location] ?? Region(startLine: 1, startColumn: 1, endLine: 1, endColumn: 1, bytes: 0..<0)
    }

    /// The text of a file that a result names.
    public func source(_ file: FileID) -> SourceText? {
        sources[file]
    }

    /// What of the text of a file no report shows, in order.
    public func masks(in file: FileID) -> [SourceMask] {
        masks[file] ?? []
    }

    /// The byte edits of a fix, in the order of the fix.
    public func edits(_ fix: Fix) -> [ResolvedEdit] {
        fix.edits.compactMap { edits[ResolvedEdit.Key($0)] }
    }

    /// The edits of a fix, or none where one of them could not be worked out: half a fix is none.
    public func completeEdits(_ fix: Fix) -> [ResolvedEdit] {
        let edits = edits(fix)
        return edits.count == fix.edits.count ? edits : []
    }

    /// How many results of a severity count.
    public func count(_ severity: Severity) -> Int {
        results.count { $0.severity == severity && $0.suppression == nil }
    }
}

/// An edit in bytes: at `offset`, `length` bytes give way to `replacement`.
public struct ResolvedEdit: Hashable, Sendable {
    public let file: FileID
    public let offset: Int
    public let length: Int
    public let replacement: String

    public init(file: FileID, offset: Int, length: Int, replacement: String) {
        self.file = file
        self.offset = offset
        self.length = length
        self.replacement = replacement
    }

    /// What tells edits apart before they are worked out.
    public struct Key: Hashable, Sendable {
        private let edit: Fix.Edit

        public init(_ edit: Fix.Edit) {
            self.edit = edit
        }
    }
}
