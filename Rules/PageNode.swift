internal import YAML

/// A value of a page with the key under which it stands; reads YAML nodes so that every error has its line.
struct PageNode {
    let node: YAMLNode
    let path: String
    /// The key of the value, for errors.
    let name: String

    /// The line on which the value begins, counted from 1.
    var line: Int {
        node.mark.line
    }

    func error(_ reason: String) -> PageError {
        PageError(path: path, line: line, reason: "\"\(name)\" \(reason)")
    }

    /// The text of a scalar, which may not be empty.
    func text() throws(PageError) -> String {
        guard let text = node.scalar, !text.isEmpty else { throw error("is not a text") }
        return text
    }

    func integer() throws(PageError) -> Int {
        guard let value = Int(try text()) else { throw error("is not an integer") }
        return value
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        of type: Value.Type
    ) throws(PageError) -> Value where Value.RawValue == String {
        let text = try text()
        guard let value = Value(rawValue: text) else {
            let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("is \"\(text)\", not one of \(names)")
        }
        return value
    }

    func items() throws(PageError) -> [PageNode] {
        guard let sequence = node.sequence else { throw error("is not a list") }
        return sequence.map { PageNode(node: $0, path: path, name: name) }
    }

    /// The pairs of a mapping in the order of the page.
    func pairs() throws(PageError) -> [(key: String, value: PageNode)] {
        guard let mapping = node.mapping else { throw error("is not a mapping") }
        var pairs: [(key: String, value: PageNode)] = []
        for (key, value) in mapping {
            let name = try PageNode(node: key, path: path, name: name).text()
            pairs.append((name, PageNode(node: value, path: path, name: name)))
        }
        return pairs
    }

    /// The values of a mapping that may have only the keys given.
    func members(required: Set<String>, optional: Set<String> = []) throws(PageError) -> [String: PageNode] {
        var members: [String: PageNode] = [:]
        for (key, value) in try pairs() {
            guard required.contains(key) || optional.contains(key) else {
                let known = required.union(optional).sorted().joined(separator: ", ")
                throw PageError(path: path, line: value.line, reason: "\"\(key)\" is not known here, only \(known)")
            }
            guard members.updateValue(value, forKey: key) == nil else { throw value.error("stands twice") }
        }
        if let missing = required.subtracting(members.keys).min() { throw error("has no \"\(missing)\"") }
        return members
    }
}

extension [String: PageNode] {
    /// The member that was asked for as required.
    subscript(required key: String) -> PageNode {
        guard let node = self[key] else { preconditionFailure("\"\(key)\" was not asked for as required") }
        return node
    }

    func optionalText(_ key: String) throws(PageError) -> String? {
        guard let node = self[key] else { return nil }
        return try node.text()
    }
}
