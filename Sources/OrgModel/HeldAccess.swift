/// What a user, or a permission set by itself, may do with objects and in the org, and by which ways.
public struct HeldAccess: Sendable {
    /// A way to a profile or permission set that grants.
    public struct Way: Sendable {
        /// From the user (or the set itself) to what grants, both included.
        public var steps: [PathStep]
        /// Whether it only counts once somebody activates the set or group.
        public let isConditional: Bool
        /// The muting sets on the way that have no file: what they take away is unknown.
        public var unreadMutingPermissionSets: [String]
    }

    /// An entry of a file that grants something.
    public struct Grant: Sendable {
        /// Index in `ways`.
        public let way: Int
        /// The element that names what is granted.
        public let location: SourceLocation
        /// What is granted of an object, muted access left out; empty for a user permission.
        public let access: ObjectAccessSet
    }

    /// An object or user permission with everything that grants it.
    public struct Item: Sendable {
        /// The API name.
        public var name: String
        public fileprivate(set) var grants: [Grant]

        /// What is granted in all.
        public var access: ObjectAccessSet {
            grants.reduce(into: []) { $0.formUnion($1.access) }
        }
    }

    /// The user, or the permission set.
    public var holder: ComponentID
    public var ways: [Way]
    /// In the order of names.
    public var objects: [Item]
    /// In the order of names.
    public var userPermissions: [Item]
    /// What the user has and no file tells, so that it is not in here.
    public var unread: [ComponentID]
    /// Whether nothing else can be missing: every assignment is known, and the profile's file lists user permissions.
    public let isComplete: Bool

    /// Whether every grant of an item needs an activation first.
    public func isConditional(_ item: Item) -> Bool {
        item.grants.allSatisfy { ways[$0.way].isConditional }
    }
}

/// Kinds of access to an object.
public struct ObjectAccessSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public init(_ access: ObjectAccess) {
        rawValue = 1 << UInt8(access.rawValue)
    }

    public func contains(_ access: ObjectAccess) -> Bool {
        contains(ObjectAccessSet(access))
    }
}

extension ObjectPermission {
    /// Everything that is granted.
    public var access: ObjectAccessSet {
        ObjectAccess.allCases.reduce(into: []) { if allows($1) { $0.insert(ObjectAccessSet($1)) } }
    }
}

extension Org {
    /// What an active integration user may do, for each in the order of users.
    public var heldAccessOfIntegrationUsers: [HeldAccess] {
        integrationAccess.map { access in
            let user = users[access.user]
            let withoutFile = assignedPermissionSets(ofUsers: [access.user]).filter { $0.index == nil }.map(
                \.componentID)
            let groups = user.assignments.filter {
                if case .permissionSetGroup(nil) = $0.target { true } else { false }
            }
            let profiles = user.profile.map(profiles(like:)).map { $0.map { metadata.profiles[$0] } } ?? []
            let profile = user.profile == nil && !user.isOnAPIOnlyProfile ? user.profileName : nil
            return heldAccess(
                access.sources,
                holder: user.componentID,
                unread: [profile.map { ComponentID(type: "Profile", name: $0) }].compactMap(\.self)
                    + groups.map { ComponentID(type: "PermissionSetGroup", name: $0.qualifiedName) } + withoutFile,
                isComplete: knowsAllAssignments(ofUser: access.user) && profiles.allSatisfy(\.listsUserPermissions)
            )
        }
    }

    /// What the permission sets of integrations let do, each by itself, in the order of files.
    public var heldAccessOfIntegrationSets: [HeldAccess] {
        integrationPermissionSets.keys.sorted().map { index in
            let set = metadata.permissionSets[index]
            let source = AccessSource(
                holder: .permissionSet(index),
                path: [PathStep(component: set.componentID, location: set.location)],
                mutingPermissionSets: [],
                isConditional: set.hasActivationRequired?.value == true
            )
            return heldAccess([source], holder: set.componentID, unread: [], isComplete: true)
        }
    }

    private func heldAccess(
        _ sources: [AccessSource],
        holder: ComponentID,
        unread: [ComponentID],
        isComplete: Bool
    ) -> HeldAccess {
        var objects: [Name: [HeldAccess.Grant]] = [:]
        var permissions: [Name: [HeldAccess.Grant]] = [:]
        for (way, source) in sources.enumerated() {
            let muted = MutedAccess(self, source.mutingPermissionSets)
            for part in self.holder(source.holder).parts {
                for entry in part.objectPermissions {
                    let access = entry.access.subtracting(muted.objects[entry.object] ?? [])
                    guard !access.isEmpty else { continue }
                    objects[entry.object, default: []].append(
                        HeldAccess.Grant(way: way, location: part.location(entry.offset), access: access))
                }
                for entry in part.userPermissions where entry.isEnabled && !muted.permissions.contains(entry.name) {
                    permissions[entry.name, default: []].append(
                        HeldAccess.Grant(way: way, location: part.location(entry.offset), access: []))
                }
            }
        }
        return HeldAccess(
            holder: holder,
            ways: sources.map(way),
            objects: items(objects),
            userPermissions: items(permissions),
            unread: unread,
            isComplete: isComplete
        )
    }

    private func way(_ source: AccessSource) -> HeldAccess.Way {
        let path = GrantPath(user: 0, steps: source.path, isConditional: source.isConditional)
        return HeldAccess.Way(
            steps: source.path,
            isConditional: source.isConditional,
            unreadMutingPermissionSets: unreadMutingPermissionSets(on: path)
        )
    }

    private func items(_ grants: [Name: [HeldAccess.Grant]]) -> [HeldAccess.Item] {
        grants.map { HeldAccess.Item(name: names[$0.key], grants: $0.value) }.sorted { $0.name < $1.name }
    }
}

/// What muting sets take away together.
private struct MutedAccess {
    var objects: [Name: ObjectAccessSet] = [:]
    var permissions: Set<Name> = []

    init(_ org: Org, _ sets: [Int]) {
        for part in sets.flatMap({ org.metadata.mutingPermissionSets[$0].parts }) {
            for entry in part.objectPermissions { objects[entry.object, default: []].formUnion(entry.access) }
            for entry in part.userPermissions where entry.isEnabled { permissions.insert(entry.name) }
        }
    }
}
