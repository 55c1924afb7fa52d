public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An integration set whose label does not follow the team's pattern.
public struct PermissionSetNaming: Rule {
    public static let page = RuleFile.permissionSetNaming

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard let pattern = org.register.naming.permissionSet ?? Self.recommended else { return [] }
        let subjects = org.integrationSetSubjects
        let people = org.people(by: Set(subjects.map(\.set.componentID.key)))
        return subjects.compactMap { subject in
            guard namespacePrefix(subject.set.fullName) == nil, !isSalesforceOwn(subject.set.fullName),
                let label = subject.set.label, !pattern.matches(label.value),
                // A set that people have too is to be left to them: `permission-set-mixed-audience`.
                subject.paths.isEmpty || people[subject.set.componentID.key] == nil
            else { return nil }
            return Finding(
                .misnamed(subject.words, label.value, pattern.text),
                subject: subject.set.componentID,
                element: "label",
                location: label.location,
                confidence: subject.evidence.confidence,
                related: subject.related(in: org)
            )
        }
    }

    public func subjects(in org: Org) -> Int { org.integrationPermissionSets.count }

    /// Source: Integration User License Guide (S2), naming conventions.
    private static var recommended: NamePattern? { try? NamePattern("Integration - [System] - [Purpose]") }
}

extension Finding.Message {
    fileprivate static func misnamed(_ subject: String, _ label: String, _ pattern: String) -> Self {
        "\(subject) has the label '\(label)', which does not follow '\(pattern)'."
    }
}
