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

    /// What the picture shows.
    fileprivate static let kinds: Set<AccessRight.Kind> = [.objectPermissions, .userPermissions]

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

    /// - Parameter flags: elements of an object permission; what is none of them is left out.
    init(flags: [String]) {
        self = ObjectAccess.allCases.filter { flags.contains("\($0)") }.reduce(into: []) {
            $0.insert(ObjectAccessSet($1))
        }
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
        var collector = AccessCollector(self, kinds: HeldAccess.kinds)
        return integrationAccess.map { access in
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
                &collector,
                holder: user.componentID,
                unread: [profile.map { ComponentID(type: "Profile", name: $0) }].compactMap(\.self)
                    + groups.map { ComponentID(type: "PermissionSetGroup", name: $0.qualifiedName) } + withoutFile,
                isComplete: knowsAllAssignments(ofUser: access.user) && profiles.allSatisfy(\.listsUserPermissions)
            )
        }
    }

    /// What the permission sets of integrations let do, each by itself, in the order of files.
    public var heldAccessOfIntegrationSets: [HeldAccess] {
        var collector = AccessCollector(self, kinds: HeldAccess.kinds)
        return integrationPermissionSets.keys.sorted().map { index in
            let set = metadata.permissionSets[index]
            let source = AccessSource(
                holder: .permissionSet(index),
                path: [PathStep(component: set.componentID, location: set.location)],
                mutingPermissionSets: [],
                isConditional: set.hasActivationRequired?.value == true
            )
            return heldAccess([source], &collector, holder: set.componentID, unread: [], isComplete: true)
        }
    }

    private func heldAccess(
        _ sources: [AccessSource],
        _ collector: inout AccessCollector,
        holder: ComponentID,
        unread: [ComponentID],
        isComplete: Bool
    ) -> HeldAccess {
        let ways = sources.map(way)
        let places = Dictionary(
            ways.enumerated().map { ($1.steps, $0) }, uniquingKeysWith: { first, _ in first })
        let held = collector.held(by: sources)
        func items(_ kind: AccessRight.Kind) -> [HeldAccess.Item] {
            held.filter { $0.kind == kind && !$0.isMuted }.map { right in
                HeldAccess.Item(
                    name: right.name,
                    grants: right.livePaths.compactMap { path in
                        guard let way = places[path.steps], let element = path.element else { return nil }
                        return HeldAccess.Grant(
                            way: way, location: element.location, access: ObjectAccessSet(flags: path.flags))
                    }
                )
            }
        }
        return HeldAccess(
            holder: holder,
            ways: ways,
            objects: items(.objectPermissions),
            userPermissions: items(.userPermissions),
            unread: unread,
            isComplete: isComplete
        )
    }

    private func way(_ source: AccessSource) -> HeldAccess.Way {
        let path = GrantPath(user: 0, steps: source.path, isConditional: source.isConditional)
        return HeldAccess.Way(
            steps: namingMembers(source.path),
            isConditional: source.isConditional,
            unreadMutingPermissionSets: unreadMutingPermissionSets(on: path)
        )
    }
}
