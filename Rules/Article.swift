/// One of the articles the rules began with, which pages and tables cite by its short name.
public enum Article: String, CaseIterable, Sendable {
    case healthCloud = "S0"
    case introduction = "S1"
    case guide = "S2"
    case setup = "S3"

    public var title: String {
        switch self {
        case .healthCloud:
            "Salesforce knowledge article 005385054: Health Cloud permission set licenses and the Salesforce "
                + "Integration user license"
        case .introduction: "The Salesforce integration user license has arrived!"
        case .guide: "Integration User License Guide"
        case .setup: "Setup Salesforce Integration User License"
        }
    }
}

/// Lines of an article that say something.
public struct ArticlePlace: Hashable, Sendable, CustomStringConvertible {
    public let article: Article
    /// Counted from 1.
    public let lines: ClosedRange<Int>

    /// Reads `S2:85-94` and `S2:59`; nil where `text` is neither.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let article = Article(rawValue: String(parts[0])) else { return nil }
        let numbers = parts[1].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(numbers.count), let first = numbers[0], let last = numbers[numbers.count - 1],
            0 < first, first <= last
        else { return nil }
        self.article = article
        lines = first...last
    }

    /// As it is written in tables.
    public var description: String {
        "\(article.rawValue):\(lineText)"
    }

    /// `85-94`, `59`.
    public var lineText: String {
        lines.count == 1 ? "\(lines.lowerBound)" : "\(lines.lowerBound)-\(lines.upperBound)"
    }
}
