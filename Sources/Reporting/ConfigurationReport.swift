public import LintEngine
internal import RuleCatalogue

/// The configuration that holds, each value with where it comes from.
public enum ConfigurationReport {
    /// A configuration that says the same, with the origins in comments.
    ///
    /// - Parameters:
    ///   - path: the file as it is named; nil where none is read.
    ///   - choice: why it is this file, in words.
    public static func yaml(_ configuration: ResolvedConfiguration, path: String?, choice: String) -> String {
        var yaml = YAMLLines(path: path.map { VisibleText($0).description })
        yaml.lines = [path.map { "# \(VisibleText($0)): \(choice)" } ?? "# no file: \(choice)"]
        for member in configuration.members { yaml.add(member, "") }
        return yaml.lines.joined(separator: "\n") + "\n"
    }

    /// One object a value: `key` leads to it (`rules.some-rule.severity`, `integrations[0].user`), `source` says where it
    /// comes from.
    public static func json(_ configuration: ResolvedConfiguration, path: String?, choice: String) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("version", "json-v1")
            json.object("configuration", onOneLine: true) { json in
                if let path { json.member("path", path) } else { json.null("path") }
                json.member("source", choice)
            }
            json.array("settings") { json in
                for member in configuration.members { write(member.value, member.key, path, &json) }
            }
        }
        return json.text
    }

    private static func write(
        _ value: ResolvedConfiguration.Value,
        _ key: String,
        _ path: String?,
        _ json: inout JSONWriter
    ) {
        switch value {
        case .scalar(let value, let origin, let remark):
            json.object(onOneLine: true) { json in
                json.member("key", key)
                switch value {
                case .integer(let number): json.member("value", number)
                case .boolean(let truth): json.member("value", truth)
                case .string(let text): json.member("value", text)
                case .strings(let texts): json.array("value", texts)
                }
                write(origin, path, &json)
                if let remark { json.member("remark", remark) }
            }
        case .unset(let origin):
            json.object(onOneLine: true) { json in
                json.member("key", key)
                json.null("value")
                write(origin, path, &json)
            }
        case .list(let values, let origin):
            if values.isEmpty {
                json.object(onOneLine: true) { json in
                    json.member("key", key)
                    json.array("value", [])
                    write(origin, path, &json)
                }
            }
            for (index, value) in values.enumerated() { write(value, "\(key)[\(index)]", path, &json) }
        case .mapping(let members):
            for member in members { write(member.value, "\(key).\(member.key)", path, &json) }
        }
    }

    private static func write(_ origin: ResolvedConfiguration.Origin, _ path: String?, _ json: inout JSONWriter) {
        json.object("source", onOneLine: true) { json in
            switch origin {
            case .standard: json.member("kind", "default")
            case .file(let line):
                json.member("kind", "file")
                json.member("path", path ?? "")
                json.member("line", line)
            case .option(let name):
                json.member("kind", "option")
                json.member("option", name)
            }
        }
    }
}

/// Puts the lines of a configuration together.
private struct YAMLLines {
    let path: String?
    var lines: [String] = []

    mutating func add(_ member: ResolvedConfiguration.Member, _ indentation: String) {
        add(member.value, after: "\(indentation)\(YAMLText(member.key)):", indentation, isMember: true)
    }

    /// - Parameters:
    ///   - start: what stands on the line before the value: a key, or the dash of an item.
    ///   - indentation: that of the line.
    private mutating func add(
        _ value: ResolvedConfiguration.Value,
        after start: String,
        _ indentation: String,
        isMember: Bool
    ) {
        switch value {
        case .scalar(let value, let origin, let remark):
            let remark = remark.map { "; \($0)" } ?? ""
            lines.append("\(start) \(text(value))  # \(words(origin))\(remark)")
        case .unset(let origin):
            // A key without a value is refused; a comment says as much.
            lines.append("\(indentation)# \(start.dropFirst(indentation.count)) not set, \(words(origin))")
        case .list(let values, let origin):
            guard !values.isEmpty else {
                lines.append("\(start) []  # \(words(origin))")
                return
            }
            lines.append("\(start)  # \(words(origin))")
            for value in values { add(value, after: "\(indentation)  -", indentation + "  ", isMember: false) }
        case .mapping(let members):
            addMapping(members, after: start, indentation, isMember: isMember)
        }
    }

    private mutating func addMapping(
        _ members: [ResolvedConfiguration.Member],
        after start: String,
        _ indentation: String,
        isMember: Bool
    ) {
        // A key that is told in a comment cannot stand behind a dash.
        let members = members.filter { !$0.isUnset } + members.filter(\.isUnset)
        guard let first = members.first, !first.isUnset else {
            lines.append("\(start) {}")
            for member in members { add(member, indentation + "  ") }
            return
        }
        guard isMember else {
            for (index, member) in members.enumerated() {
                let start = index == 0 ? "\(start) " : "\(indentation)  "
                add(member.value, after: "\(start)\(YAMLText(member.key)):", indentation + "  ", isMember: true)
            }
            return
        }
        lines.append(start)
        for member in members { add(member, indentation + "  ") }
    }

    private func text(_ value: ParameterValue) -> String {
        switch value {
        case .integer(let number): String(number)
        case .boolean(let truth): String(truth)
        case .string(let text): YAMLText(text).description
        case .strings(let texts): "[\(texts.map { YAMLText($0).description }.joined(separator: ", "))]"
        }
    }

    private func words(_ origin: ResolvedConfiguration.Origin) -> String {
        switch origin {
        case .standard: "default"
        case .file(let line): "\(path ?? ""):\(line)"
        case .option(let name): name
        }
    }
}

extension ResolvedConfiguration.Member {
    fileprivate var isUnset: Bool {
        if case .unset = value { true } else { false }
    }
}
