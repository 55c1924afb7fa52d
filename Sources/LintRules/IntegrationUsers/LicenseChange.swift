internal import LintEngine
internal import OrgModel

/// What keeps a user on a full licence from moving to the licence of integrations.
struct LicenseChange {
    /// Something that the licence of integrations may not carry.
    struct Obstacle {
        /// In the middle of a sentence: `the managed set 'acme__Sync'`.
        let name: String
        let location: SourceLocation
    }

    let user: OrgUser
    /// Whether the user has a licence of Health Cloud, for which there is no way around.
    let isImpossible: Bool
    let obstacles: [Obstacle]
}

extension Org {
    /// What would happen to some users without their full licence.
    /// - Parameter indices: indices in `users`.
    func licenseChanges(ofUsers indices: [Int]) -> [LicenseChange] {
        guard !indices.isEmpty else { return [] }
        let licenses = IndustryLicenses(self)
        let sets = assignedPermissionSets(ofUsers: indices)
        var gated = GatedAccessList(self)
        for set in sets {
            for file in set.index.map(permissionSets(like:)) ?? [] { gated.addWritten(file) { _ in false } }
        }
        // Of each user the sets in their order, and the first way to each.
        var assignedByUser: [Int: [(set: AssignedPermissionSet, path: GrantPath)]] = [:]
        for set in sets {
            var seen: Set<Int> = []
            for path in set.paths where seen.insert(path.user).inserted {
                assignedByUser[path.user, default: []].append((set, path))
            }
        }
        let gatedObjects = Dictionary(grouping: gated.entries) { $0.component.name.lowercased() }
        return indices.map { index in
            let user = users[index]
            let assigned = assignedByUser[index] ?? []
            let isImpossible =
                user.licenses.contains { licenses.cloud(of: $0) == .health }
                || assigned.contains { set, _ in set.licenseName.map(licenses.isHealth) ?? false }
            let held = user.distinctLicenses.filter { licenses.cloud(of: $0) != nil }.map { license in
                LicenseChange.Obstacle(
                    name: "the permission set license '\(licenses.label(of: license))'",
                    location: license.row.location
                )
            }
            return LicenseChange(
                user: user,
                isImpossible: isImpossible,
                obstacles: held
                    + assigned.compactMap { set, path in
                        obstacle(set, on: path, gatedObjects[set.componentID.name.lowercased()]?.first)
                    }
            )
        }
    }

    private func obstacle(
        _ set: AssignedPermissionSet,
        on path: GrantPath,
        _ gated: GatedAccess?
    ) -> LicenseChange.Obstacle? {
        let name = set.componentID.name
        let file = set.index.map { metadata.permissionSets[$0] }
        let row = path.steps.first { $0.component.type == "PermissionSetAssignment" }?.location
        let place = file?.location ?? row ?? users[path.user].record.location
        if let license = set.licenseName, !license.isLicenseOfIntegrations {
            return .init(
                name: "the license '\(license)' of the set '\(name)'", location: file?.license?.location ?? place)
        }
        if let gated { return .init(name: "\(gated.phrase) by the set '\(name)'", location: gated.location) }
        // What Salesforce itself delivers is no package.
        if namespacePrefix(name) != nil, !isSalesforceOwn(name) {
            return .init(name: "the managed set '\(name)'", location: place)
        }
        return nil
    }
}

extension String {
    fileprivate var isLicenseOfIntegrations: Bool {
        isEmpty || IntegrationNames.isLicense(self) || IntegrationNames.isPermissionSetLicense(self)
    }
}
