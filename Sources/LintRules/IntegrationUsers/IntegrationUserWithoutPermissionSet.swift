public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user who has nothing but the profile.
public struct IntegrationUserWithoutPermissionSet: Rule {
    public static let page = RuleFile.integrationUserWithoutPermissionSet

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            guard user.assignments.isEmpty, org.knowsAllAssignments(ofUser: index) else { return nil }
            return Finding(
                .hasNoPermissionSet(user.username, profile: user.profileName),
                subject: user.componentID,
                element: "PermissionSetAssignment",
                location: user.record.location,
                related: user.relatedGround,
                fix: Fix(
                    .unsafe,
                    "Assign the permission set of its integration to '\(user.username)'.",
                    commands: declaredSets(of: user, in: org).map { name in
                        "sf org assign permset --name \(Fix.quoted(name)) --on-behalf-of \(Fix.quoted(user.username))"
                    }
                )
            )
        }
    }

    /// The sets that the configuration declares for the user's integration; the command cannot assign groups.
    private func declaredSets(of user: OrgUser, in org: Org) -> [String] {
        (user.registration?.permissionSets ?? []).filter { org.permissionSet(named: $0) != nil }
    }
}

extension Finding.Message {
    fileprivate static func hasNoPermissionSet(_ username: String, profile: String?) -> Self {
        """
        Integration user '\(username)' has no permission set and no permission set group, only its profile\
        \(profile.map { " '\($0)'" } ?? "").
        """
    }
}
