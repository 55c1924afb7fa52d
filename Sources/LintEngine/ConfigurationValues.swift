internal import RuleCatalogue
internal import YAML

/// What a configuration says, for those who want to show it: it was read before, so everything is what it should be.
extension ConfigurationNode {
    /// The value under a key of a mapping; nil where there is none.
    func member(_ key: String) -> ConfigurationNode? {
        node.mapping?.first { $0.key.scalar == key }
            .map { ConfigurationNode(node: $0.value, name: key, source: source) }
    }
}

extension ResolvedConfiguration.Value {
    /// What the file says, as far as no rule's page says what type it has.
    init(_ node: YAMLNode) {
        let origin = ResolvedConfiguration.Origin.file(line: node.mark.line)
        switch node.content {
        case .scalar(let text, let isPlain):
            if isPlain, ["", "~", "null"].contains(text) {
                self = .unset(origin)
            } else if isPlain, let number = Int(text), String(number) == text {
                self = .scalar(.integer(number), origin)
            } else if isPlain, let truth = Bool(text) {
                self = .scalar(.boolean(truth), origin)
            } else {
                self = .scalar(.string(text), origin)
            }
        case .sequence(let items): self = .list(items.map { Self($0) }, origin)
        case .mapping(let pairs):
            self = .mapping(
                pairs.map { ResolvedConfiguration.Member(key: $0.key.scalar ?? "", value: Self($0.value)) })
        }
    }

    /// The value of a rule's parameter.
    init(_ value: ParameterValue, _ origin: ResolvedConfiguration.Origin) {
        guard case .strings(let texts) = value else {
            self = .scalar(value, origin)
            return
        }
        self = .list(texts.map { .scalar(.string($0), origin) }, origin)
    }
}
