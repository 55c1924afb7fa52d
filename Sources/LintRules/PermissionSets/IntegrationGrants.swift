internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

extension Org {
    /// What integrations have of some user permissions, one entry a set or profile and permission: a permission that a file
    /// lists twice is granted once.
    func grantedUserPermissions(_ wanted: [String]) -> [PermissionGrant] {
        var permissions = PermissionNames(wanted, in: names)
        var seen: [AccessSource.Holder: Set<String>] = [:]
        return integrationUserPermissions { permissions.permission($0) != nil }.compactMap { grant in
            guard let permission = permissions.permission(grant.entry.name),
                seen[grant.holder, default: []].insert(permission).inserted
            else { return nil }
            return PermissionGrant(grant: grant, permission: permission)
        }
    }

    /// Who grants a user permission to whom, the start of a sentence:
    /// `Permission set 'INT_ERP' grants 'ViewAllData' to 'erp@acme.com'`.
    func sentence(of granted: PermissionGrant) -> String {
        let grant = granted.grant
        let receivers = grant.paths.isEmpty ? "" : " to \(usernames(of: grant.paths))"
        let condition = isConditional(grant) ? " once it is activated" : ""
        let granter = grant.paths.isEmpty ? "Integration \(grant.component.noun)" : grant.component.capitalizedNoun
        return "\(granter) '\(grant.component.name)' grants '\(granted.permission)'\(receivers)\(condition)"
    }

    private func isConditional(_ grant: EffectiveGrant<Access>) -> Bool {
        guard grant.paths.isEmpty else { return grant.isConditional }
        guard case .permissionSet(let index) = grant.holder else { return false }
        return metadata.permissionSets[index].hasActivationRequired?.value == true
    }

    /// Records say who has the set; without them the finding is as sure as what makes the set an integration set. A
    /// muting set without a file may take the permission away.
    func confidence(of grant: EffectiveGrant<Access>) -> Confidence {
        guard isCertain(grant.paths) else { return .medium }
        guard grant.paths.isEmpty, case .permissionSet(let index) = grant.holder else { return .high }
        return integrationPermissionSets[index]?.confidence ?? .low
    }

    /// What makes the set that grants one of an integration, where no ways show who has it.
    fileprivate func ground(of grant: EffectiveGrant<Access>) -> [Finding.Related] {
        guard grant.paths.isEmpty, case .permissionSet(let index) = grant.holder,
            let evidence = integrationPermissionSets[index]
        else { return [] }
        return metadata.permissionSets[index].related(evidence)
    }
}

/// A user permission that a set or profile grants to integrations.
struct PermissionGrant {
    let grant: EffectiveGrant<Access>
    /// As Salesforce spells it, in whichever case the file does.
    let permission: String
}

extension Finding {
    /// A finding about a user permission that integrations have, at the entry of the file that grants it.
    init(
        _ message: Message,
        about granted: PermissionGrant,
        in org: Org,
        severity: Severity? = nil,
        persona: Persona? = nil
    ) {
        let (grant, permission) = (granted.grant, granted.permission)
        let flag = SourceLocation(file: grant.location.file, offset: grant.entry.flagOffset)
        self.init(
            message,
            subject: grant.component,
            element: "userPermissions:\(permission)",
            location: grant.location,
            severity: severity,
            confidence: org.confidence(of: grant),
            persona: persona,
            related: [Related("'enabled' is true", at: flag)] + org.ground(of: grant) + org.related(to: grant.paths),
            paths: grant.paths.map(\.steps),
            fix: Fix(
                .unsafe,
                "Disable '\(permission)' in \(grant.component.noun) '\(grant.component.name)'.",
                edits: [.replaceText(flag, with: "false")]
            )
        )
    }
}

extension ComponentID {
    /// The kind of a set or profile in the middle of a sentence.
    var noun: String {
        switch type {
        case "Profile": "profile"
        case "MutingPermissionSet": "muting permission set"
        default: "permission set"
        }
    }

    /// The kind of a set or profile at the start of a sentence.
    var capitalizedNoun: String {
        noun.prefix(1).uppercased() + noun.dropFirst()
    }
}

extension Metadata {
    /// What grants access: permission sets and profiles, not what mutes.
    var grantingHolders: [any AccessHolder] {
        permissionSets as [any AccessHolder] + profiles
    }
}
