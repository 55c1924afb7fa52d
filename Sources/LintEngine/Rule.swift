public import OrgModel
public import RuleCatalogue

/// A question that is asked of an org: a pure value, which keeps no state and reads no file.
public protocol Rule: Sendable {
    /// The page that holds everything about the rule that is data.
    static var page: RuleFile { get }

    init()

    func findings(in context: RuleContext) -> [Finding]

    /// How many components or records the rule looks at, for the coverage.
    func subjects(in org: Org) -> Int

    /// What the files that are there leave open, for the coverage: `ConnectedAppSettings.enableAdminApprovedAppsOnly`.
    func missingElements(in org: Org) -> [String]

    /// The rule itself where it is about exceptions; to cast each rule would cost more than most rules do.
    var exceptionRule: (any ExceptionRule)? { get }
}

extension Rule {
    public var exceptionRule: (any ExceptionRule)? { nil }

    public func subjects(in org: Org) -> Int {
        var names: Set<String> = []
        for need in Self.page.needs where !need.isOptional {
            names.formUnion(need.names)
        }
        return names.reduce(0) { $0 + (org.inputs[$1] ?? 0) }
    }

    public func missingElements(in org: Org) -> [String] { [] }
}

/// What a rule is given: the org and the values of its parameters.
public struct RuleContext: Sendable {
    public let org: Org
    private let page: RuleFile
    private let configured: [String: ParameterValue]

    /// - Parameter configured: what the configuration says of the rule's parameters; the page's defaults hold for the rest.
    public init(org: Org, page: RuleFile, configured: [String: ParameterValue]) {
        self.org = org
        self.page = page
        self.configured = configured
    }

    /// Whether the configuration sets a parameter, so that a default which depends on the org no longer holds.
    public func isConfigured(_ parameter: String) -> Bool {
        configured[parameter] != nil
    }

    public func integer(_ parameter: String) -> Int {
        guard case .integer(let value) = value(parameter) else { preconditionFailure("\(parameter) is no integer") }
        return value
    }

    public func strings(_ parameter: String) -> [String] {
        guard case .strings(let value) = value(parameter) else { preconditionFailure("\(parameter) is no list") }
        return value
    }

    public func boolean(_ parameter: String) -> Bool {
        guard case .boolean(let value) = value(parameter) else { preconditionFailure("\(parameter) is no boolean") }
        return value
    }

    private func value(_ parameter: String) -> ParameterValue {
        if let value = configured[parameter] { return value }
        guard let declared = page.parameters.first(where: { $0.name == parameter }) else {
            preconditionFailure("the page of \(page.id) declares no parameter \(parameter)")
        }
        return declared.defaultValue
    }
}
