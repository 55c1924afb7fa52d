/// What permission sets without licence would have to grant so that a user who has nothing else may do the same as today.
///
/// They never grant more: what is not certain, and what a set cannot grant, is left out and told.
public struct CarriedAccess: Sendable {
    /// Something that the user may do, and the ways on which that is so today.
    public struct Item: Sendable {
        public let kind: AccessRight.Kind
        public let name: String
        /// The flags of an object or field in the order of the elements; empty for what has none.
        public let flags: [String]
        /// Whether every way needs an activation first, so that the set of sessions carries it.
        public let isConditional: Bool
        public let paths: [AccessPath]
    }

    /// Something that the user may do and no set carries.
    public struct Rest: Sendable {
        public let kind: AccessRight.Kind
        public let name: String
        public let flags: [String]
        /// Follows "not carried: ".
        public let reason: String
        public let paths: [AccessPath]
    }

    /// In the order of kinds and names.
    public let items: [Item]
    public let rest: [Rest]
    /// What the user may do at any time; empty where that is nothing.
    public let set: PermissionSetContent
    /// What the user may do only in sessions in which something is activated; nil where that is nothing.
    public let sessionSet: PermissionSetContent?
    /// Why the user may do more than files show, so that the sets carry at least what they hold.
    public let gaps: AccessGaps
}

/// Why a user may have more than files and exports show.
public struct AccessGaps: Sendable {
    /// Without these nobody can say what the user may do.
    public internal(set) var missing: [AccessGap]
    /// Sets and groups that a package or Salesforce itself delivers, of which a project seldom has a file.
    public let delivered: [AccessGap]
    /// What the file of the profile leaves open.
    public let profile: [AccessGap]

    public var all: [AccessGap] { missing + delivered + profile }
}

extension Org {
    /// What sets would have to grant in place of everything that a user has.
    /// - Parameters:
    ///   - user: index in `users`.
    ///   - set: name and texts of the set, which is filled.
    ///   - sessionSet: the same of the set for what has to be activated first.
    ///   - omission: why a right is left out; nil for what is carried.
    public func carriedAccess(
        ofUser user: Int,
        in set: PermissionSetContent,
        and sessionSet: PermissionSetContent,
        omission: (_ kind: AccessRight.Kind, _ name: String) -> String?
    ) -> CarriedAccess {
        var collector = AccessCollector(self)
        var gathering = Gathering(set: set, sessionSet: sessionSet)
        for right in collector.held(by: effectiveAccess(ofUser: user).sources) where !right.isMuted {
            if let reason = omission(right.kind, right.name) {
                gathering.leave(right, right.livePaths, right.flags, reason)
            } else {
                gathering.add(right)
            }
        }
        gathering.finish()
        var gaps = gaps(ofUser: user)
        for doubt in gathering.rest.flatMap(\.paths).flatMap(\.doubts) where !gaps.all.contains(doubt) {
            gaps.missing.append(doubt)
        }
        return CarriedAccess(
            items: gathering.items,
            rest: gathering.rest,
            set: gathering.set,
            sessionSet: gathering.sessionSet.isEmpty ? nil : gathering.sessionSet,
            gaps: gaps
        )
    }

    /// Why a user may have more than files and exports show.
    private func gaps(ofUser user: Int) -> AccessGaps {
        let own = accessGaps(ofUser: user)
        let delivered = own.filter { gap in
            let parts = gap.missing.split(separator: ":", maxSplits: 1)
            return parts.count == 2 && isDelivered(String(parts[1]))
        }
        let profile = profileGaps(ofUser: user, about: nil)
        let account = users[user]
        // The access of the two API-only profiles is known without a file.
        let isUnread = account.profile == nil && !account.isOnAPIOnlyProfile
        return AccessGaps(
            missing: own.filter { !delivered.contains($0) } + (isUnread ? profile : []),
            delivered: delivered,
            profile: account.profile == nil ? [] : profile
        )
    }

    /// Whether files show everything that an assignment brings, so that something else can stand in for it.
    public func isReadWhole(_ assignment: OrgUser.Assignment) -> Bool {
        switch assignment.target {
        case .permissionSet(nil), .permissionSetGroup(nil): return false
        case .permissionSet(let set?): return permissionSets(like: set).count == 1 && partGaps(set).isEmpty
        case .permissionSetGroup(let group?):
            let files = permissionSetGroups(like: group).map { metadata.permissionSetGroups[$0] }
            let members = files.flatMap(\.permissionSets).map { permissionSets(named: $0.value) }
            return files.count == 1 && groupGaps(group).isEmpty && members.allSatisfy { $0.count == 1 }
                && files.flatMap(\.mutingPermissionSets).allSatisfy { isReadOnce(mutingPermissionSet: $0.value) }
        }
    }
}

/// Sorts the rights of a user into what each set carries and what none does.
private struct Gathering {
    var set: PermissionSetContent
    var sessionSet: PermissionSetContent
    private(set) var items: [CarriedAccess.Item] = []
    private(set) var rest: [CarriedAccess.Rest] = []

    init(set: PermissionSetContent, sessionSet: PermissionSetContent) {
        self.set = set
        self.sessionSet = sessionSet
    }

    /// - Parameter paths: the ways that are told; those that bring nothing of it are left out.
    mutating func leave(_ right: AnsweredRight, _ paths: [AccessPath], _ flags: [String], _ reason: String) {
        rest.append(
            CarriedAccess.Rest(kind: right.kind, name: right.name, flags: flags, reason: reason, paths: paths))
    }

    mutating func add(_ right: AnsweredRight) {
        var flags: [(isConditional: Bool?, flag: String?)] = []
        for flag in right.flags.isEmpty ? [nil] : right.flags.map(Optional.some) {
            let ways = right.livePaths.compactMap { $0.about(flag) }.filter { !$0.isMuted && $0.doubts.isEmpty }
            flags.append((ways.isEmpty ? nil : ways.allSatisfy { $0.activation != nil }, flag))
        }
        for isConditional in [false, true] {
            let own = flags.filter { $0.isConditional == isConditional }
            guard !own.isEmpty else { continue }
            for (_, flag) in own {
                if isConditional {
                    sessionSet.grant(right.kind, right.name, flag: flag)
                } else {
                    set.grant(right.kind, right.name, flag: flag)
                }
            }
            items.append(
                CarriedAccess.Item(
                    kind: right.kind, name: right.name, flags: own.compactMap(\.flag), isConditional: isConditional,
                    paths: ways(right, own.compactMap(\.flag)) { $0.doubts.isEmpty }))
        }
        let doubtful = flags.filter { $0.isConditional == nil }
        guard !doubtful.isEmpty else { return }
        leave(
            right, ways(right, doubtful.compactMap(\.flag)) { !$0.doubts.isEmpty }, doubtful.compactMap(\.flag),
            "it is not certain that the user has it")
    }

    /// The ways of a right that bring one of some flags, with these flags alone.
    private func ways(
        _ right: AnsweredRight,
        _ flags: [String],
        where isWanted: (AccessPath) -> Bool
    ) -> [AccessPath] {
        right.livePaths.filter(isWanted).compactMap { path in
            guard !flags.isEmpty else { return path }
            var path = path
            path.flags = path.flags.filter(flags.contains)
            path.muted = []
            return path.flags.isEmpty ? nil : path
        }
    }

    /// Makes both sets such as can be deployed.
    mutating func finish() {
        remove(set.removeIncoherentFlags(), isConditional: false)
        // A set by itself must hold what its flags require; the user has these flags at any time anyway.
        for kind in [AccessRight.Kind.objectPermissions, .fieldPermissions] {
            for entry in sessionSet.entries(of: kind) {
                for flag in requirements(of: entry.flags, kind) where set.grants(kind, entry.name, flag: flag) {
                    sessionSet.grant(kind, entry.name, flag: flag)
                }
            }
        }
        remove(sessionSet.removeIncoherentFlags(), isConditional: true)
    }

    private func requirements(of flags: Set<String>, _ kind: AccessRight.Kind) -> [String] {
        guard kind == .objectPermissions else { return flags.contains("editable") ? ["readable"] : [] }
        var known = Set(ObjectAccess.allCases.filter { flags.contains("\($0)") })
        var added = known
        repeat {
            added = Set(added.flatMap(\.requirements)).subtracting(known)
            known.formUnion(added)
        } while !added.isEmpty
        return known.map { "\($0)" }
    }

    /// Tells what was taken out of a set, whose flags the items no longer have.
    private mutating func remove(_ flags: [PermissionSetContent.Incoherence], isConditional: Bool) {
        for removed in flags {
            guard
                let index = items.firstIndex(where: {
                    $0.kind == removed.kind && $0.isConditional == isConditional
                        && $0.name.lowercased() == removed.name.lowercased() && $0.flags.contains(removed.flag)
                })
            else { continue }
            let item = items[index]
            let missing = removed.missing.map { "'\($0)'" }.joined(separator: ", ")
            rest.append(
                CarriedAccess.Rest(
                    kind: item.kind, name: item.name, flags: [removed.flag],
                    reason: "no set can hold it without \(missing), which the user does not have",
                    paths: item.paths.compactMap { $0.about(removed.flag) }))
            let flags = item.flags.filter { $0 != removed.flag }
            items[index] = CarriedAccess.Item(
                kind: item.kind, name: item.name, flags: flags, isConditional: isConditional,
                paths: item.paths.compactMap { path in
                    var path = path
                    path.flags = path.flags.filter { $0 != removed.flag }
                    return path.flags.isEmpty ? nil : path
                })
            if flags.isEmpty { items.remove(at: index) }
        }
    }
}
