public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A user of an integration who holds a full licence and could do with the free one.
public struct IntegrationUserFullLicense: Rule {
    public static let page = RuleFile.integrationUserFullLicense

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let found = org.fullLicenseIntegrations
        let isAPIOnly = Dictionary(found.map { ($0.user, $0.isAPIOnly) }, uniquingKeysWith: { first, _ in first })
        let candidates = found.map(\.user)
        return zip(candidates, org.licenseChanges(ofUsers: candidates)).compactMap { index, change in
            guard !change.isImpossible else { return nil }
            // Where something is in the way, what else may be makes no difference.
            let unread = change.obstacles.isEmpty ? org.unreadAccess(ofUser: index) : []
            let knowsRows = org.knowsAllLicenses(ofUser: index) && org.knowsAllAssignments(ofUser: index)
            let knowsAll = knowsRows && unread.isEmpty
            return Finding(
                .couldMove(change, isAPIOnly: isAPIOnly[index] ?? false, knowsRows: knowsRows, unread: unread),
                subject: change.user.componentID,
                element: "license",
                location: change.user.record.location,
                confidence: knowsAll ? nil : .medium,
                related: change.obstacles.map { Finding.Related($0.name, at: $0.location) }
                    + unread.map { Finding.Related("\($0.words), of which there is no file", at: $0.location) }
            )
        }
    }
}

extension Org {
    /// The active users on the license *Salesforce* who are API-only, or whom the configuration declares as an
    /// integration's, in the order of the export.
    var fullLicenseIntegrations: [(user: Int, isAPIOnly: Bool)] {
        let permission = "ApiUserOnly"
        let granting = holders(enabling: permission)
        return users.indices.compactMap { index in
            let user = users[index]
            guard user.isActive, user.isOnFullLicense else { return nil }
            let isAPIOnly = mayHold(granting, user: index) && hasUserPermission(permission, user: index) == true
            return isAPIOnly || user.registration != nil ? (index, isAPIOnly) : nil
        }
    }

    /// The profiles and sets whose files enable a user permission.
    fileprivate func holders(enabling permission: String) -> Set<AccessSource.Holder> {
        let spellings = names.spellings(of: permission)
        let profiles = metadata.profiles.indices.filter { metadata.profiles[$0].enabled(spellings) != nil }
        let sets = metadata.permissionSets.indices.filter { metadata.permissionSets[$0].enabled(spellings) != nil }
        return Set(profiles.map { .profile($0) } + sets.map { .permissionSet($0) })
    }

    /// Whether a user may have one of some profiles and sets: most users have none, and their access need not be worked out.
    fileprivate func mayHold(_ holders: Set<AccessSource.Holder>, user: Int) -> Bool {
        guard !holders.isEmpty else { return false }
        let profiles = users[user].profile.map(profiles(like:)) ?? []
        if profiles.contains(where: { holders.contains(.profile($0)) }) { return true }
        return users[user].assignments.contains { assignment in
            switch assignment.target {
            case .permissionSet(let set):
                set.map { permissionSets(like: $0).contains { holders.contains(.permissionSet($0)) } } ?? false
            case .permissionSetGroup: true
            }
        }
    }
}

extension OrgUser {
    /// Whether the license is *Salesforce*, which a person could use.
    var isOnFullLicense: Bool { licenseName?.lowercased() == "salesforce" }
}

extension Finding.Message {
    private static let shownObstacles = 3

    fileprivate static func couldMove(
        _ change: LicenseChange,
        isAPIOnly: Bool,
        knowsRows: Bool,
        unread: [UnreadAccess]
    ) -> Self {
        let names = change.obstacles.map(\.name)
        let more = names.count - shownObstacles
        let shown = names.prefix(shownObstacles) + (more > 0 ? ["\(more) more"] : [])
        let declared = isAPIOnly ? "" : change.user.integrationGround.map { ", \($0)," } ?? ""
        let way =
            switch (shown.isEmpty, knowsRows && unread.isEmpty) {
            case (true, true): "nothing that it holds stands in the way"
            case (true, false): "nothing that is known of it stands in the way"
            case (false, _): "in the way may be \(shown.joined(separator: ", "))"
            }
        let others = unread.count > 1 ? " and \(unread.count - 1) more that it holds" : ""
        let doubt = unread.first.map { ", and no file shows what is in \($0.words)\(others)" } ?? ""
        return """
            \(isAPIOnly ? "API-only" : "Integration") user '\(change.user.username)'\(declared) is on the full user license \
            'Salesforce' and could move to the free '\(IntegrationNames.license)', reported to save up to 1,500 euros an \
            integration, depending on the discount; \(way)\(doubt).
            """
    }
}
