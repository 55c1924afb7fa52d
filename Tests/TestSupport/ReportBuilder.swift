public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Puts a report together from small files and findings in them.
public struct ReportBuilder {
    public private(set) var files: [SourceFile] = []
    public private(set) var texts: [[UInt8]] = []
    public var coverage = Coverage(inputs: [:], rules: [])
    public var overview: IntegrationOverview?
    public var baseline: BaselineOutcome?
    public var asOf: Timestamp?
    public var ignoredPaths: [String] = []
    public var skippedPaths: [(path: String, reason: String)] = []
    public var access: AccessComparison?
    private var results: [LintResult] = []
    private var regions: [SourceLocation: Region] = [:]
    private var edits: [ResolvedEdit.Key: ResolvedEdit] = [:]

    public init() {}

    public mutating func file(
        _ path: String,
        _ text: String,
        _ syntax: SourceFile.Syntax = .xml,
        isRecords: Bool = false,
        systemPath: [UInt8]? = nil
    ) -> FileID {
        file(path, Array(text.utf8), syntax, isRecords: isRecords, systemPath: systemPath)
    }

    public mutating func file(
        _ path: String,
        _ bytes: [UInt8],
        _ syntax: SourceFile.Syntax = .xml,
        isRecords: Bool = false,
        systemPath: [UInt8]? = nil
    ) -> FileID {
        files.append(
            SourceFile(
                path: path,
                systemPath: systemPath ?? Array(path.utf8),
                syntax: syntax,
                isRecords: isRecords,
                packageDirectory: "force-app",
                length: bytes.count,
                modificationTime: 0
            )
        )
        texts.append(bytes)
        return FileID(files.count - 1)
    }

    /// A text that a file was to hold.
    public struct Missing: Error {
        public let text: String
    }

    /// Where the text stands first in the file.
    public mutating func location(_ file: FileID, _ text: String) throws(Missing) -> SourceLocation {
        let bytes = texts[file.index]
        let wanted = Array(text.utf8)
        guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: wanted) }) else {
            throw Missing(text: text)
        }
        let location = SourceLocation(file: file, offset: UInt32(start), length: UInt32(wanted.count))
        regions[location] = SourceText(bytes: bytes).region(start..<(start + wanted.count))
        return location
    }

    /// An edit that removes what stands at a location.
    public mutating func removal(_ location: SourceLocation) -> Fix.Edit {
        let edit = Fix.Edit.removeElement(location)
        edits[ResolvedEdit.Key(edit)] = ResolvedEdit(
            file: location.file,
            offset: Int(location.offset),
            length: Int(location.length),
            replacement: ""
        )
        return edit
    }

    /// An edit that replaces what stands at a location.
    public mutating func replacement(_ location: SourceLocation, _ text: String) -> Fix.Edit {
        let edit = Fix.Edit.replaceText(location, with: text)
        edits[ResolvedEdit.Key(edit)] = ResolvedEdit(
            file: location.file,
            offset: Int(location.offset),
            length: Int(location.length),
            replacement: text
        )
        return edit
    }

    public mutating func add(
        _ rule: RuleFile,
        _ finding: Finding,
        fingerprint: String? = nil,
        suppression: Suppression? = nil
    ) {
        let identity = "\(rule.id) \(finding.subject.type) \(finding.subject.name) \(finding.element)"
        results.append(
            LintResult(
                rule: rule,
                severity: finding.severity ?? rule.severity,
                confidence: finding.confidence ?? rule.confidence,
                finding: finding,
                fingerprint: fingerprint ?? SHA256.hexadecimal(Array(identity.utf8)),
                suppression: suppression
            )
        )
    }

    public var report: Report {
        Report(
            toolVersion: "1.2.3",
            files: files,
            results: results,
            suppressedCount: results.count { $0.suppression != nil },
            baseline: baseline,
            coverage: coverage,
            access: access,
            overview: overview,
            asOf: asOf,
            ignoredPaths: ignoredPaths,
            skippedPaths: skippedPaths,
            sources: Dictionary(
                uniqueKeysWithValues: texts.enumerated().map { (FileID($0), SourceText(bytes: $1)) }
            ),
            regions: regions,
            edits: edits
        )
    }

    public func bytes(_ file: FileID) -> [UInt8]? {
        texts[file.index]
    }

    /// Writes the files where their paths say, below a folder.
    public func write(to folder: TemporaryFolder) throws {
        for (file, bytes) in zip(files, texts) { try folder.write(bytes, to: file.path) }
    }
}
