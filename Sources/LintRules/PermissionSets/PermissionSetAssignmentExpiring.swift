public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An assignment of an integration user that has expired or expires soon.
public struct PermissionSetAssignmentExpiring: Rule {
    public static let page = RuleFile.permissionSetAssignmentExpiring

    /// More than a century: nothing that expires later is told.
    private static let manyDays = 40_000

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let days = Int64(max(0, min(context.integer("days"), Self.manyDays)))
        let limit = Timestamp(seconds: org.asOf.seconds + days * 86_400)
        return org.integrationUsers.flatMap { index -> [Finding] in
            let user = org.users[index]
            let lasting = user.assignments.filter { ($0.expiration ?? .distantFuture) > limit }
            let ending = user.assignments.filter { ($0.expiration ?? .distantFuture) <= limit }
            // Somebody has renewed what another row assigns for longer.
            let kept = Set(lasting.map(\.key))
            let keptForNow = kept.union(ending.map(\.key))
            return user.expiredAssignments.filter { !keptForNow.contains($0.key) }
                .compactMap { finding($0, of: user, hasExpired: true) }
                + ending.filter { !kept.contains($0.key) }.compactMap { finding($0, of: user, hasExpired: false) }
        }
    }

    private func finding(_ assignment: OrgUser.Assignment, of user: OrgUser, hasExpired: Bool) -> Finding? {
        guard let expiration = assignment.expiration else { return nil }
        return Finding(
            .expires(user.username, assignment, expiration, hasExpired: hasExpired),
            subject: user.componentID,
            element: "permissionSetAssignment:\(assignment.name)",
            location: assignment.row.location,
            related: user.relatedGround
        )
    }
}

extension Timestamp {
    fileprivate static let distantFuture = Timestamp(seconds: .max)
}

extension OrgUser.Assignment {
    fileprivate var expiration: Timestamp? { row.expirationDate.flatMap { Timestamp($0) } }
    /// What is assigned: a set and a group may have the same name.
    fileprivate var key: String { (isGroup ? "group " : "set ") + name.lowercased() }
}

extension Finding.Message {
    fileprivate static func expires(
        _ username: String,
        _ assignment: OrgUser.Assignment,
        _ expiration: Timestamp,
        hasExpired: Bool
    ) -> Self {
        """
        Integration user '\(username)' \(hasExpired ? "lost" : "loses") the permission set \
        \(assignment.isGroup ? "group " : "")'\(assignment.name)' on \(expiration.date), when the assignment \
        \(hasExpired ? "expired" : "expires").
        """
    }
}
