public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Finds access to objects of Health and Life Sciences Cloud in integration permission sets, where no export says who
/// has them.
public struct HealthObjectInIntegrationPermissionSet: Rule {
    public static let page = RuleFile.healthObjectInIntegrationPermissionSet

    public init() {}

    public func subjects(in org: Org) -> Int {
        org.knowsAssignments ? 0 : org.integrationPermissionSets.count
    }

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.knowsAssignments else { return [] }
        return org.writtenGatedAccess.compactMap { access in
            guard case .permissionSet(let index) = access.holder, let evidence = org.integrationPermissionSets[index]
            else { return nil }
            let license = org.metadata.permissionSets[index].license
            return Finding(
                .gatedObject(access, because: evidence, license: license?.value),
                subject: access.component,
                element: access.element,
                location: access.location,
                confidence: evidence == .name ? .low : evidence == .license ? .high : .medium,
                related: access.related
                    + (evidence == .license
                        ? license.map { [Finding.Related("the license", at: $0.location)] } ?? [] : []),
                fix: access.fix
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func gatedObject(
        _ access: GatedAccess,
        because evidence: IntegrationEvidence,
        license: String?
    ) -> Self {
        let ground =
            switch evidence {
            case .name: "which its name makes an integration permission set"
            case .license: "which its license '\(license ?? "")' makes an integration permission set"
            default: "which the configuration declares for an integration"
            }
        return "The set '\(access.component.name)', \(ground), grants \(access.phrase), \(access.reason)."
    }
}
