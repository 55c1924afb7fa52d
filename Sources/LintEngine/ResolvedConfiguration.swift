public import RuleCatalogue
internal import YAML

/// The configuration that holds for a run, in the order of the file's format, each value with where it comes from.
public struct ResolvedConfiguration: Sendable {
    public enum Origin: Hashable, Sendable {
        /// Nobody says otherwise.
        case standard
        /// The line of the configuration, counted from 1.
        case file(line: Int)
        /// The option of the command line, `--persona`.
        case option(String)
    }

    public indirect enum Value: Sendable {
        /// A single value; the remark says what else decides whether it takes effect.
        case scalar(ParameterValue, Origin, remark: String? = nil)
        /// Nobody says anything, and there is no default.
        case unset(Origin)
        case list([Value], Origin)
        case mapping([Member])
    }

    public struct Member: Sendable {
        public let key: String
        public let value: Value
    }

    public let members: [Member]

    /// What the command line says of the configuration.
    public struct Overrides: Sendable {
        public var persona: Persona?
        public var failOn: FailureThreshold?
        /// Goes before the baseline of the file; relative to the current folder.
        public var baseline: String?
        /// Added to the records of the file.
        public var records: [String] = []
        /// The rules that were chosen, by id; nil for all.
        public var selected: Set<String>?
        /// The rules that were chosen by their ids, which goes before `off`.
        public var named: Set<String> = []
        public var ignored: Set<String> = []

        public init() {}
    }

    public init(_ configuration: Configuration, overrides: Overrides, pages: [RuleFile]) {
        let resolution = Resolution(configuration: configuration, overrides: overrides)
        members = [
            Member(key: "version", value: resolution.value("version", else: .scalar(.integer(1), .standard))),
            Member(key: "persona", value: resolution.persona),
            Member(key: "fail-on", value: resolution.failOn),
            Member(key: "baseline", value: resolution.baseline),
            Member(key: "records", value: resolution.records),
            Member(
                key: "max-file-size",
                value: resolution.value(
                    "max-file-size", else: .scalar(.integer(Configuration.defaultFileSize), .standard))),
            Member(key: "edition", value: resolution.value("edition", else: .unset(.standard))),
            Member(key: "prices", value: resolution.value("prices", else: .unset(.standard))),
            Member(key: "integrations", value: resolution.value("integrations", else: .list([], .standard))),
            Member(
                key: "base-permission-sets",
                value: resolution.value("base-permission-sets", else: .list([], .standard))),
            Member(key: "naming", value: resolution.naming),
            Member(
                key: "rules",
                value: .mapping(
                    pages.sorted { $0.id < $1.id }.map { Member(key: $0.id, value: resolution.rule($0)) })),
            Member(key: "exceptions", value: resolution.value("exceptions", else: .list([], .standard))),
        ]
    }
}

/// Decides between the command line, the file and the default.
private struct Resolution {
    typealias Value = ResolvedConfiguration.Value
    typealias Member = ResolvedConfiguration.Member

    let configuration: Configuration
    let overrides: ResolvedConfiguration.Overrides

    var persona: Value {
        if let persona = overrides.persona { return .scalar(.string(persona.rawValue), .option("--persona")) }
        return value("persona", else: .scalar(.string(Persona.regular.rawValue), .standard))
    }

    var failOn: Value {
        if let failOn = overrides.failOn { return .scalar(.string(failOn.rawValue), .option("--fail-on")) }
        return value("fail-on", else: .scalar(.string(FailureThreshold.error.rawValue), .standard))
    }

    var baseline: Value {
        if let baseline = overrides.baseline { return .scalar(.string(baseline), .option("--baseline")) }
        return value("baseline", else: .unset(.standard))
    }

    var records: Value {
        let given = overrides.records.map { Value.scalar(.string($0), .option("--records")) }
        guard let node = configuration.root?.member("records"), let items = node.node.sequence else {
            return .list(given, given.isEmpty ? .standard : .option("--records"))
        }
        let written = items.map { Value($0) }
        return .list(given + written, .file(line: node.node.mark.line))
    }

    var naming: Value {
        let node = configuration.root?.member("naming")
        return .mapping(
            ["user", "permission-set", "app"].map { key in
                Member(key: key, value: node?.member(key).map { Value($0.node) } ?? .unset(.standard))
            })
    }

    /// What the file says under a key of its root.
    func value(_ key: String, else standard: Value) -> Value {
        configuration.root?.member(key).map { Value($0.node) } ?? standard
    }

    func rule(_ page: RuleFile) -> Value {
        let off = ParameterValue.string("off")
        let node = configuration.root?.member("rules")?.member(page.id)
        let settings = configuration.rules[page.id] ?? RuleSettings()
        if overrides.ignored.contains(page.id) { return .scalar(off, .option("--ignore")) }
        if let selected = overrides.selected, !selected.contains(page.id) { return .scalar(off, .option("--select")) }
        var remark: String?
        if !settings.isOn {
            let origin = ResolvedConfiguration.Origin(node)
            guard overrides.named.contains(page.id) else { return .scalar(off, origin) }
            remark = "turned on by --select"
        } else if page.persona > effectivePersona {
            remark = "runs for the persona \(page.persona.rawValue)"
        }
        let severity = (settings.severity ?? page.severity).rawValue
        let severityNode = node?.isScalar == true && settings.isOn ? node : node?.member("severity")
        var members = [
            Member(
                key: "severity", value: .scalar(.string(severity), .init(severityNode), remark: remark))
        ]
        let ignorable = node?.member("ignorable")
        if ignorable != nil || !page.isIgnorable {
            let isIgnorable = page.isIgnorable && settings.isIgnorable
            members.append(Member(key: "ignorable", value: .scalar(.boolean(isIgnorable), .init(ignorable))))
        }
        for parameter in page.parameters {
            let origin = ResolvedConfiguration.Origin(node?.member(parameter.name))
            members.append(
                Member(
                    key: parameter.name,
                    value: Value(settings.parameters[parameter.name] ?? parameter.defaultValue, origin)))
        }
        return .mapping(members)
    }

    private var effectivePersona: Persona {
        overrides.persona ?? configuration.persona ?? .regular
    }
}

extension ResolvedConfiguration.Origin {
    /// - Parameter node: the value in the file; nil where it is silent.
    fileprivate init(_ node: ConfigurationNode?) {
        self = node.map { .file(line: $0.node.mark.line) } ?? .standard
    }
}
