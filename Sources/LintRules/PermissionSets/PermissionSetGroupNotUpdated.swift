public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A permission set group whose users may have other access than its members say.
public struct PermissionSetGroupNotUpdated: Rule {
    public static let page = RuleFile.permissionSetGroupNotUpdated

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.permissionSetGroups.compactMap { group in
            guard let status = group.status, let state = Self.states[status.value.lowercased()] else { return nil }
            return Finding(
                .notUpdated(group.fullName, status.value, state),
                subject: group.componentID,
                element: "status",
                location: status.location
            )
        }
    }

    /// What each status other than `Updated` says (Metadata API Developer Guide, PermissionSetGroup).
    private static let states = [
        "outdated": "requires recalculation",
        "updating": "is being recalculated",
        "failed": "could not be recalculated",
    ]
}

extension Finding.Message {
    fileprivate static func notUpdated(_ group: String, _ status: String, _ state: String) -> Self {
        """
        Permission set group '\(group)' has the status '\(status)': it \(state), and its users may have other access than \
        its members grant.
        """
    }
}
