/// A permission set that users have, directly or as member of a group, and all ways to it.
public struct AssignedPermissionSet: Sendable {
    /// With the namespace of a managed set.
    public let componentID: ComponentID
    /// Index in `Metadata.permissionSets`; nil where the set has no file.
    public let index: Int?
    /// The licence in the set's file, else in its record; nil for none, and where nothing tells.
    public let licenseName: String?
    public fileprivate(set) var paths: [GrantPath]

    /// Whether every way needs an activation first.
    public var isConditional: Bool { paths.allSatisfy(\.isConditional) }
}

extension Org {
    /// The permission sets of integration users, also those that only the exports name.
    public var assignedPermissionSets: [AssignedPermissionSet] {
        assignedPermissionSets(by: integrationAccess)
    }

    /// The permission sets of some users, also those that only the exports name.
    /// - Parameter users: indices in `users`.
    public func assignedPermissionSets(ofUsers users: [Int]) -> [AssignedPermissionSet] {
        assignedPermissionSets(by: users.map { effectiveAccess(ofUser: $0) })
    }

    private func assignedPermissionSets(by accesses: [EffectiveAccess]) -> [AssignedPermissionSet] {
        let licenses = recordedLicenses
        var sets: [AssignedPermissionSet] = []
        var known: [String: Int] = [:]
        func add(_ name: String, _ index: Int?, _ path: GrantPath) {
            let key = name.lowercased()
            if let place = known[key] {
                // Another file of the same set is no further way to it.
                if sets[place].index == index { sets[place].paths.append(path) }
                return
            }
            known[key] = sets.count
            let files = index.map(permissionSets(like:)) ?? []
            let license = files.compactMap { metadata.permissionSets[$0].license?.value }.first ?? licenses[key]
            sets.append(
                AssignedPermissionSet(
                    componentID: ComponentID(type: "PermissionSet", name: name),
                    index: index,
                    licenseName: license,
                    paths: [path]
                )
            )
        }
        for access in accesses {
            for source in access.sources {
                guard case .permissionSet(let index) = source.holder else { continue }
                let path = GrantPath(user: access.user, steps: source.path, isConditional: source.isConditional)
                add(metadata.permissionSets[index].fullName, index, path)
            }
            for (name, path) in pathsWithoutFile(user: access.user) { add(name, nil, path) }
        }
        return sets
    }

    /// The sets of a user that have no file, and the way up to where the set would be.
    private func pathsWithoutFile(user: Int) -> [(name: String, path: GrantPath)] {
        let account = users[user]
        let start = PathStep(component: account.componentID, location: account.record.location)
        return account.assignments.flatMap { assignment -> [(name: String, path: GrantPath)] in
            let step = PathStep(
                component: ComponentID(type: "PermissionSetAssignment", name: assignment.name),
                location: assignment.row.location
            )
            switch assignment.target {
            case .permissionSet(nil):
                let path = GrantPath(user: user, steps: [start, step], isConditional: false)
                return [(qualified(assignment.name, assignment.namespacePrefix), path)]
            case .permissionSetGroup(let index?):
                let group = metadata.permissionSetGroups[index]
                let path = GrantPath(
                    user: user,
                    steps: [start, step, PathStep(component: group.componentID, location: group.location)],
                    isConditional: group.hasActivationRequired?.value == true
                )
                return group.permissionSets.map(\.value).filter { permissionSet(named: $0) == nil }.map { ($0, path) }
            case .permissionSet, .permissionSetGroup(nil):
                return []
            }
        }
    }

    /// The licences that records give, by lower-case name of the set; a licence that only its Id names is looked up.
    private var recordedLicenses: [String: String] {
        var namesByID: [RecordID: String] = [:]
        for license in records.permissionSetLicenses {
            if let id = license.id { namesByID[id] = license.developerName ?? license.masterLabel }
        }
        var licenses: [String: String] = [:]
        for record in records.permissionSets where record.isOwnedByProfile != true {
            guard let name = record.name else { continue }
            let license = record.licenseName ?? record.licenseID.flatMap { namesByID[$0] }
            licenses[qualified(name, record.namespacePrefix).lowercased()] = license
        }
        for assignment in users.flatMap(\.assignments) where assignment.licenseName != nil {
            licenses[qualified(assignment.name, assignment.namespacePrefix).lowercased()] = assignment.licenseName
        }
        return licenses
    }
}

/// The full name of metadata: records keep the namespace of a managed set in a field of its own.
func qualified(_ name: String, _ namespace: String?) -> String {
    guard let namespace, !name.lowercased().hasPrefix(namespace.lowercased() + "__") else { return name }
    return namespace + "__" + name
}
