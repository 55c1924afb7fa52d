public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An integration set that does not say what it is for.
public struct PermissionSetMissingDescription: Rule {
    public static let page = RuleFile.permissionSetMissingDescription

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.integrationSetSubjects.compactMap { subject in
            // Nobody can describe the set of a package or of Salesforce, and a part of a set has no place for it.
            guard subject.set.description == nil, subject.set.hasMainFile,
                namespacePrefix(subject.set.fullName) == nil, !isSalesforceOwn(subject.set.fullName)
            else { return nil }
            return Finding(
                .undescribed(subject.words),
                subject: subject.set.componentID,
                element: "description",
                location: subject.set.location,
                confidence: subject.evidence.confidence,
                related: subject.related(in: org)
            )
        }
    }

    public func subjects(in org: Org) -> Int { org.integrationPermissionSets.count }
}

extension Finding.Message {
    fileprivate static func undescribed(_ subject: String) -> Self {
        "\(subject) has no description of what it is for."
    }
}
