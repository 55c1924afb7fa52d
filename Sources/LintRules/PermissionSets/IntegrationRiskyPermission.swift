public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration with a user permission that reaches far beyond its purpose.
public struct IntegrationRiskyPermission: Rule {
    public static let page = RuleFile.integrationRiskyPermission

    /// These have rules of their own.
    private static let others = ["ModifyAllData", "ViewAllData", "ViewEncryptedData", "PasswordNeverExpires"]

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.integrationAccess.isEmpty || !org.integrationPermissionSets.isEmpty else { return [] }
        let risky = RiskyPermission.byName.filter { !Self.others.contains($0.key) }
        return org.grantedUserPermissions(Array(risky.keys)).compactMap { grant in
            risky[grant.permission].map { permission in
                Finding(
                    .granted(org.sentence(of: grant), permission),
                    about: grant,
                    in: org,
                    severity: permission.severity,
                    persona: permission.persona
                )
            }
        }
    }
}

extension Finding.Message {
    fileprivate static func granted(_ sentence: String, _ permission: RiskyPermission) -> Self {
        "\(sentence), which is a \(permission.risk.rawValue) risk: it allows to \(permission.reach)."
    }
}
