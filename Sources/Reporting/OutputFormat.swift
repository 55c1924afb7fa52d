/// The formats that a report can be written in, by the names that the command line knows them by.
public enum OutputFormat: String, CaseIterable, Sendable {
    case text, summary, json, sarif
    case codeAnalyzer = "code-analyzer"
    case github, gitlab, azure, junit, rdjson, markdown, html, csv

    /// Whether the report shows lines of the files, which then have to be at hand.
    public var showsSource: Bool { [.text, .sarif, .rdjson, .html].contains(self) }

    /// Whether the report shows the integrations beside the findings.
    public var showsOverview: Bool { self == .html }

    /// The extensions that ask for a format.
    public static let extensions = [
        "txt": OutputFormat.text, "json": .json, "sarif": .sarif, "md": .markdown, "xml": .junit,
        "html": .html, "csv": .csv,
    ]

    /// The format that a file's name asks for, by its extension; nil where the extension says nothing.
    public init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: "."), !fileName[dot...].contains("/") else { return nil }
        guard let format = OutputFormat.extensions[fileName[fileName.index(after: dot)...].lowercased()] else {
            return nil
        }
        self = format
    }
}
