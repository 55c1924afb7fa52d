public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A declared integration user on a licence of people who may log in to the user interface.
public struct IntegrationUserNotAPIOnly: Rule {
    public static let page = RuleFile.integrationUserNotApiOnly
    private static let permission = "ApiUserOnly"

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let set = setThatWouldDo(org)
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            guard let registration = user.registration, !user.isOnIntegrationLicense,
                org.hasUserPermission(Self.permission, user: index) == false
            else { return nil }
            return Finding(
                .mayLogIn(user, integration: registration.name),
                subject: user.componentID,
                element: "userPermissions:\(Self.permission)",
                location: user.record.location,
                related: user.assignments.map { Finding.Related($0.holding, at: $0.row.location) },
                fix: fix(for: user, set)
            )
        }
    }

    /// A set of the project that would do; one with a licence or an activation may be refused or have no effect.
    private func setThatWouldDo(_ org: Org) -> PermissionSet? {
        let spellings = org.names.spellings(of: Self.permission)
        return org.metadata.permissionSets.first { set in
            set.license == nil && set.hasActivationRequired?.value != true && set.enabled(spellings) != nil
        }
    }

    private func fix(for user: OrgUser, _ set: PermissionSet?) -> Fix {
        Fix(
            .unsafe,
            "Assign a permission set with the user permission '\(Self.permission)' to '\(user.username)'.",
            commands: set.map { set in
                let name = Fix.quoted(set.fullName)
                return ["sf org assign permset --name \(name) --on-behalf-of \(Fix.quoted(user.username))"]
            } ?? []
        )
    }
}

extension Finding.Message {
    fileprivate static func mayLogIn(_ user: OrgUser, integration: String) -> Self {
        let license = user.licenseName.map { " is on the user license '\($0)' and" } ?? ""
        return """
            '\(user.username)', the user of the integration '\(integration)',\(license) has the user permission \
            'ApiUserOnly' neither by profile nor by permission set, so it can log in to the user interface.
            """
    }
}
