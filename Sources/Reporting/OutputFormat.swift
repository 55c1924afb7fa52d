/// The formats that a report can be written in, by the names that the command line knows them by.
public enum OutputFormat: String, CaseIterable, Sendable {
    case text, summary, json, sarif

    /// Whether the report shows lines of the files, which then have to be at hand.
    public var showsSource: Bool { self == .text || self == .sarif }

    /// The format that a file's name asks for, by its extension; nil where the extension says nothing.
    public init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: "."), !fileName[dot...].contains("/") else { return nil }
        switch fileName[fileName.index(after: dot)...].lowercased() {
        case "txt": self = .text
        case "json": self = .json
        case "sarif": self = .sarif
        default: return nil
        }
    }
}
