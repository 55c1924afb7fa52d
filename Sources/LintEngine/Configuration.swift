public import OrgModel
public import RuleCatalogue

/// What a `.forcelint.yml` says.
public struct Configuration: Sendable {
    /// The name of the file beside `sfdx-project.json`.
    public static let fileName = ".forcelint.yml"
    /// Bytes of a configuration at most; real ones have a few thousand.
    public static let maximumLength = 1 << 20
    /// What `max-file-size` may be, in megabytes of 1,048,576 bytes: places in files are 32 bits wide, and what is read
    /// lies in memory several times over.
    public static let fileSizes = 1...1_024
    /// What it is where no file says otherwise.
    public static let defaultFileSize = 256

    /// Nil where the file leaves it to the default.
    public private(set) var persona: Persona?
    /// Nil where the file leaves it to the default.
    public private(set) var failOn: FailureThreshold?
    /// Files and folders of exported rows, relative to the folder of the file.
    public private(set) var records: [String] = []
    /// The file of known findings, relative to the folder of the file; nil for none.
    public private(set) var baseline: String?
    /// How large files are that are read, in megabytes of 1,048,576 bytes.
    public private(set) var maximumFileSize = defaultFileSize
    /// The integrations, the sets that they share, and the edition of the org.
    public private(set) var register = IntegrationRegister()
    /// What licences cost; nil where nobody says.
    public private(set) var prices: LicensePrices?
    /// What is said of each rule, by id.
    public private(set) var rules: [String: RuleSettings] = [:]

    /// In the order of the file.
    private(set) var configuredExceptions: [ConfiguredException] = []
    /// The file as it is written; nil where it says nothing.
    private(set) var root: ConfigurationNode?

    /// The edition of the org, as the file spells it.
    public var edition: String? { register.edition }

    /// What holds where there is no file.
    public static let empty = Configuration()

    private init() {}

    /// Reads the text of a configuration: an unknown key, rule or parameter and a value of another type are errors.
    ///
    /// - Parameters:
    ///   - path: the file as errors name it.
    ///   - pages: the rules that there are.
    public init(text: String, path: String, pages: [RuleFile]) throws(ConfigurationError) {
        let source = ConfigurationText(text: text, path: path)
        guard let root = try source.root() else { return }
        let node = ConfigurationNode(node: root, name: "", source: source)
        var hasVersion = false
        var exceptions: ConfigurationNode?
        for member in try node.members() {
            guard let key = Key(rawValue: member.name) else {
                throw member.unknown("key", in: "", among: Key.allCases.map(\.rawValue))
            }
            if key == .version { hasVersion = true }
            // Whether a rule can be ignored may stand below its exceptions.
            if key == .exceptions { exceptions = member.value }
            try read(key, member.value, pages)
        }
        guard hasVersion else { throw node.error("'version' is missing; write 'version: 1'") }
        try readExceptions(exceptions, pages)
        self.root = node
    }

    private enum Key: String, CaseIterable {
        case version, persona, records, baseline, edition, prices, integrations, naming, rules, exceptions
        case failOn = "fail-on"
        case maximumFileSize = "max-file-size"
        case basePermissionSets = "base-permission-sets"
    }

    private mutating func read(
        _ key: Key,
        _ node: ConfigurationNode,
        _ pages: [RuleFile]
    ) throws(ConfigurationError) {
        switch key {
        case .version:
            guard try node.integer() == 1 else { throw node.error("this program reads version 1 only") }
        case .persona: persona = try node.choice(of: Persona.self)
        case .failOn: failOn = try node.choice(of: FailureThreshold.self)
        case .records: records = try node.texts()
        case .baseline: baseline = try node.text()
        case .maximumFileSize: maximumFileSize = try Configuration.fileSize(node)
        case .edition: register.edition = try Configuration.edition(node)
        case .prices: prices = try LicensePrices(node)
        case .integrations: register.entries = try Configuration.integrations(node)
        case .basePermissionSets: register.basePermissionSets = try node.texts()
        case .naming: register.naming = try Configuration.naming(node)
        case .rules: rules = try Configuration.rules(node, pages)
        case .exceptions: break
        }
    }

    private static func fileSize(_ node: ConfigurationNode) throws(ConfigurationError) -> Int {
        let size = try node.integer()
        guard fileSizes.contains(size) else {
            throw node.error(
                "'\(node.name)' is \(size), no number of megabytes from \(fileSizes.lowerBound) to \(fileSizes.upperBound)"
            )
        }
        return size
    }

    private mutating func readExceptions(
        _ node: ConfigurationNode?,
        _ pages: [RuleFile]
    ) throws(ConfigurationError) {
        for item in try node?.items() ?? [] {
            configuredExceptions.append(
                try ConfiguredException(item, pages) { $0.isIgnorable && rules[$0.id]?.isIgnorable ?? true })
        }
    }
}

/// From which severity on findings fail a run.
public enum FailureThreshold: String, CaseIterable, Sendable {
    case error, warning, note, never

    public func isReached(by severity: Severity) -> Bool {
        switch self {
        case .error: severity >= .error
        case .warning: severity >= .warning
        case .note: severity >= .note
        case .never: false
        }
    }
}

// MARK: The register of integrations

extension Configuration {
    /// Editions by the names of `Organization.OrganizationType` and of the price lists. A name that nobody knows would
    /// count as an edition without integration licences.
    public static let editions = [
        "developer", "partner developer", "enterprise", "performance", "unlimited", "professional", "essentials",
        "starter", "pro suite", "group", "team", "contact manager", "personal", "base",
    ]

    private static func edition(_ node: ConfigurationNode) throws(ConfigurationError) -> String {
        let text = try node.text()
        var words = text.lowercased().split { !($0.isLetter || $0.isNumber) }
        if words.last == "edition" { words.removeLast() }
        let name = words.joined(separator: " ")
        guard editions.contains(name) else {
            let known = editions.joined(separator: ", ")
            let suggestion = Suggestion.nearest(to: name, among: editions)
            throw node.error(
                "'\(text.prefix(60))' is no edition\(suggestion == nil ? "; known are \(known)" : "")",
                suggestion: suggestion
            )
        }
        return text
    }

    private enum NamingKey: String, CaseIterable {
        case user, app
        case permissionSet = "permission-set"
    }

    private static func naming(_ node: ConfigurationNode) throws(ConfigurationError) -> NamingPatterns {
        var naming = NamingPatterns()
        for (key, value) in try node.members(NamingKey.self) {
            let text = try value.text()
            guard let pattern = try? NamePattern(text) else {
                throw value.error("'\(text.prefix(60))' is no regular expression")
            }
            switch key {
            case .user: naming.user = pattern
            case .app: naming.app = pattern
            case .permissionSet: naming.permissionSet = pattern
            }
        }
        return naming
    }

    private enum IntegrationKey: String, CaseIterable {
        case name, user, apps, allow
        case permissionSets = "permission-sets"
    }

    private enum AllowKey: String, CaseIterable {
        case permissions, objects
    }

    private static func integrations(
        _ node: ConfigurationNode
    ) throws(ConfigurationError) -> [IntegrationRegister.Entry] {
        var entries: [IntegrationRegister.Entry] = []
        var names: Set<String> = []
        for item in try node.items() {
            let entry = try integration(item)
            guard names.insert(entry.name).inserted else {
                throw item.error("the integration '\(entry.name)' is declared twice")
            }
            entries.append(entry)
        }
        return entries
    }

    private static func integration(
        _ node: ConfigurationNode
    ) throws(ConfigurationError) -> IntegrationRegister.Entry {
        var entry = IntegrationRegister.Entry(name: "")
        for (key, value) in try node.members(IntegrationKey.self) {
            switch key {
            case .name: entry.name = try value.text()
            case .user: entry.user = try value.text()
            case .apps: entry.apps = try value.texts()
            case .permissionSets: entry.permissionSets = try value.texts()
            case .allow:
                for (key, value) in try value.members(AllowKey.self) {
                    switch key {
                    case .permissions: entry.allowedPermissions = try value.texts()
                    case .objects: entry.allowedObjects = try value.texts()
                    }
                }
            }
        }
        guard !entry.name.isEmpty else { throw node.error("an integration has no 'name'") }
        return entry
    }
}

// MARK: Rules

extension Configuration {
    private static func rules(
        _ node: ConfigurationNode,
        _ pages: [RuleFile]
    ) throws(ConfigurationError) -> [String: RuleSettings] {
        var settings: [String: RuleSettings] = [:]
        for member in try node.members() {
            guard let page = pages.first(where: { $0.id == member.name }) else {
                throw member.unknown("rule", in: "", among: pages.map(\.id))
            }
            settings[page.id] = try rule(member.value, page)
        }
        return settings
    }

    /// What can stand for a rule's settings as a single word.
    private enum Level: String, CaseIterable {
        case error, warning, note, off
    }

    private static func rule(
        _ node: ConfigurationNode,
        _ page: RuleFile
    ) throws(ConfigurationError) -> RuleSettings {
        if node.isScalar {
            let level = try node.choice(of: Level.self)
            return level == .off
                ? RuleSettings(isOn: false) : RuleSettings(severity: Severity(rawValue: level.rawValue))
        }
        var settings = RuleSettings()
        let members = try node.members()
        for member in members {
            if member.name == "severity" {
                settings.severity = try member.value.choice(of: Severity.self)
            } else if member.name == "ignorable" {
                settings.isIgnorable = try member.value.boolean()
            } else if let parameter = page.parameters.first(where: { $0.name == member.name }) {
                settings.parameters[parameter.name] = try member.value.value(of: parameter.defaultValue.kind)
            } else {
                throw member.unknown(
                    "parameter", in: node.name, among: ["severity", "ignorable"] + page.parameters.map(\.name))
            }
        }
        return settings
    }
}
