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

    /// One line, without the marks of Markdown that only make sense when they are rendered.
    static func plain(_ markdown: Substring) -> String {
        markdown.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
            .split(separator: "**", omittingEmptySubsequences: false).joined()
            .split(separator: "`", omittingEmptySubsequences: false).joined(separator: "'")
    }
}

extension YAMLNode {
    /// The value of a key of a mapping.
    fileprivate subscript(key: String) -> YAMLNode? {
        mapping?.first { $0.key.scalar == key }?.value
    }
}
