internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

extension OrgUser {
    /// Whether the licence itself, known by its name or by the API-only profile, is the one that Health Cloud refuses.
    ///
    /// A user whom only the register declares may be on a licence that supports Health Cloud.
    var isLicensedIntegration: Bool { isOnIntegrationLicense || isOnAPIOnlyProfile }

    /// The permission set licences of the user, each once: exports may overlap.
    var distinctLicenses: [LicenseAssignment] {
        var seen: Set<String> = []
        return licenses.filter { seen.insert(($0.developerName ?? $0.displayName).lowercased()).inserted }
    }
}

extension Org {
    /// The active users on the Salesforce Integration licence, by index in `users`.
    var licensedIntegrationUsers: [Int] {
        integrationUsers.filter { users[$0].isLicensedIntegration }
    }

    /// The ways that end at users on the Salesforce Integration licence.
    func licensedPaths(_ paths: [GrantPath]) -> [GrantPath] {
        paths.filter { users[$0.user].isLicensedIntegration }
    }

    /// The sets of such users whose licence belongs to Health Cloud: one finding speaks of all that they grant.
    func healthLicensedPermissionSets(_ licenses: IndustryLicenses) -> [AssignedPermissionSet] {
        assignedPermissionSets.filter { set in
            set.licenseName.map(licenses.isHealth) ?? false && !licensedPaths(set.paths).isEmpty
        }
    }

    /// What user permissions users of the licence have, one entry a set or profile and permission, less those that the
    /// register allows.
    func licensedUserPermissions(_ wanted: [String]) -> [LicensedGrant] {
        guard !licensedIntegrationUsers.isEmpty else { return [] }
        var permissions = PermissionNames(wanted, in: names)
        var grants: [LicensedGrant] = []
        var seen: Set<[String]> = []
        for grant in integrationUserPermissions(where: { permissions.permission($0) != nil }) {
            let paths = licensedPaths(grant.paths)
            guard !paths.isEmpty, let permission = permissions.permission(grant.entry.name),
                seen.insert([grant.component.type, grant.component.name, permission]).inserted
            else { continue }
            let flag = SourceLocation(file: grant.location.file, offset: grant.entry.flagOffset)
            grants.append(
                LicensedGrant(
                    holder: grant.holder,
                    component: grant.component,
                    permission: permission,
                    location: grant.location,
                    flag: flag,
                    paths: paths
                )
            )
        }
        return grants
    }
}

/// A user permission that reaches users of the Salesforce Integration licence.
struct LicensedGrant {
    let holder: AccessSource.Holder
    let component: ComponentID
    /// As Salesforce spells it.
    let permission: String
    let location: SourceLocation
    /// The element `<enabled>`.
    let flag: SourceLocation
    let paths: [GrantPath]

    var isConditional: Bool { paths.allSatisfy(\.isConditional) }

    /// The finding of a rule about this grant.
    func finding(_ message: Finding.Message, in org: Org) -> Finding {
        Finding(
            message,
            subject: component,
            element: "userPermissions:\(permission)",
            location: location,
            confidence: org.isCertain(paths) ? nil : .medium,
            related: [Finding.Related("turned on here", at: flag)] + org.related(to: paths),
            paths: paths.map(\.steps),
            fix: Fix(
                .unsafe,
                "Turn off '\(permission)' in '\(component.name)'; everybody who has it from there loses it.",
                edits: [.replaceText(flag, with: "false")]
            )
        )
    }
}
