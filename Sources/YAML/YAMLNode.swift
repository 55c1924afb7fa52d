/// A value of a YAML document and where it begins.
///
/// A scalar is the text that it stands for; whoever reads it knows whether it should be a number or a truth.
public struct YAMLNode: Sendable {
    public enum Content: Sendable {
        /// A text; plain where it stands without quotes and is no block of lines.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// Keys and values in the order of the text; a key may be there twice.
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    public let content: Content
    public let mark: YAMLMark

    /// The text of a scalar.
    public var scalar: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// The text of a scalar that stands without quotes.
    public var plainScalar: String? {
        guard case .scalar(let text, true) = content else { return nil }
        return text
    }

    public var sequence: [YAMLNode]? {
        guard case .sequence(let items) = content else { return nil }
        return items
    }

    public var mapping: [(key: YAMLNode, value: YAMLNode)]? {
        guard case .mapping(let pairs) = content else { return nil }
        return pairs
    }
}

/// A place in a text.
public struct YAMLMark: Hashable, Sendable {
    /// Counted from 1.
    public let line: Int
    /// Counted from 1 in Unicode scalars.
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Why a text is not read as YAML, and where.
public struct YAMLError: Error, Hashable, Sendable {
    public let mark: YAMLMark
    /// A phrase without a full stop.
    public let problem: String

    public init(mark: YAMLMark, problem: String) {
        self.mark = mark
        self.problem = problem
    }
}
