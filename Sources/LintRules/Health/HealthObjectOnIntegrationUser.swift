public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Finds what gives users of the Salesforce Integration licence access to objects of Health and Life Sciences Cloud.
public struct HealthObjectOnIntegrationUser: Rule {
    public static let page = RuleFile.healthObjectOnIntegrationUser

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let list = org.effectiveGatedAccess
        guard !list.isEmpty else { return [] }
        let carried = Set(org.healthLicensedPermissionSets(IndustryLicenses(org)).map(\.componentID))
        return list.filter { !carried.contains($0.component) }.map { access in
            Finding(
                .gatedObject(access, to: org.usernames(of: access.paths)),
                subject: access.component,
                element: access.element,
                location: access.location,
                severity: access.tier == .named ? .error : .warning,
                confidence: access.tier == .named && org.isCertain(access.paths) ? .high : .medium,
                related: access.related + org.related(to: access.paths),
                paths: access.paths.map(\.steps),
                fix: access.fix
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func gatedObject(_ access: GatedAccess, to users: String) -> Self {
        """
        '\(access.component.name)' gives \(users) \(access.phrase)\
        \(access.isConditional ? ", once it is activated" : ""), \(access.reason).
        """
    }
}
