internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// An entry that grants access to an object to integration users, and what each of them used of it.
struct UsedObjectGrant {
    /// What one user who has the grant did with the object.
    struct Use {
        /// Index in `Org.users`.
        let user: Int
        let object: UserUsage.Object?
        let all: UserUsage
        let window: UsageWindow
    }

    let grant: EffectiveGrant<ObjectGrant>
    let object: String
    /// Each user once, in the order of the ways.
    let uses: [Use]
    /// The window of the user of whom the fewest days are known.
    let window: UsageWindow

    /// The finding of a rule about this grant, at the element that names the object.
    func finding(
        _ message: Finding.Message,
        severity: Severity? = nil,
        days: Int = UsageWindow.longEnough,
        related: [Finding.Related] = [],
        in org: Org
    ) -> Finding {
        Finding(
            message,
            subject: grant.component,
            element: "objectPermissions:\(object)",
            location: grant.location,
            severity: severity,
            confidence: org.isCertain(grant.paths) ? window.confidence(days: days) : .low,
            related: related + org.related(to: grant.paths),
            paths: grant.paths.map(\.steps)
        )
    }
}

extension Org {
    /// The entries by which active integration users have objects, less what the register allows, each object of a set once,
    /// with their use; entries of which a user has no day with logs are left out.
    func usedObjectGrants() -> [UsedObjectGrant] {
        guard knowsAssignments, inputs["EventLogFile"] != nil else { return [] }
        let known = Dictionary(
            uniqueKeysWithValues: integrationUsers.map { ($0, (usage(ofUser: $0), usageWindow(ofUser: $0))) })
        var seen: [AccessSource.Holder: Set<Name>] = [:]
        return effectiveObjectPermissions { _ in true }.compactMap { grant in
            guard seen[grant.holder, default: []].insert(grant.entry.permission.object).inserted else { return nil }
            let object = names[grant.entry.permission.object]
            var users: [Int] = []
            for path in grant.paths where !users.contains(path.user) { users.append(path.user) }
            var uses: [UsedObjectGrant.Use] = []
            for user in users {
                guard !allowsObject(object, forUser: user), let (all, window) = known[user], let window else {
                    return nil
                }
                uses.append(
                    UsedObjectGrant.Use(
                        user: user, object: all.objects[object.lowercased()], all: all, window: window))
            }
            guard let window = uses.map(\.window).min(by: { $0.days.count < $1.days.count }) else { return nil }
            return UsedObjectGrant(grant: grant, object: object, uses: uses, window: window)
        }
    }
}
