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
        var changes: [Change] = []
        let names = NameTranslation(from: before.names, to: after.names)
        changes += AccessDifference.users(before, after, names)
        changes += AccessDifference.holders(before, after, names)
        changes += AccessDifference.groups(before, after)
        changes += AccessDifference.apps(before, after)
        self.changes = changes
    }

    // MARK: Users

    private static func users(_ before: Org, _ after: Org, _ names: NameTranslation) -> [Change] {
        let old = index(before.integrationUsers) { before.users[$0].username.lowercased() }
        let new = index(after.integrationUsers) { after.users[$0].username.lowercased() }
        return Set(old.keys).union(new.keys).sorted().flatMap { username -> [Change] in
            let account = new[username].map { after.users[$0] } ?? old[username].map { before.users[$0] }
            guard let account else { return [] }
            return compare(
                account.componentID,
                label: account.record.name,
                old[username].map { names.translated(before.rights(ofUser: $0)) } ?? [:],
                new[username].map { after.rights(ofUser: $0) } ?? [:],
                names
            )
        }
    }

    // MARK: Sets and profiles

    private static func holders(_ before: Org, _ after: Org, _ names: NameTranslation) -> [Change] {
        let old = holders(of: before)
        let new = holders(of: after)
        return Set(old.keys).union(new.keys).sorted().flatMap { component -> [Change] in
            let (oldHolder, newHolder) = (old[component], new[component])
            if let oldHolder, let newHolder, isSameFile(oldHolder, newHolder, before, after) { return [] }
            guard let id = newHolder?.componentID ?? oldHolder?.componentID else { return [] }
            return compare(
                id,
                label: nil,
                oldHolder.map { names.translated(before.rights(of: $0)) } ?? [:],
                newHolder.map { after.rights(of: $0) } ?? [:],
                names
            )
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
        _ old: [AccessRight: HeldRight],
        _ new: [AccessRight: HeldRight],
        _ names: NameTranslation
    ) -> [Change] {
        func change(_ kind: Change.Kind, _ right: AccessRight, _ held: HeldRight, name: String) -> Change {
            Change(
                kind: kind,
                subject: subject,
                label: label,
                item: .right(right.kind, name: name, flag: right.flag),
                isConditional: held.isConditional,
                path: held.path
            )
        }
        var gains: [Change] = []
        var losses: [Change] = []
        for (right, held) in new {
            if let known = old[right], !known.isConditional || held.isConditional { continue }
            gains.append(change(.gains, right, held, name: names.text(right.name)))
        }
        for (right, held) in old {
            if let known = new[right], !known.isConditional || held.isConditional { continue }
            losses.append(change(.loses, right, held, name: names.text(right.name)))
        }
        return gains.sorted(by: isOrdered) + losses.sorted(by: isOrdered)
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

/// The names of one table in the numbers of another; names that the other does not have get numbers behind its own.
private struct NameTranslation {
    private let target: NameTable
    private var ids: [UInt32] = []
    private var others: [String] = []
    private let isSame: Bool

    init(from source: NameTable, to target: NameTable) {
        self.target = target
        isSame = source == target
        guard !isSame else { return }
        let known = Dictionary(
            (0..<UInt32(target.count)).map { (target[Name(id: $0)], $0) }, uniquingKeysWith: { first, _ in first })
        for id in 0..<UInt32(source.count) {
            let text = source[Name(id: id)]
            if let number = known[text] {
                ids.append(number)
            } else {
                ids.append(UInt32(target.count + others.count))
                others.append(text)
            }
        }
    }

    func translated(_ rights: [AccessRight: HeldRight]) -> [AccessRight: HeldRight] {
        guard !isSame else { return rights }
        return Dictionary(
            rights.map { (AccessRight(kind: $0.kind, name: Name(id: ids[Int($0.name.id)]), flag: $0.flag), $1) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    func text(_ name: Name) -> String {
        Int(name.id) < target.count ? target[name] : others[Int(name.id) - target.count]
    }
}
