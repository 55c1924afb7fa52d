/// What access one org gives and another does not: who gains and loses what, on which way.
public struct AccessDifference: Sendable {
    /// Which of the two orgs a place belongs to.
    public enum Side: String, Sendable {
        case before, after
    }

    /// Something that a user, set, group or app has in one org only.
    public struct Change: Sendable {
        public enum Kind: String, Sendable {
            case gains, loses
        }

        /// What is gained or lost.
        public enum Item: Hashable, Sendable {
            /// The element that grants, the name in it, and the flag of an object or field.
            case right(AccessRight.Kind, name: String, flag: String?)
            /// A member or property of a group or app, by the element and its value.
            case property(String, value: String)
        }

        public let kind: Kind
        public let subject: ComponentID
        /// The name of a user beside the username; nil where nothing tells.
        public let label: String?
        public let item: Item
        /// Whether it only counts once somebody activates the set or group.
        public let isConditional: Bool
        /// From the subject to the element, in the org that has it.
        public let path: [PathStep]

        /// The org that the path belongs to.
        public var side: Side { kind == .gains ? .after : .before }
    }

    /// Users first, then sets, groups, profiles and apps; gains before losses.
    public let changes: [Change]

    /// - Parameters:
    ///   - before: the org as it is, or as it was.
    ///   - after: the org as it will be, or is.
    public init(before: Org, after: Org) {
        var old = SideAccess(before)
        var new = SideAccess(after)
        changes =
            AccessDifference.users(&old, &new) + AccessDifference.holders(&old, &new)
            + AccessDifference.groups(before, after) + AccessDifference.apps(before, after)
    }

    /// One of the two orgs and what its files grant.
    private struct SideAccess {
        let org: Org
        var collector: AccessCollector

        init(_ org: Org) {
            self.org = org
            collector = AccessCollector(org)
        }

        /// What a user has; nothing where the org does not know the user.
        mutating func rights(ofUser user: Int?) -> OpenRights {
            user.map { OpenRights(collector.held(by: org.effectiveAccess(ofUser: $0).sources)) } ?? OpenRights([])
        }

        /// What a file says; nothing where the org does not have it.
        mutating func rights(of holder: (any AccessHolder)?) -> OpenRights {
            holder.map { OpenRights(collector.stated(by: $0)) } ?? OpenRights([])
        }
    }

    // MARK: Users

    private static func users(_ before: inout SideAccess, _ after: inout SideAccess) -> [Change] {
        let old = index(before.org.integrationUsers) { before.org.users[$0].username.lowercased() }
        let new = index(after.org.integrationUsers) { after.org.users[$0].username.lowercased() }
        return Set(old.keys).union(new.keys).sorted().flatMap { username -> [Change] in
            let account = new[username].map { after.org.users[$0] } ?? old[username].map { before.org.users[$0] }
            guard let account else { return [] }
            return compare(
                account.componentID,
                label: account.record.name,
                before.rights(ofUser: old[username]),
                after.rights(ofUser: new[username])
            )
        }
    }

    // MARK: Sets and profiles

    private static func holders(_ before: inout SideAccess, _ after: inout SideAccess) -> [Change] {
        let old = holders(of: before.org)
        let new = holders(of: after.org)
        return Set(old.keys).union(new.keys).sorted().flatMap { component -> [Change] in
            let (oldHolder, newHolder) = (old[component], new[component])
            if let oldHolder, let newHolder, isSameFile(oldHolder, newHolder, before.org, after.org) { return [] }
            guard let id = newHolder?.componentID ?? oldHolder?.componentID else { return [] }
            return compare(id, label: nil, before.rights(of: oldHolder), after.rights(of: newHolder))
        }
    }

    private static func holders(of org: Org) -> [ComponentID: any AccessHolder] {
        let metadata = org.metadata
        let all: [any AccessHolder] = metadata.permissionSets + metadata.mutingPermissionSets + metadata.profiles
        let keyed = all.map { (ComponentID(type: $0.componentID.type, name: $0.fullName.lowercased()), $0) }
        return Dictionary(keyed, uniquingKeysWith: { first, _ in first })
    }

    private static func compare(
        _ subject: ComponentID,
        label: String?,
        _ old: OpenRights,
        _ new: OpenRights
    ) -> [Change] {
        func changes(_ kind: Change.Kind, _ rights: OpenRights, without others: OpenRights) -> [Change] {
            rights.missing(from: others).map { right in
                Change(
                    kind: kind,
                    subject: subject,
                    label: label,
                    item: .right(right.kind, name: right.name, flag: right.flag),
                    isConditional: right.isConditional,
                    path: right.path
                )
            }.sorted(by: isOrdered)
        }
        return changes(.gains, new, without: old) + changes(.loses, old, without: new)
    }

    private static func isOrdered(_ left: Change, _ right: Change) -> Bool {
        left.item.order < right.item.order
    }

    private static func index(_ users: [Int], _ key: (Int) -> String) -> [String: Int] {
        Dictionary(users.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether both are the same bytes of the same files, as they are where a deploy leaves a component alone.
    private static func isSameFile(
        _ left: any AccessHolder,
        _ right: any AccessHolder,
        _ before: Org,
        _ after: Org
    ) -> Bool {
        left.parts.map { before.files[$0.file.index] } == right.parts.map { after.files[$0.file.index] }
            && left.location == right.location
    }

    // MARK: Groups and apps

    private static func groups(_ before: Org, _ after: Org) -> [Change] {
        func items(_ group: PermissionSetGroup) -> [(String, Located<String>)] {
            group.permissionSets.map { ("permissionSets", $0) }
                + group.mutingPermissionSets.map { ("mutingPermissionSets", $0) }
        }
        return compare(
            before.metadata.permissionSetGroups.map { ($0.componentID, items($0)) },
            after.metadata.permissionSetGroups.map { ($0.componentID, items($0)) }
        )
    }

    private static func apps(_ before: Org, _ after: Org) -> [Change] {
        func items(_ app: App) -> [(String, Located<String>)] {
            var items = app.preauthorizedProfiles.map { ("profile", $0) }
            items += app.preauthorizedPermissionSets.map { ("permission set", $0) }
            items += app.scopes.map { ("scope", $0) }
            items += app.ipRanges.map { ("IP range", Located("\($0.start)-\($0.end)", at: $0.location)) }
            if let approval = app.approval, approval.isRequired != true {
                items.append(("permitted users", Located("everybody", at: approval.location)))
            }
            for flow in app.clientCredentialsFlow.prefix(1) where app.usesClientCredentials {
                items.append(("flow", Located("client credentials", at: flow.location)))
            }
            if let user = app.runAsUser { items.append(("run-as user", user)) }
            if let relaxation = app.ipRelaxation { items.append(("IP relaxation", relaxation)) }
            if let policy = app.refreshTokenPolicy {
                items.append(("refresh token policy", Located(policy.value, at: policy.location)))
            }
            return items
        }
        return compare(
            before.apps.map { ($0.componentID, items($0)) }, after.apps.map { ($0.componentID, items($0)) })
    }

    private static func compare(
        _ old: [(ComponentID, [(String, Located<String>)])],
        _ new: [(ComponentID, [(String, Located<String>)])]
    ) -> [Change] {
        func key(_ id: ComponentID) -> ComponentID { ComponentID(type: id.type, name: id.name.lowercased()) }
        let oldItems = Dictionary(old.map { (key($0), ($0, $1)) }, uniquingKeysWith: { first, _ in first })
        let newItems = Dictionary(new.map { (key($0), ($0, $1)) }, uniquingKeysWith: { first, _ in first })
        return Set(oldItems.keys).union(newItems.keys).sorted().flatMap { component -> [Change] in
            let (left, right) = (oldItems[component], newItems[component])
            let subject = right?.0 ?? left?.0 ?? component
            return changes(.gains, subject, right?.1 ?? [], without: left?.1 ?? [])
                + changes(.loses, subject, left?.1 ?? [], without: right?.1 ?? [])
        }
    }

    private static func changes(
        _ kind: Change.Kind,
        _ subject: ComponentID,
        _ items: [(String, Located<String>)],
        without others: [(String, Located<String>)]
    ) -> [Change] {
        let known = Set(others.map { Change.Item.property($0.0, value: $0.1.value.lowercased()) })
        return items.compactMap { name, value in
            guard !known.contains(.property(name, value: value.value.lowercased())) else { return nil }
            return Change(
                kind: kind,
                subject: subject,
                label: nil,
                item: .property(name, value: value.value),
                isConditional: false,
                path: [PathStep(component: subject, location: value.location)]
            )
        }
    }
}

extension AccessDifference.Change.Item {
    /// User permissions first, then objects and what else there is, by name.
    fileprivate var order: OrderKey {
        switch self {
        case .right(let kind, let name, let flag): OrderKey(kind: kind.rawValue, name: name, flag: flag ?? "")
        case .property(let name, let value): OrderKey(kind: -1, name: name, flag: value)
        }
    }
}

private struct OrderKey: Comparable {
    let kind: Int
    let name: String
    let flag: String

    static func < (left: OrderKey, right: OrderKey) -> Bool {
        (left.kind, left.name, left.flag) < (right.kind, right.name, right.flag)
    }
}

/// What somebody may do on a way that nothing mutes, by kind, name in any case and flag.
private struct OpenRights {
    private struct Key: Hashable {
        let kind: AccessRight.Kind
        let name: String
        let flag: String?
    }

    struct Right {
        let kind: AccessRight.Kind
        let name: String
        /// The flag of an object or field; nil for what has none.
        let flag: String?
        /// Whether every way needs an activation first.
        let isConditional: Bool
        /// The first way, one without an activation if there is any.
        let path: [PathStep]
    }

    private var rights: [Key: Right] = [:]

    init(_ held: [AnsweredRight]) {
        for right in held {
            for path in right.livePaths {
                for flag in path.flags.isEmpty ? [nil] : path.flags.map(Optional.some) {
                    add(right, flag, path)
                }
            }
        }
    }

    private mutating func add(_ right: AnsweredRight, _ flag: String?, _ path: AccessPath) {
        let key = Key(kind: right.kind, name: right.name.lowercased(), flag: flag)
        let isConditional = path.activation != nil
        if let known = rights[key], !known.isConditional || isConditional { return }
        rights[key] = Right(
            kind: right.kind, name: right.name, flag: flag, isConditional: isConditional, path: path.stepsToEntry)
    }

    /// What others do not have, or only once something is activated.
    func missing(from others: OpenRights) -> [Right] {
        rights.compactMap { key, right in
            if let known = others.rights[key], !known.isConditional || right.isConditional { return nil }
            return right
        }
    }
}
