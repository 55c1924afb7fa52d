/// What is wrong with a configuration, and where.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named.
    public let path: String
    /// Counted from 1.
    public let line: Int
    /// Counted from 1 in UTF-16 code units.
    public let column: Int
    /// One sentence without a full stop.
    public let message: String
    /// What was probably meant.
    public let suggestion: String?

    public init(path: String, line: Int, column: Int, message: String, suggestion: String? = nil) {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
        self.suggestion = suggestion
    }

    /// `path:line:column: message; did you mean 'suggestion'?`
    public var description: String {
        "\(path):\(line):\(column): \(message)" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    }
}
