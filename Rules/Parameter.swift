/// A number, text, list or switch of a rule that the configuration can set.
public struct Parameter: Hashable, Sendable {
    public let name: String
    public let defaultValue: ParameterValue
    /// One sentence.
    public let description: String

    init(name: String, defaultValue: ParameterValue, description: String) {
        self.name = name
        self.defaultValue = defaultValue
        self.description = description
    }

    init(_ node: PageNode) throws(PageError) {
        let members = try node.members(required: ["name", "type", "default", "description"])
        name = try members[required: "name"].text()
        description = try members[required: "description"].text()
        let type = try members[required: "type"].choice(of: ParameterValue.Kind.self)
        let value = members[required: "default"]
        switch type {
        case .integer: defaultValue = .integer(try value.integer())
        case .string: defaultValue = .string(try value.text())
        case .boolean: defaultValue = .boolean(try value.choice(of: Truth.self) == .true)
        case .strings:
            var texts: [String] = []
            for item in try value.items() { texts.append(try item.text()) }
            defaultValue = .strings(texts)
        }
    }

    private enum Truth: String, CaseIterable {
        case `true`, `false`
    }
}

/// The value of a parameter.
public enum ParameterValue: Hashable, Sendable {
    case integer(Int)
    case string(String)
    case strings([String])
    case boolean(Bool)

    /// The type of a value as pages name it.
    public enum Kind: String, CaseIterable, Sendable {
        case integer, string, strings, boolean
    }

    public var kind: Kind {
        switch self {
        case .integer: .integer
        case .string: .string
        case .strings: .strings
        case .boolean: .boolean
        }
    }
}
