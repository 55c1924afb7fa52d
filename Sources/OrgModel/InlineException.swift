/// A comment in a file that excepts what is found beside it: `<!-- forcelint-ignore RULE: reason -->`.
public struct InlineException: Sendable {
    /// What makes a comment an exception.
    public static let mark = "forcelint-ignore"

    /// The whole comment.
    public let location: SourceLocation
    /// What stands behind the mark: rules, a colon, the reason.
    public let text: String
    /// Where elements begin that it excepts: the rest of its line, or the next line where it stands alone on its own.
    public let covered: Range<UInt32>

    public init(location: SourceLocation, text: String, covered: Range<UInt32>) {
        self.location = location
        self.text = text
        self.covered = covered
    }
}
