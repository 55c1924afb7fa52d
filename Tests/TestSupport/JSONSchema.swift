/// As much of JSON Schema 2020-12 as the schemas of this project use; a keyword that is not known is a problem.
public struct JSONSchema: Sendable {
    public let root: JSONValue

    public init(_ root: JSONValue) {
        self.root = root
    }

    /// The schema with every object closed: what it does not name is a problem.
    public var closed: JSONSchema { JSONSchema(Self.closed(root)) }

    private static func closed(_ schema: JSONValue) -> JSONValue {
        switch schema {
        case .array(let items): return .array(items.map(closed))
        case .object(var members):
            members = members.mapValues(closed)
            if case .object = members["properties"], members["additionalProperties"] == nil {
                members["additionalProperties"] = .boolean(false)
            }
            return .object(members)
        default: return schema
        }
    }

    /// What keeps a value from having the form, each with the way to it; empty where it has.
    public func problems(of value: JSONValue) -> [String] {
        problems(of: value, root, "")
    }

    /// Keywords that say nothing of whether a value is valid.
    private static let annotations: Set = ["$schema", "$defs", "title", "description", "default", "format"]

    private func problems(of value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(path): the schema is no object"] }
        return keywords.sorted { $0.key < $1.key }.flatMap { keyword, argument -> [String] in
            switch keyword {
            case _ where Self.annotations.contains(keyword): []
            case "$ref": referenced(argument).map { problems(of: value, $0, path) } ?? ["\(path): leads nowhere"]
            case "const": value == argument ? [] : ["\(path): is not the constant"]
            case "enum": argument.items?.contains(value) == true ? [] : ["\(path): is none of the values"]
            case "type": hasType(value, argument) ? [] : ["\(path): has another type"]
            case "anyOf": anyOf(value, argument, path)
            case "minLength", "maxLength", "pattern": textProblems(value, keyword, argument, path)
            case "minimum", "maximum": boundProblems(value, keyword, argument, path)
            case "items": (value.items ?? []).enumerated().flatMap { problems(of: $1, argument, "\(path)[\($0)]") }
            case "required":
                value.members.map { members in
                    (argument.items ?? []).compactMap(\.string).filter { members[$0] == nil }
                        .map { "\(path): has no '\($0)'" }
                } ?? []
            case "properties":
                (value.members ?? [:]).sorted { $0.key < $1.key }.flatMap { key, member in
                    argument[key].map { problems(of: member, $0, "\(path).\(key)") } ?? []
                }
            case "additionalProperties":
                (value.members ?? [:]).sorted { $0.key < $1.key }.filter { keywords["properties"]?[$0.key] == nil }
                    .flatMap { key, member in
                        argument == .boolean(false)
                            ? ["\(path): has the unknown '\(key)'"] : problems(of: member, argument, "\(path).\(key)")
                    }
            default: ["\(path): the keyword '\(keyword)' is not known"]
            }
        }
    }

    private func referenced(_ reference: JSONValue) -> JSONValue? {
        guard let parts = reference.string?.split(separator: "/"), parts.first == "#" else { return nil }
        return parts.dropFirst().reduce(Optional(root)) { $0?[String($1)] }
    }

    private func anyOf(_ value: JSONValue, _ schemas: JSONValue, _ path: String) -> [String] {
        let each = (schemas.items ?? []).map { problems(of: value, $0, path) }
        return each.contains(where: \.isEmpty)
            ? [] : ["\(path): fits none of: \(each.joined().joined(separator: "; "))"]
    }

    private func hasType(_ value: JSONValue, _ types: JSONValue) -> Bool {
        let names = types.items?.compactMap(\.string) ?? [types.string].compactMap(\.self)
        return switch value {
        case .null: names.contains("null")
        case .boolean: names.contains("boolean")
        case .integer: names.contains("integer") || names.contains("number")
        case .number: names.contains("number")
        case .string: names.contains("string")
        case .array: names.contains("array")
        case .object: names.contains("object")
        }
    }

    private func boundProblems(
        _ value: JSONValue,
        _ keyword: String,
        _ argument: JSONValue,
        _ path: String
    ) -> [String] {
        guard case .integer(let number) = value else { return [] }
        guard case .integer(let bound) = argument else { return ["\(path): '\(keyword)' is no integer"] }
        let isWithin = keyword == "minimum" ? number >= bound : number <= bound
        return isWithin ? [] : ["\(path): is out of bounds"]
    }

    private func textProblems(
        _ value: JSONValue,
        _ keyword: String,
        _ argument: JSONValue,
        _ path: String
    ) -> [String] {
        guard let text = value.string else { return [] }
        switch argument {
        case .integer(let length) where keyword == "maxLength":
            return text.unicodeScalars.count <= length ? [] : ["\(path): is too long"]
        case .integer(let length): return text.unicodeScalars.count >= length ? [] : ["\(path): is too short"]
        case .string(let pattern):
            guard let regex = try? Regex(pattern) else { return ["\(path): the pattern cannot be read"] }
            return text.firstMatch(of: regex) == nil ? ["\(path): does not match"] : []
        default: return ["\(path): '\(keyword)' has an argument of another type"]
        }
    }
}
