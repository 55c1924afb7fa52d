internal import YAML

/// What a run needs of the rest of a page, worked out so that it reads no YAML.
struct PageBody {
    /// The first paragraph of `why`, on one line, in plain text.
    let summary: String
    /// How a finding is mended, on one line, in plain text: in the file, else in Setup, else by a command.
    let remedy: String
    let safety: String
    let parameters: [Parameter]

    struct Parameter {
        let name: String
        /// The Swift expression of the default value.
        let defaultValue: String
        let description: String
    }

    init(of file: EmbeddedText) throws(Refusal) {
        let page: YAMLNode?
        do throws(YAMLError) {
            page = try YAMLReader.read(file.text, resolvesAliases: true)
        } catch {
            throw Refusal(path: file.path, line: error.mark.line, reason: error.problem)
        }
        func text(_ node: YAMLNode?, _ name: String) throws(Refusal) -> String {
            guard let text = node?.scalar, !text.isEmpty else {
                throw Refusal(path: file.path, line: node?.mark.line, reason: "\"\(name)\" is no text")
            }
            return text
        }
        let why = try text(page?["why"], "why")
        summary = Self.plain(why.split(separator: "\n\n").first ?? "")
        let fix = page?["fix"]
        remedy = Self.plain(try text(fix?["metadata"] ?? fix?["setup"] ?? fix?["command"], "fix")[...])
        safety = try text(fix?["safety"], "safety")
        guard ["safe", "unsafe", "command", "advice"].contains(safety) else {
            throw Refusal(path: file.path, line: fix?["safety"]?.mark.line, reason: "\"\(safety)\" is no safety")
        }
        var parameters: [Parameter] = []
        for node in page?["parameters"]?.sequence ?? [] {
            let name = try text(node["name"], "name")
            guard let value = Self.value(node["default"], type: node["type"]?.scalar) else {
                let reason = "the default of \"\(name)\" is not of its type"
                throw Refusal(path: file.path, line: node.mark.line, reason: reason)
            }
            parameters.append(
                Parameter(
                    name: name, defaultValue: value, description: try text(node["description"], "description")))
        }
        self.parameters = parameters
    }

    private static func value(_ node: YAMLNode?, type: String?) -> String? {
        switch type {
        case "integer": node?.scalar.flatMap { Int($0) }.map { ".integer(\($0))" }
        case "boolean": node?.scalar.flatMap { Bool($0) }.map { ".boolean(\($0))" }
        case "string": node?.scalar.map { ".string(\($0.debugDescription))" }
        case "strings":
            node?.sequence.map { items in
                ".strings([\(items.compactMap(\.scalar).map(\.debugDescription).joined(separator: ", "))])"
            }
        default: nil
        }
    }

    /// One line, without the marks of Markdown that only make sense when they are rendered: fences, marks of lists and
    /// quotations, bold and italics. Code stands in quotes, double ones where it has single ones itself.
    static func plain(_ markdown: Substring) -> String {
        let lines = markdown.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.hasPrefix("```") }
        let text = lines.map { line in
            ["- ", "* ", "> "].contains { line.hasPrefix($0) } ? line.dropFirst(2) : line
        }
        .flatMap { $0.split(separator: " ") }.joined(separator: " ")
        return text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            guard index % 2 == 1 else { return unemphasized(part) }
            let quote = part.contains("'") ? "\"" : "'"
            return quote + part + quote
        }
        .joined()
    }

    /// Without the stars of bold and italics; a star that stands apart from words stays.
    private static func unemphasized(_ text: Substring) -> String {
        let characters = Array(text)
        var result = ""
        for (index, character) in characters.enumerated() {
            let isApart =
                (index == 0 || characters[index - 1] == " ")
                && (index == characters.count - 1 || characters[index + 1] == " ")
            if character != "*" || isApart && characters.count > 1 { result.append(character) }
        }
        return result
    }
}

extension YAMLNode {
    /// The value of a key of a mapping.
    fileprivate subscript(key: String) -> YAMLNode? {
        mapping?.first { $0.key.scalar == key }?.value
    }
}
