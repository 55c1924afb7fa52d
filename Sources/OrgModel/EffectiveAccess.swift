/// One step of the way from a user to what grants: the user, an assignment, a group, a set.
public struct PathStep: Hashable, Sendable {
    public let component: ComponentID
    public let location: SourceLocation

    public init(component: ComponentID, location: SourceLocation) {
        self.component = component
        self.location = location
    }
}

/// A profile or permission set that gives access to a user, and the way there.
public struct AccessSource: Sendable {
    public enum Holder: Hashable, Sendable {
        /// Index in `Metadata.profiles`.
        case profile(Int)
        /// Index in `Metadata.permissionSets`.
        case permissionSet(Int)
    }

    public let holder: Holder
    /// From the user to the holder, both included.
    public let path: [PathStep]
    /// Indices in `Metadata.mutingPermissionSets`: what these turn on is taken away on this way.
    public let mutingPermissionSets: [Int]
    /// Whether the set or group only counts once somebody activates it (`hasActivationRequired`).
    public let isConditional: Bool
}

/// Everything that gives access to one user: profile, assigned sets, members of assigned groups less what is muted there.
public struct EffectiveAccess: Sendable {
    /// Index in `Org.users`.
    public let user: Int
    public let sources: [AccessSource]
    /// Whether the files of the profile and of all assigned sets are there and say all of user permissions: only then a
    /// missing one is a fact.
    public let isComplete: Bool
}

/// A way on which one user has one grant.
public struct GrantPath: Sendable {
    /// Index in `Org.users`.
    public let user: Int
    public let steps: [PathStep]
    public let isConditional: Bool

    /// The way to a source of a user's access.
    public init(user: Int, steps: [PathStep], isConditional: Bool) {
        self.user = user
        self.steps = steps
        self.isConditional = isConditional
    }
}

/// An entry of a file that gives access to integration users, and all ways on which it does.
public struct EffectiveGrant<Entry: Sendable>: Sendable {
    /// The profile or permission set that grants.
    public let holder: AccessSource.Holder
    public let component: ComponentID
    public internal(set) var entry: Entry
    /// The element that names what is granted.
    public let location: SourceLocation
    public internal(set) var paths: [GrantPath]

    /// Whether every way needs an activation first.
    public var isConditional: Bool { paths.allSatisfy(\.isConditional) }
}

/// Access to one object, with what muting leaves of it.
public struct ObjectGrant: Sendable {
    public let permission: ObjectPermission
    /// What remains on at least one way.
    public var access: Set<ObjectAccess>
}

/// Access to one field, with what muting leaves of it.
public struct FieldGrant: Sendable {
    public let permission: FieldPermission
    public var isReadable: Bool
    public var isEditable: Bool
}

extension Org {
    /// Everything that gives access to a user.
    /// - Parameter user: index in `users`.
    public func effectiveAccess(ofUser user: Int) -> EffectiveAccess {
        let account = users[user]
        let start = PathStep(component: account.componentID, location: account.record.location)
        var sources: [AccessSource] = []
        var isComplete =
            knowsAllAssignments(ofUser: user)
            && account.profile.map { profiles(like: $0).allSatisfy { metadata.profiles[$0].listsUserPermissions } }
                ?? false
        for profile in account.profile.map(profiles(like:)) ?? [] {
            let step = PathStep(
                component: metadata.profiles[profile].componentID,
                location: metadata.profiles[profile].location
            )
            sources.append(
                AccessSource(
                    holder: .profile(profile), path: [start, step], mutingPermissionSets: [], isConditional: false)
            )
        }
        for assignment in account.assignments {
            let step = PathStep(
                component: ComponentID(type: "PermissionSetAssignment", name: assignment.name),
                location: assignment.row.location
            )
            switch assignment.target {
            case .permissionSet(let set?):
                sources += permissionSets(like: set).map { file in
                    let isConditional = metadata.permissionSets[file].hasActivationRequired?.value == true
                    return source(file, path: [start, step], muting: [], isConditional: isConditional)
                }
            case .permissionSetGroup(let group?):
                for file in permissionSetGroups(like: group) {
                    let members = sourcesOfGroup(file, path: [start, step])
                    sources += members.sources
                    isComplete = isComplete && members.isComplete
                }
            case .permissionSet(nil), .permissionSetGroup(nil):
                isComplete = false
            }
        }
        return EffectiveAccess(user: user, sources: sources, isComplete: isComplete)
    }

    func source(_ set: Int, path: [PathStep], muting: [Int], isConditional: Bool) -> AccessSource {
        let permissionSet = metadata.permissionSets[set]
        return AccessSource(
            holder: .permissionSet(set),
            path: path + [PathStep(component: permissionSet.componentID, location: permissionSet.location)],
            mutingPermissionSets: muting,
            isConditional: isConditional
        )
    }

    func sourcesOfGroup(_ index: Int, path: [PathStep]) -> (sources: [AccessSource], isComplete: Bool) {
        let group = metadata.permissionSetGroups[index]
        let path = path + [PathStep(component: group.componentID, location: group.location)]
        let muting = group.mutingPermissionSets.map { mutingPermissionSet(named: $0.value) }
        let members = group.permissionSets.map { permissionSets(named: $0.value) }
        // A member's own flag does not count: in a group its permissions need no activation (Object Reference,
        // SessionPermSetActivation).
        let isConditional = group.hasActivationRequired?.value == true
        return (
            members.joined().map { member in
                source(member, path: path, muting: muting.compactMap { $0 }, isConditional: isConditional)
            },
            !members.contains([]) && !muting.contains(nil)
        )
    }

    /// The user permissions that integration users have and that `isWanted` accepts, one entry a place that grants.
    public func effectiveUserPermissions(
        where isWanted: (Name) -> Bool
    ) -> [EffectiveGrant<Access>] {
        effectiveGrants { part, mutedBy in
            part.userPermissions.compactMap { entry in
                guard entry.isEnabled, isWanted(entry.name), !isMuted(.userPermissions, entry.name, by: mutedBy) else {
                    return nil
                }
                return (entry, entry.offset)
            }
        } merge: { _, _ in
        }
    }

    /// The object permissions that integration users have and that `isWanted` accepts, one entry a place that grants.
    /// - Parameter accesses: whose access is asked for; nil for that of the integration users.
    public func effectiveObjectPermissions(
        of accesses: [EffectiveAccess]? = nil,
        where isWanted: (Name) -> Bool
    ) -> [EffectiveGrant<ObjectGrant>] {
        effectiveGrants(of: accesses) { part, mutedBy in
            part.objectPermissions.compactMap { permission in
                guard permission.allowsAnything, isWanted(permission.object) else { return nil }
                let access = ObjectAccess.allCases.filter { access in
                    permission.allows(access)
                        && !isMuted(.objectPermissions, permission.object, "\(access)", by: mutedBy)
                }
                return access.isEmpty
                    ? nil : (ObjectGrant(permission: permission, access: Set(access)), permission.offset)
            }
        } merge: { known, new in
            known.access.formUnion(new.access)
        }
    }

    /// The field permissions that integration users have and that `isWanted` accepts, one entry a place that grants.
    /// - Parameter accesses: whose access is asked for; nil for that of the integration users.
    public func effectiveFieldPermissions(
        of accesses: [EffectiveAccess]? = nil,
        where isWanted: (Name) -> Bool
    ) -> [EffectiveGrant<FieldGrant>] {
        effectiveGrants(of: accesses) { part, mutedBy in
            part.fieldPermissions.compactMap { permission in
                guard permission.allowsAnything, isWanted(permission.field) else { return nil }
                func isLeft(_ flag: String) -> Bool { !isMuted(.fieldPermissions, permission.field, flag, by: mutedBy) }
                let grant = FieldGrant(
                    permission: permission,
                    isReadable: permission.readable == .yes && isLeft("readable"),
                    isEditable: permission.editable == .yes && isLeft("editable")
                )
                return grant.isReadable || grant.isEditable ? (grant, permission.offset) : nil
            }
        } merge: { known, new in
            known.isReadable = known.isReadable || new.isReadable
            known.isEditable = known.isEditable || new.isEditable
        }
    }

    /// Whether a user has a user permission; nil where a missing file or export leaves it open.
    ///
    /// Users of the Salesforce Integration licence and of the API-only profiles have `ApiUserOnly` by definition.
    /// A conditional grant does not count here: this asks whether something is missing.
    public func hasUserPermission(_ permission: String, user: Int) -> Bool? {
        if permission == "ApiUserOnly", users[user].isOnIntegrationLicense || users[user].isOnAPIOnlyProfile {
            return true
        }
        let access = effectiveAccess(ofUser: user)
        let spellings = names.spellings(of: permission)
        for source in access.sources where !source.isConditional {
            // What a muting set without a file takes away is unknown, and the access is incomplete then.
            let path = GrantPath(user: user, steps: source.path, isConditional: false)
            if let name = spellings.first, holder(source.holder).enabled(spellings) != nil,
                !isMuted(.userPermissions, name, by: source.mutingPermissionSets),
                unreadMutingPermissionSets(on: path).isEmpty
            {
                return true
            }
        }
        return access.isComplete ? false : nil
    }

    /// The profile or permission set behind a source.
    public func holder(_ holder: AccessSource.Holder) -> any AccessHolder {
        switch holder {
        case .profile(let index): metadata.profiles[index]
        case .permissionSet(let index): metadata.permissionSets[index]
        }
    }

    /// Walks the sources of all integration users and gathers the ways by the place that grants.
    ///
    /// Many users share a source, so what it grants is looked for once.
    /// - Parameter entries: what some muting sets leave of the entries of a part.
    private func effectiveGrants<Entry>(
        of accesses: [EffectiveAccess]? = nil,
        _ entries: (AccessGrants, _ mutingPermissionSets: [Int]) -> [(Entry, offset: UInt32)],
        merge: (inout Entry, Entry) -> Void
    ) -> [EffectiveGrant<Entry>] {
        var grants: [EffectiveGrant<Entry>] = []
        var places: [SourceLocation: Int] = [:]
        var known: [MutedHolder: [(entry: Entry, location: SourceLocation)]] = [:]
        func granted(by source: AccessSource) -> [(entry: Entry, location: SourceLocation)] {
            let key = MutedHolder(holder: source.holder, mutingPermissionSets: source.mutingPermissionSets)
            if let found = known[key] { return found }
            let found = holder(source.holder).parts.flatMap { part in
                entries(part, key.mutingPermissionSets).map { (entry: $0, location: part.location($1)) }
            }
            known[key] = found
            return found
        }
        for access in accesses ?? integrationAccess {
            for source in access.sources {
                let path = GrantPath(user: access.user, steps: source.path, isConditional: source.isConditional)
                for (entry, location) in granted(by: source) {
                    if let place = places[location] {
                        merge(&grants[place].entry, entry)
                        grants[place].paths.append(path)
                    } else {
                        places[location] = grants.count
                        grants.append(
                            EffectiveGrant(
                                holder: source.holder,
                                component: holder(source.holder).componentID,
                                entry: entry,
                                location: location,
                                paths: [path]
                            )
                        )
                    }
                }
            }
        }
        return grants
    }

    /// Whether one of some muting sets takes a right away.
    private func isMuted(
        _ kind: AccessRight.Kind,
        _ name: Name,
        _ flag: @autoclosure () -> String? = nil,
        by mutingPermissionSets: [Int]
    ) -> Bool {
        guard !mutingPermissionSets.isEmpty else { return false }
        let right = AccessRight(kind: kind, name: name, flag: flag())
        return mutedRights.entry(muting: right, in: mutingPermissionSets) != nil
    }
}

/// A profile or set with the muting sets of the group on the way to it.
private struct MutedHolder: Hashable {
    let holder: AccessSource.Holder
    let mutingPermissionSets: [Int]
}
