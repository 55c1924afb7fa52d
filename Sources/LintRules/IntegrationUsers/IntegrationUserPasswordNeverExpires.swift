public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A set or profile that keeps the password of integration users for ever, while it can be used to log in.
public struct IntegrationUserPasswordNeverExpires: Rule {
    public static let page = RuleFile.integrationUserPasswordNeverExpires
    private static let permission = "PasswordNeverExpires"

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let settings = org.metadata.settings("OauthOidc")
        let flow = settings.first { $0.flag("blockOAuthUnPwFlow")?.value != true }
        guard settings.isEmpty || flow != nil else { return [] }
        let place = flow.map { $0.values["blockOAuthUnPwFlow"]?.location ?? $0.location }
        let related = place.map { [Finding.Related("the username-password flow is not blocked", at: $0)] } ?? []
        let isKnown = flow != nil
        return writtenFindings(org, related, isKnown: isKnown) + recordedFindings(org, related, isKnown: isKnown)
    }

    /// What the files of sets and profiles grant.
    private func writtenFindings(_ org: Org, _ related: [Finding.Related], isKnown: Bool) -> [Finding] {
        org.grantedUserPermissions([Self.permission]).map { grant in
            var finding = Finding(.granted(org.sentence(of: grant), isKnown: isKnown), about: grant, in: org)
            finding.related += related
            finding.fix = nil
            return finding
        }
    }

    /// What the records say of sets that have no file, such as those of packages.
    private func recordedFindings(_ org: Org, _ related: [Finding.Related], isKnown: Bool) -> [Finding] {
        let granting = org.recordedPermissionSets(with: Self.permission)
        guard !granting.isEmpty else { return [] }
        return org.assignedPermissionSets.compactMap { set in
            guard set.index == nil, granting.contains(set.componentID.name.lowercased()) else { return nil }
            let paths = set.paths.filter { path in
                !org.mutesAnything(on: path)
                    && !org.registerAllows(path) { entry in
                        entry.allowedPermissions.contains { $0.lowercased() == Self.permission.lowercased() }
                    }
            }
            guard let first = paths.first else { return nil }
            let row = first.steps.first { $0.component.type == "PermissionSetAssignment" }
            let sentence =
                "Permission set '\(set.componentID.name)' grants '\(Self.permission)' to \(org.usernames(of: paths))"
            return Finding(
                .granted(sentence, isKnown: isKnown),
                subject: set.componentID,
                element: "userPermissions:\(Self.permission)",
                location: row?.location ?? org.users[first.user].record.location,
                related: org.related(to: paths) + related,
                paths: paths.map(\.steps)
            )
        }
    }
}

extension Org {
    /// The full names, in lower case, of the sets whose records have a user permission on.
    fileprivate func recordedPermissionSets(with permission: String) -> Set<String> {
        let field = permission.lowercased()
        return Set(
            records.permissionSets.filter { $0.permissions.contains(field) && $0.isOwnedByProfile != true }
                .compactMap { record in
                    record.name.map { name in
                        record.namespacePrefix.map { "\($0)__\(name)" } ?? name
                    }
                }
                .map { $0.lowercased() }
        )
    }

    /// Whether a way leads through a group with muting sets: what they take from a set without a file is not looked up.
    fileprivate func mutesAnything(on path: GrantPath) -> Bool {
        path.steps.contains { step in
            step.component.type == "PermissionSetGroup"
                && permissionSetGroup(named: step.component.name).map { index in
                    !metadata.permissionSetGroups[index].mutingPermissionSets.isEmpty
                } ?? true
        }
    }
}

extension Finding.Message {
    /// - Parameter isKnown: whether a settings file says that the flow is allowed.
    fileprivate static func granted(_ sentence: String, isKnown: Bool) -> Self {
        let flow =
            isKnown
            ? "the org allows the OAuth username-password flow"
            : "no settings file says that the org blocks the OAuth username-password flow"
        return "\(sentence), and \(flow)."
    }
}
