public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A deactivated integration user who still holds permission set licenses, sets or groups.
public struct IntegrationUserInactiveAssignments: Rule {
    public static let page = RuleFile.integrationUserInactiveAssignments

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.users.compactMap { user in
            guard user.isIntegration, !user.isActive, user.licenses.count + user.assignments.count > 0 else {
                return nil
            }
            return Finding(
                .inactiveHolds(user),
                subject: user.componentID,
                element: "assignments",
                location: user.record.location,
                related: user.relatedGround
                    + user.licenses.map { license in
                        Finding.Related(
                            "holds the permission set license '\(license.displayName)'", at: license.row.location)
                    } + user.assignments.map { Finding.Related($0.holding, at: $0.row.location) },
                fix: Fix(
                    .unsafe,
                    "Remove the assignments of '\(user.username)', permission sets first.",
                    commands: user.assignments.compactMap { $0.removalCommand(from: user.username) }
                        + user.licenses.compactMap { $0.removalCommand(from: user.username) }
                )
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func inactiveHolds(_ user: OrgUser) -> Self {
        let groups = user.assignments.count(where: \.isGroup)
        let parts = [
            (user.licenses.count, "permission set license"), (user.assignments.count - groups, "permission set"),
            (groups, "permission set group"),
        ]
        let held = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return """
            Integration user '\(user.username)' is inactive and still holds \
            \(held.count < 3 ? held.joined(separator: " and ") : "\(held[0]), \(held[1]) and \(held[2])").
            """
    }
}
