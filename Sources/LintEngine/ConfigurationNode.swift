internal import RuleCatalogue
internal import YAML

/// A value of a configuration with the key under which it stands; what it is not is an error with its place.
struct ConfigurationNode {
    let node: YAMLNode
    /// The keys that lead to the value, `integrations.user`; empty for the whole file.
    let name: String
    let source: ConfigurationText

    /// An error at the value.
    func error(_ message: String, suggestion: String? = nil) -> ConfigurationError {
        source.error(at: node.mark, message, suggestion: suggestion)
    }

    private func mismatch(_ wanted: String) -> ConfigurationError {
        guard !name.isEmpty else { return error("the configuration is \(kind) instead of \(wanted)") }
        return error(
            isEmpty ? "'\(name)' has no value; it wants \(wanted)" : "'\(name)' is \(kind) instead of \(wanted)")
    }

    private var isEmpty: Bool {
        node.plainScalar.map { ["", "~", "null"].contains($0) } ?? false
    }

    private var kind: String {
        switch node.content {
        case .scalar(let text, _): "'\(text.prefix(60))'"
        case .mapping: "a mapping"
        case .sequence: "a list"
        }
    }

    var isScalar: Bool { node.scalar != nil }

    // MARK: Values

    func text() throws(ConfigurationError) -> String {
        guard let text = node.scalar, !isEmpty else { throw mismatch("a text") }
        guard !text.isEmpty else { throw error("'\(name)' is empty") }
        return text
    }

    /// A text, and nil where the value is empty.
    func optionalText() throws(ConfigurationError) -> String? {
        guard node.scalar != nil else { throw mismatch("a text") }
        return isEmpty || node.scalar?.allSatisfy(\.isWhitespace) == true ? nil : node.scalar
    }

    func integer() throws(ConfigurationError) -> Int {
        guard let value = node.plainScalar.flatMap({ Int($0) }) else { throw mismatch("an integer") }
        return value
    }

    func boolean() throws(ConfigurationError) -> Bool {
        guard let value = node.plainScalar.flatMap({ Bool($0) }) else { throw mismatch("true or false") }
        return value
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        of type: Value.Type
    ) throws(ConfigurationError) -> Value where Value.RawValue == String {
        let names = Value.allCases.map(\.rawValue)
        guard let text = node.scalar, !isEmpty else { throw mismatch(names.joined(separator: ", ")) }
        guard let value = Value(rawValue: text) else {
            throw error(
                "'\(name)' is '\(text.prefix(60))', not one of \(names.joined(separator: ", "))",
                suggestion: Suggestion.nearest(to: text, among: names)
            )
        }
        return value
    }

    func texts() throws(ConfigurationError) -> [String] {
        var texts: [String] = []
        for item in try items() { texts.append(try item.text()) }
        return texts
    }

    func value(of kind: ParameterValue.Kind) throws(ConfigurationError) -> ParameterValue {
        switch kind {
        case .integer: .integer(try integer())
        case .string: .string(try text())
        case .strings: .strings(try texts())
        case .boolean: .boolean(try boolean())
        }
    }

    // MARK: Collections

    func items() throws(ConfigurationError) -> [ConfigurationNode] {
        guard let sequence = node.sequence else { throw mismatch("a list") }
        return sequence.map { ConfigurationNode(node: $0, name: name, source: source) }
    }

    /// A key of a mapping, for errors about it, and its value.
    struct Member {
        let key: ConfigurationNode
        let name: String
        let value: ConfigurationNode
    }

    /// The members of a mapping in the order of the file.
    func members() throws(ConfigurationError) -> [Member] {
        guard let mapping = node.mapping else { throw mismatch("a mapping") }
        var members: [Member] = []
        var seen: Set<String> = []
        for (key, value) in mapping {
            let keyNode = ConfigurationNode(node: key, name: name, source: source)
            guard let text = key.scalar, !text.isEmpty else { throw keyNode.error("a key is not a text") }
            guard seen.insert(text).inserted else { throw keyNode.error("'\(text)' is given twice") }
            let path = name.isEmpty ? text : "\(name).\(text)"
            members.append(
                Member(
                    key: keyNode,
                    name: text,
                    value: ConfigurationNode(node: value, name: path, source: source)
                )
            )
        }
        return members
    }

    /// The members of a mapping that has only the keys of `Key`.
    func members<Key: RawRepresentable & CaseIterable & Hashable>(
        _ keys: Key.Type
    ) throws(ConfigurationError) -> [(key: Key, value: ConfigurationNode)] where Key.RawValue == String {
        var known: [(key: Key, value: ConfigurationNode)] = []
        for member in try members() {
            guard let key = Key(rawValue: member.name) else {
                throw member.unknown("key", in: name, among: Key.allCases.map(\.rawValue))
            }
            known.append((key, member.value))
        }
        return known
    }
}

extension ConfigurationNode.Member {
    /// The error that the key is none of those known.
    func unknown(_ kind: String, in place: String, among names: [String]) -> ConfigurationError {
        let suggestion = Suggestion.nearest(to: name, among: names)
        let known = suggestion == nil && names.count <= 16 ? "; known are \(names.joined(separator: ", "))" : ""
        let inPlace = place.isEmpty ? "" : " in '\(place)'"
        return key.error("unknown \(kind) '\(name.prefix(60))'\(inPlace)\(known)", suggestion: suggestion)
    }
}
