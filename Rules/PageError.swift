/// What is wrong with a page, and where.
public struct PageError: Error, Hashable, CustomStringConvertible {
    /// The page as it lies in the sources.
    public let path: String
    /// Counted from 1.
    public let line: Int
    public let reason: String

    public init(path: String, line: Int, reason: String) {
        self.path = path
        self.line = line
        self.reason = reason
    }

    public var description: String {
        "\(path):\(line): \(reason)"
    }
}
