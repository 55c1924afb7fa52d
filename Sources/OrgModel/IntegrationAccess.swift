/// What integrations may do, by user where exports tell who has which set, else as the sets are written.
extension Org {
    /// Whether the exports say who has which set: only then access can be judged by user.
    public var knowsAssignments: Bool {
        records.has("User") && records.has("PermissionSetAssignment")
    }

    /// The muting sets of the group on a way that have no file, or several: what they take away is unknown.
    public func unreadMutingPermissionSets(on path: GrantPath) -> [String] {
        let groups = path.steps.filter { $0.component.type == "PermissionSetGroup" }
            .compactMap { permissionSetGroup(named: $0.component.name) }
        return groups.flatMap { metadata.permissionSetGroups[$0].mutingPermissionSets.map(\.value) }
            .filter { !isReadOnce(mutingPermissionSet: $0) }
    }

    /// The full names, in lower case, of the fields that integration sets let be read or edited.
    public var integrationFieldNames: Set<String> {
        var fields: Set<Name> = []
        for index in integrationPermissionSets.keys {
            for part in metadata.permissionSets[index].parts {
                for entry in part.fieldPermissions where entry.allowsAnything { fields.insert(entry.field) }
            }
        }
        return Set(fields.map { names[$0].lowercased() })
    }

    /// The user permissions of integrations that `isWanted` accepts and no register entry allows.
    ///
    /// With the User and PermissionSetAssignment exports these are effective, muting considered, with the ways from users.
    /// Without either they are the entries of every integration set as written, with no ways.
    public func integrationUserPermissions(where isWanted: (Name) -> Bool) -> [EffectiveGrant<Access>] {
        guard knowsAssignments else { return writtenUserPermissions(where: isWanted) }
        return effectiveUserPermissions(where: isWanted).compactMap { grant in
            var grant = grant
            let permission = names[grant.entry.name]
            grant.paths.removeAll { path in registerAllows(path) { allows($0, permission) } }
            return grant.paths.isEmpty ? nil : grant
        }
    }

    private func writtenUserPermissions(where isWanted: (Name) -> Bool) -> [EffectiveGrant<Access>] {
        integrationPermissionSets.keys.sorted().flatMap { index -> [EffectiveGrant<Access>] in
            let set = metadata.permissionSets[index]
            return set.parts.flatMap { part in
                part.userPermissions.compactMap { entry in
                    guard entry.isEnabled, isWanted(entry.name), !isAllowed(names[entry.name], in: set) else {
                        return nil
                    }
                    return EffectiveGrant(
                        holder: .permissionSet(index),
                        component: set.componentID,
                        entry: entry,
                        location: part.location(entry.offset),
                        paths: []
                    )
                }
            }
        }
    }

    /// Whether the register allows a user permission for the integration that a set is declared for.
    private func isAllowed(_ permission: String, in set: PermissionSet) -> Bool {
        registerEntries(ofPermissionSet: set.fullName).contains { allows($0, permission) }
    }

    /// Whether the register allows what is granted on a way: an entry that names a user speaks for this user only, one
    /// without a user for everybody who comes by one of its sets or groups.
    /// - Parameter isAllowed: whether an entry allows it.
    public func registerAllows(_ path: GrantPath, where isAllowed: (IntegrationRegister.Entry) -> Bool) -> Bool {
        let ofUser = registerIndex.entries(ofUser: users[path.user].username)
        if ofUser.contains(where: { isAllowed(register.entries[$0]) }) { return true }
        return path.steps.contains { step in
            ["PermissionSet", "PermissionSetGroup"].contains(step.component.type)
                && registerEntries(ofPermissionSet: step.component.name).contains { $0.user == nil && isAllowed($0) }
        }
    }

    private func allows(_ entry: IntegrationRegister.Entry, _ permission: String) -> Bool {
        entry.allowedPermissions.contains { $0.lowercased() == permission.lowercased() }
    }

    /// Whether the register allows access to an object for the integration of a user.
    /// - Parameter user: index in `users`.
    public func allowsObject(_ object: String, forUser user: Int) -> Bool {
        users[user].registration?.allowedObjects.contains { $0.lowercased() == object.lowercased() } ?? false
    }
}
