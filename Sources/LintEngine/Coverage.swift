internal import OrgModel
public import RuleCatalogue

/// What was looked at: the inputs, and of each rule whether it could be judged.
public struct Coverage: Sendable {
    public enum Status: String, Sendable {
        case evaluated
        /// Judged, and would know more with what is missing.
        case partial
        /// Not judged: something that it needs is missing. It does not count as passed.
        case notEvaluated = "not-evaluated"
    }

    public struct RuleCoverage: Sendable {
        public let rule: RuleFile
        public let status: Status
        /// The inputs that are missing, by metadata type or object; where a type is there, but not the file of a set, group
        /// or profile that an integration user has, by type and name: `PermissionSet:INT_ERP`; where a file is there, but not
        /// the element that a rule judges, by both: `ConnectedAppSettings.enableAdminApprovedAppsOnly`.
        public let missing: [String]
        /// How many components or records the rule looked at.
        public let subjects: Int

        public init(rule: RuleFile, status: Status, missing: [String], subjects: Int) {
            self.rule = rule
            self.status = status
            self.missing = missing
            self.subjects = subjects
        }
    }

    /// How many files or rows of each metadata type and object were given.
    public let inputs: [String: Int]
    /// In the order of ids.
    public let rules: [RuleCoverage]

    public init(inputs: [String: Int], rules: [RuleCoverage]) {
        self.inputs = inputs
        self.rules = rules
    }

    /// Whether a page's needs are met by what the org was given.
    static func judge(_ page: RuleFile, _ org: Org) -> (status: Status, missing: [String]) {
        let available = Set(org.inputs.keys)
        let unmet = page.needs.filter { !$0.isMet(by: available) }
        let isEvaluated = unmet.allSatisfy(\.isOptional)
        var missing: [String] = []
        for need in isEvaluated ? unmet : unmet.filter({ !$0.isOptional }) {
            for name in need.names where !available.contains(name) && !missing.contains(name) {
                missing.append(name)
            }
        }
        guard isEvaluated else { return (.notEvaluated, missing) }
        missing += unread(page, org)
        return (missing.isEmpty ? .evaluated : .partial, missing)
    }

    /// What integration users have without a file, where a rule judges what they may do: its silence proves nothing of it.
    private static func unread(_ page: RuleFile, _ org: Org) -> [String] {
        let names = Set(page.needs.flatMap(\.names))
        guard names.isSuperset(of: ["PermissionSet", "User", "PermissionSetAssignment"]) else { return [] }
        return org.unreadIntegrationAccess.filter { $0.type != "Profile" || names.contains("Profile") }
            .map { "\($0.type):\($0.name)" }
    }
}
