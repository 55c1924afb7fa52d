/// The access of a user that is left when what the event logs show as unused is taken away.
public struct ProposedAccess: Sendable {
    /// Why something is taken away or stays.
    public enum Reason: String, Sendable {
        /// No call names the object.
        case neverNamed = "never-named"
        /// Every call that names the object reads.
        case onlyRead = "only-read"
        /// The object that it is part of is taken away.
        case objectTaken = "object-taken"
        /// Calls name the object.
        case used
        /// No log speaks of it, or the logs hide whether it is used.
        case useCannotTell = "use-cannot-tell"
        /// The configuration says that the integration needs it.
        case register
    }

    /// A right, or some flags of one, and what becomes of it.
    public struct Item: Sendable {
        public let kind: AccessRight.Kind
        /// As the first file spells it.
        public let name: String
        /// The flags of an object or field, in the order of the elements; empty for what has none.
        public let flags: [String]
        public let reason: Reason
        /// The last call that names the object; nil for none.
        public let last: UsageTrace?
    }

    /// The days of which the logs would show the calls of the user; nil where there is none.
    public let window: UsageWindow?
    /// What is granted no more, by kind and name.
    public let taken: [Item]
    /// What stays, by kind and name.
    public let kept: [Item]
    /// What only counts while a set or group is activated: it stays where it is and is not in the new set.
    public let conditional: [Item]
    /// Calls and Apex that name no object, the last of each kind: they keep objects from being taken away.
    public let hidden: [(kind: UsageKind, trace: UsageTrace)]
    /// Flags that stay and cannot stand in a set, since something that they require is not granted.
    public let incoherences: [PermissionSetContent.Incoherence]
    /// The permission set that grants what stays.
    public let content: PermissionSetContent

    /// Every place that it names.
    var locations: [SourceLocation] {
        (taken + kept).compactMap { $0.last?.lastPlace } + hidden.map(\.trace.lastPlace)
    }
}

extension Org {
    /// Characters of a permission set's description at most (Metadata API 66.0, PermissionSet).
    private static let maximumDescription = 255

    /// The access of a user cut to what the event logs show as used; what they cannot speak of stays.
    /// - Parameters:
    ///   - user: index in `users`.
    ///   - name: the API name of the new permission set.
    public func proposedAccess(ofUser user: Int, inSet name: String) -> AccessAnswer {
        var answer = access(ofUser: user)
        answer.grants = nil
        var cut = AccessCut(self, user)
        cut.run()
        var content = PermissionSetContent(
            fullName: name,
            label: String(name.map { $0 == "_" ? " " : $0 }.prefix(80)),
            description: String(cut.description(of: users[user].username).prefix(Self.maximumDescription))
        )
        for item in cut.kept {
            if item.flags.isEmpty { content.grant(item.kind, item.name) }
            for flag in item.flags { content.grant(item.kind, item.name, flag: flag) }
        }
        let incoherences = content.removeIncoherentFlags()
        answer.proposal = ProposedAccess(
            window: cut.window,
            taken: cut.taken,
            kept: cut.kept,
            conditional: cut.conditional,
            hidden: cut.usage.unnamed.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
            incoherences: incoherences,
            content: content
        )
        return answer
    }
}

/// Sorts the rights of a user by what becomes of them.
private struct AccessCut {
    /// A right with all its flags; names that differ in case only are one.
    private struct Held {
        let kind: AccessRight.Kind
        let name: String
        var flags: Set<String> = []
        var conditionalFlags: Set<String> = []
        /// Whether a right without flags comes on a way without a condition.
        var isOpen = false
    }

    private static let writes = Set(
        [ObjectAccess.allowCreate, .allowEdit, .allowDelete, .modifyAllRecords].map { "\($0)" })
    private static let flagOrder = ObjectAccess.allCases.map { "\($0)" } + ["readable", "editable"]

    private let org: Org
    private let user: Int
    let usage: UserUsage
    let window: UsageWindow?
    private(set) var taken: [ProposedAccess.Item] = []
    private(set) var kept: [ProposedAccess.Item] = []
    private(set) var conditional: [ProposedAccess.Item] = []
    /// What becomes of each object, by its name in lower case.
    private var objects: [String: ProposedAccess.Reason] = [:]

    init(_ org: Org, _ user: Int) {
        self.org = org
        self.user = user
        usage = org.usage(ofUser: user)
        window = org.usageWindow(ofUser: user)
    }

    func description(of username: String) -> String {
        let days = window.flatMap { window in
            window.days.span.map { " by \(window.days.count) days of event logs, \($0.first) to \($0.last)" }
        }
        return "What \(username) uses of its access\(days ?? ""), and what use cannot tell."
    }

    mutating func run() {
        let held = heldRights()
        for right in held where right.kind == .objectPermissions { sortObject(right) }
        for right in held where right.kind != .objectPermissions { sort(right) }
        for list in [\AccessCut.taken, \.kept, \.conditional] {
            self[keyPath: list].sort { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
        }
    }

    /// The rights in the order of kinds and names.
    private func heldRights() -> [Held] {
        var collector = AccessCollector(org)
        return collector.held(by: org.effectiveAccess(ofUser: user).sources).filter { !$0.isMuted }.map { right in
            var held = Held(kind: right.kind, name: right.name)
            for path in right.livePaths {
                if path.activation != nil {
                    held.conditionalFlags.formUnion(path.flags)
                } else if path.flags.isEmpty {
                    held.isOpen = true
                } else {
                    held.flags.formUnion(path.flags)
                }
            }
            held.conditionalFlags.subtract(held.flags)
            return held
        }
    }

    private mutating func sortObject(_ right: Held) {
        noteConditional(right)
        guard !right.flags.isEmpty else { return }
        let key = right.name.lowercased()
        let used = usage.objects[key]
        if org.allowsObject(right.name, forUser: user) {
            keep(right, right.flags, .register, used?.last)
        } else if let used {
            let isOnlyRead = used.isOnlyRead && window != nil && !usage.hidesWrites
            let unwritten = isOnlyRead ? right.flags.intersection(Self.writes) : []
            // A field may be edited by another entry than that of its object.
            if isOnlyRead { objects[key] = .onlyRead }
            if !unwritten.isEmpty { take(right, unwritten, .onlyRead, used.last) }
            keep(right, right.flags.subtracting(unwritten), .used, used.last)
        } else if window != nil, !usage.hidesUse {
            take(right, right.flags, .neverNamed, nil)
            objects[key] = .neverNamed
        } else {
            keep(right, right.flags, .useCannotTell, nil)
        }
    }

    private mutating func sort(_ right: Held) {
        noteConditional(right)
        guard right.isOpen || !right.flags.isEmpty else { return }
        let isPart = right.kind == .fieldPermissions || right.kind == .recordTypeVisibilities
        let object = right.name.prefix { $0 != "." }.lowercased()
        switch isPart ? objects[object] : nil {
        case .neverNamed: take(right, right.flags, .objectTaken, nil)
        case .onlyRead where right.flags.contains("editable"):
            take(right, ["editable"], .onlyRead, usage.objects[object]?.last)
            keep(right, right.flags.subtracting(["editable"]), .useCannotTell, nil)
        default: keep(right, right.flags, .useCannotTell, nil)
        }
    }

    private mutating func noteConditional(_ right: Held) {
        let isWhole = right.flags.isEmpty && right.conditionalFlags.isEmpty
        guard isWhole ? !right.isOpen : !right.conditionalFlags.isEmpty else { return }
        conditional.append(item(right, right.conditionalFlags, .useCannotTell, nil))
    }

    private mutating func take(
        _ right: Held, _ flags: Set<String>, _ reason: ProposedAccess.Reason, _ last: UsageTrace?
    ) {
        taken.append(item(right, flags, reason, last))
    }

    /// - Parameter flags: none of a right that has flags keeps nothing.
    private mutating func keep(
        _ right: Held, _ flags: Set<String>, _ reason: ProposedAccess.Reason, _ last: UsageTrace?
    ) {
        guard !flags.isEmpty || right.flags.isEmpty else { return }
        kept.append(item(right, flags, reason, last))
    }

    private func item(
        _ right: Held, _ flags: Set<String>, _ reason: ProposedAccess.Reason, _ last: UsageTrace?
    ) -> ProposedAccess.Item {
        ProposedAccess.Item(
            kind: right.kind, name: right.name, flags: Self.flagOrder.filter(flags.contains), reason: reason, last: last
        )
    }
}
