/// An input that a rule asks for: alternatives of metadata types and record objects that are needed together.
///
/// `ConnectedApp | User & LoginHistory` is met by a `ConnectedApp` alone, or by `User` and `LoginHistory` both. A `?` at
/// the end says that the rule runs without it and finds more with it.
public struct Need: Hashable, Sendable, CustomStringConvertible {
    /// Each alternative holds the names that are needed together.
    public let alternatives: [[String]]
    public let isOptional: Bool

    init(_ alternatives: [[String]], isOptional: Bool) {
        self.alternatives = alternatives
        self.isOptional = isOptional
    }

    /// Reads one entry of a page's `needs`.
    public init(_ text: String) throws(NeedError) {
        let isOptional = text.hasSuffix("?")
        var alternatives: [[String]] = []
        for alternative in text.dropLast(isOptional ? 1 : 0).split(separator: "|", omittingEmptySubsequences: false) {
            var names: [String] = []
            for part in alternative.split(separator: "&", omittingEmptySubsequences: false) {
                let name = part.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
                guard name.first?.isUppercase == true, name.allSatisfy({ $0.isASCII && $0.isLetter }) else {
                    throw NeedError(text: text, reason: "\"\(name)\" is no name of a metadata type or object")
                }
                names.append(name)
            }
            alternatives.append(names)
        }
        self.init(alternatives, isOptional: isOptional)
    }

    /// Whether `available`, the names of what was given, satisfies one alternative; an optional need may be unmet, too.
    public func isMet(by available: Set<String>) -> Bool {
        alternatives.contains { $0.allSatisfy(available.contains) }
    }

    /// All names it mentions, in their order.
    public var names: [String] {
        alternatives.flatMap(\.self)
    }

    /// The entry as a page writes it.
    public var description: String {
        alternatives.map { $0.joined(separator: " & ") }.joined(separator: " | ") + (isOptional ? "?" : "")
    }
}

/// Why a text is no need.
public struct NeedError: Error, Hashable, CustomStringConvertible {
    public let text: String
    public let reason: String

    public var description: String {
        "\"\(text)\" is no need: \(reason)"
    }
}
