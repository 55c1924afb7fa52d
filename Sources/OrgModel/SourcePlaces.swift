/// The places of an answer, worked out to lines and columns.
public struct SourcePlaces: Sendable {
    private let files: [SourceFile]
    private let regions: [SourceLocation: Region]

    /// - Parameters:
    ///   - files: all files of the org.
    ///   - regions: where each location of the answer stands.
    public init(files: [SourceFile], regions: [SourceLocation: Region]) {
        self.files = files
        self.regions = regions
    }

    /// The file as reports name it.
    public func path(_ location: SourceLocation) -> String { files[location.file.index].path }

    public func region(_ location: SourceLocation) -> Region {
        regions[location] ?? Region(startLine: 1, startColumn: 1, endLine: 1, endColumn: 1, bytes: 0..<0)
    }

    /// `org-records/User.csv:5`.
    public func line(_ location: SourceLocation) -> String { "\(path(location)):\(region(location).startLine)" }
}
