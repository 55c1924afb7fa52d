/// How a team names what belongs to its integrations; nil where the configuration does not say.
public struct NamingPatterns: Sendable {
    /// For the name, username or alias of integration users.
    public var user: NamePattern?
    /// For the label of integration permission sets.
    public var permissionSet: NamePattern?
    /// For the label of integration apps.
    public var app: NamePattern?

    public init() {}
}

/// The form of a name: `Integration - [System] - [Purpose]`, where words in brackets stand for any text that is not
/// empty, or, beginning with `^`, a regular expression that the whole name matches.
public struct NamePattern: Sendable {
    public let text: String
    /// The parts of a template between its words in brackets; empty for a regular expression.
    private let literals: [String]

    /// Throws what is wrong with a regular expression.
    public init(_ text: String) throws {
        self.text = text
        guard !text.hasPrefix("^") else {
            literals = []
            _ = try Regex(text)
            return
        }
        var literals = [""]
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "[", let close = rest.firstIndex(of: "]") {
                rest = rest[rest.index(after: close)...]
                literals.append("")
            } else {
                literals[literals.count - 1].append(character)
            }
        }
        self.literals = literals
    }

    /// Whether a whole name, without the blanks around it, has the form.
    public func matches(_ name: String) -> Bool {
        let name = name[...].trimmingBlanks()
        guard !literals.isEmpty else {
            return (try? Regex(text).wholeMatch(in: name)) != nil
        }
        guard literals.count > 1 else { return name == literals[0] }
        guard let first = literals.first, let last = literals.last, name.hasPrefix(first) else { return false }
        var rest = name.dropFirst(first.count)
        for literal in literals.dropFirst().dropLast() {
            guard let next = rest.dropFirst().start(of: literal) else { return false }
            rest = rest[next...].dropFirst(literal.count)
        }
        return rest.hasSuffix(last) && rest.count > last.count
    }
}

extension Substring {
    fileprivate func trimmingBlanks() -> Substring {
        var text = drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }

    /// Where a text begins for the first time.
    fileprivate func start(of text: String) -> Index? {
        text.isEmpty ? startIndex : indices.first { self[$0...].hasPrefix(text) }
    }
}
