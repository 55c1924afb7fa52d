public import OrgModel
internal import RuleCatalogue
internal import YAML

/// An entry of `exceptions`, before the configuration has a number among the files.
struct ConfiguredException: Sendable {
    var rule = ""
    var target = ""
    var reason: String?
    var owner: String?
    var expires: Timestamp?
    /// Bytes of the file, from the first key of the entry to the end of its line.
    var range = 0..<0

    private enum Key: String, CaseIterable {
        case rule, target, reason, owner, expires
    }

    /// - Parameter isIgnorable: whether exceptions of a rule are allowed.
    init(
        _ node: ConfigurationNode,
        _ pages: [RuleFile],
        isIgnorable: (RuleFile) -> Bool
    ) throws(ConfigurationError) {
        for member in try node.members() {
            guard let key = Key(rawValue: member.name) else {
                throw member.unknown("key", in: node.name, among: Key.allCases.map(\.rawValue))
            }
            let value = member.value
            switch key {
            case .rule:
                rule = try value.text()
                guard let page = pages.first(where: { $0.id == rule }) else {
                    let suggestion = Suggestion.nearest(to: rule, among: pages.map(\.id))
                    throw value.error("unknown rule '\(rule.prefix(60))' in '\(node.name)'", suggestion: suggestion)
                }
                guard isIgnorable(page) else { throw value.error("the rule '\(rule)' cannot be ignored") }
            case .target:
                target = try value.text()
                guard target.contains(":") else {
                    throw value.error(
                        "'\(target.prefix(60))' is no target; write Type:fullName, as in 'ConnectedApp:ERP'")
                }
                if let meant = ConfiguredException.misspelledType(of: target, pages) {
                    throw value.error("'\(target.prefix(60))' is about no known type", suggestion: meant)
                }
            case .reason: reason = try value.optionalText()
            case .owner: owner = try value.optionalText()
            case .expires:
                let text = try value.text()
                guard text.utf8.count == 10, let day = Timestamp(text) else {
                    throw value.error("'\(text.prefix(60))' is no day; write it like 2027-03-31")
                }
                expires = day
            }
        }
        guard !rule.isEmpty else { throw node.error("an exception has no 'rule'") }
        guard !target.isEmpty else { throw node.error("an exception has no 'target'") }
        range = node.source.range(from: node.node.mark)
    }

    /// The target as it was probably meant, where its type is almost one that rules look at. Findings may be about others
    /// as well, so a type that is like none is let be.
    private static func misspelledType(of target: String, _ pages: [RuleFile]) -> String? {
        let type = target.prefix { $0 != ":" }
        let known = Set(pages.flatMap(\.needs).flatMap(\.names))
        guard !known.contains(where: { $0.lowercased() == type.lowercased() }) else { return nil }
        return Suggestion.nearest(to: String(type), among: known.sorted()).map { $0 + target.dropFirst(type.count) }
    }
}

extension Configuration {
    /// The exceptions that the file declares.
    ///
    /// - Parameter file: the number of the configuration among the files of the run.
    public func exceptions(in file: FileID) -> [Exception] {
        configuredExceptions.map { entry in
            Exception(
                rule: entry.rule,
                target: .subject(entry.target),
                reason: entry.reason,
                owner: entry.owner,
                expires: entry.expires,
                location: SourceLocation(
                    file: file, offset: UInt32(entry.range.lowerBound), length: UInt32(entry.range.count))
            )
        }
    }

    /// Whether the file has exceptions, and so a place among the files of the run.
    public var hasExceptions: Bool { !configuredExceptions.isEmpty }
}
