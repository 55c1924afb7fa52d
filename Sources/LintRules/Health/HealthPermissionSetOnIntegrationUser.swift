public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Finds permission sets of Health Cloud that users of the Salesforce Integration licence have.
public struct HealthPermissionSetOnIntegrationUser: Rule {
    public static let page = RuleFile.healthPermissionSetOnIntegrationUser

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.licensedIntegrationUsers.isEmpty else { return [] }
        let licenses = IndustryLicenses(org)
        return org.assignedPermissionSets.compactMap { set in
            let paths = org.licensedPaths(set.paths)
            guard let first = paths.first else { return nil }
            if let license = set.licenseName, licenses.isHealth(license) {
                return licensed(set, license, paths, first, org)
            }
            return namespacePrefix(set.componentID.name)?.lowercased() == "healthcloudga"
                ? managed(set, paths, first, org) : nil
        }
    }

    private func licensed(
        _ set: AssignedPermissionSet,
        _ license: String,
        _ paths: [GrantPath],
        _ first: GrantPath,
        _ org: Org
    ) -> Finding {
        let file = set.index.map { org.metadata.permissionSets[$0] }
        return Finding(
            .healthLicense(license, of: set.componentID.name, on: org.usernames(of: paths), org.condition(of: paths)),
            subject: set.componentID,
            element: "license",
            location: file?.license?.location ?? file?.location ?? org.assignmentLocation(of: first),
            related: org.related(to: paths) + org.carriedAccess(set),
            paths: paths.map(\.steps),
            fix: org.unassignment(of: set.componentID.name, paths)
        )
    }

    private func managed(
        _ set: AssignedPermissionSet,
        _ paths: [GrantPath],
        _ first: GrantPath,
        _ org: Org
    ) -> Finding {
        let file = set.index.map { org.metadata.permissionSets[$0] }
        return Finding(
            .managedSet(set.componentID.name, on: org.usernames(of: paths), org.condition(of: paths)),
            subject: set.componentID,
            element: "namespace",
            location: file?.location ?? org.assignmentLocation(of: first),
            severity: .warning,
            related: org.related(to: paths),
            paths: paths.map(\.steps),
            fix: org.unassignment(of: set.componentID.name, paths)
        )
    }
}

extension Org {
    fileprivate func condition(of paths: [GrantPath]) -> String {
        paths.allSatisfy(\.isConditional) ? " (its access counts once it is activated)" : ""
    }

    /// The assignment row of a way: the step behind the user.
    fileprivate func assignmentLocation(of path: GrantPath) -> SourceLocation {
        path.steps.first { $0.component.type == "PermissionSetAssignment" }?.location
            ?? users[path.user].record.location
    }

    /// What the set grants of Health Cloud as written: the rules about objects and permissions leave it to the set.
    fileprivate func carriedAccess(_ set: AssignedPermissionSet) -> [Finding.Related] {
        guard let index = set.index else { return [] }
        var list = GatedAccessList(self)
        list.addWritten(index) { _ in false }
        var permissions = PermissionNames(HealthPermissions.others, in: names)
        var enabled: [Finding.Related] = []
        for part in metadata.permissionSets[index].parts {
            for entry in part.userPermissions where entry.isEnabled {
                guard let permission = permissions.permission(entry.name) else { continue }
                let place = part.location(entry.offset)
                enabled.append(Finding.Related("grants the permission '\(permission)'", at: place))
            }
        }
        return list.entries.map { Finding.Related("grants \($0.phrase)", at: $0.location) } + enabled
    }

    /// How the set is taken from the users of some ways: a command for each row that assigns it directly.
    fileprivate func unassignment(of set: String, _ paths: [GrantPath]) -> Fix {
        var commands: [String] = []
        var groups: Set<String> = []
        for path in paths {
            if let group = path.steps.first(where: { $0.component.type == "PermissionSetGroup" }) {
                groups.insert(group.component.name)
                continue
            }
            let row = assignmentLocation(of: path)
            let user = users[path.user]
            let assignment = user.assignments.first { $0.row.location == row }
            if let command = assignment?.removalCommand(from: user.username), !commands.contains(command) {
                commands.append(command)
            }
        }
        let names = groups.sorted().map { "'\($0)'" }.joined(separator: ", ")
        let way = groups.isEmpty ? "" : " (for the group \(names): take the set out of it, or the group from the user)"
        return Fix(.unsafe, "Take '\(set)' from \(usernames(of: paths))\(way).", commands: commands)
    }
}

extension Finding.Message {
    fileprivate static func healthLicense(
        _ license: String,
        of set: String,
        on users: String,
        _ condition: String
    ) -> Self {
        """
        '\(set)' has the Health Cloud license '\(license)' and is assigned to \(users)\(condition); their user license \
        'Salesforce Integration' does not support it.
        """
    }

    fileprivate static func managedSet(_ set: String, on users: String, _ condition: String) -> Self {
        """
        '\(set)' belongs to the managed package of Health Cloud and is assigned to \(users)\(condition); their user license \
        'Salesforce Integration' may not support what it grants.
        """
    }
}
