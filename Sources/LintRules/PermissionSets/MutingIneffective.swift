public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Access that a muting set takes from a group, and that an integration user of the group has in another way.
public struct MutingIneffective: Rule {
    public static let page = RuleFile.mutingIneffective

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.metadata.mutingPermissionSets.isEmpty else { return [] }
        var search = RemainingAccessSearch(org)
        for access in org.integrationAccess { search.look(at: access) }
        return search.found.sorted { $0.key < $1.key }.map { finding($0.key, $0.value, org) }
    }

    private func finding(_ place: MutedPlace, _ access: RemainingAccess, _ org: Org) -> Finding {
        let set = org.metadata.mutingPermissionSets[place.mutingPermissionSet]
        let kind = MutableKind.all[place.kind]
        let name = org.names[place.name]
        let isProven = access.paths.contains { org.unreadMutingPermissionSets(on: $0).isEmpty }
        let grants = access.grants.map { grant in
            Finding.Related("granted by \(grant.component.noun) '\(grant.component.name)'", at: grant.location)
        }
        return Finding(
            .remains(
                set.fullName,
                "the \(kind.noun) '\(name)'\(kind.words(of: access.bits))",
                org.usernames(of: access.paths),
                isConditional: access.paths.allSatisfy(\.isConditional)
            ),
            subject: set.componentID,
            element: "\(kind.element):\(name)",
            location: access.location,
            confidence: isProven ? .high : .medium,
            related: grants + org.related(to: access.paths),
            paths: access.paths.map(\.steps)
        )
    }
}

/// An entry of a muting set.
private struct MutedPlace: Hashable, Comparable {
    /// Index in `Metadata.mutingPermissionSets`.
    let mutingPermissionSet: Int
    /// Index in `MutableKind.all`.
    let kind: Int
    let name: Name

    static func < (left: MutedPlace, right: MutedPlace) -> Bool {
        (left.mutingPermissionSet, left.kind, left.name.id) < (right.mutingPermissionSet, right.kind, right.name.id)
    }
}

/// What remains of muted access, and what grants it.
private struct RemainingAccess {
    /// The muted entry.
    let location: SourceLocation
    private(set) var bits: UInt8 = 0
    private(set) var grants: [(component: ComponentID, location: SourceLocation)] = []
    private(set) var paths: [GrantPath] = []
    private var known: Set<SourceLocation> = []

    init(location: SourceLocation) { self.location = location }

    mutating func add(_ answer: RemainingAccessSearch.Answer, of component: ComponentID, _ path: GrantPath) {
        bits |= answer.bits
        if known.insert(answer.location).inserted { grants.append((component, answer.location)) }
        paths.append(path)
    }
}

/// Compares what muting sets take away with what their users have otherwise; users share sources, so what one source
/// leaves of one muting set is worked out once.
private struct RemainingAccessSearch {
    private struct Question: Hashable {
        let mutingPermissionSet: Int
        let holder: AccessSource.Holder
        let mutedBy: [Int]
    }

    fileprivate struct Answer {
        let place: MutedPlace
        let bits: UInt8
        let location: SourceLocation
    }

    private let org: Org
    private let muted: [MutedAccess]
    private var answers: [Question: [Answer]] = [:]
    private(set) var found: [MutedPlace: RemainingAccess] = [:]

    init(_ org: Org) {
        self.org = org
        muted = org.metadata.mutingPermissionSets.map { MutedAccess($0) }
    }

    mutating func look(at access: EffectiveAccess) {
        for set in mutingPermissionSets(ofUser: access.user) {
            for source in access.sources where !source.mutingPermissionSets.contains(set) {
                let path = GrantPath(user: access.user, steps: source.path, isConditional: source.isConditional)
                let holder = org.holder(source.holder)
                for answer in remaining(set, source) { note(answer, of: holder.componentID, path) }
            }
        }
    }

    /// The muting sets of the groups that a user has.
    private func mutingPermissionSets(ofUser user: Int) -> [Int] {
        var sets: Set<Int> = []
        for assignment in org.users[user].assignments {
            guard case .permissionSetGroup(let index?) = assignment.target else { continue }
            let names = org.metadata.permissionSetGroups[index].mutingPermissionSets
            sets.formUnion(names.compactMap { org.mutingPermissionSet(named: $0.value) })
        }
        return sets.sorted()
    }

    private mutating func remaining(_ set: Int, _ source: AccessSource) -> [Answer] {
        let question = Question(
            mutingPermissionSet: set,
            holder: source.holder,
            mutedBy: source.mutingPermissionSets
        )
        if let known = answers[question] { return known }
        var found: [Answer] = []
        let holder = org.holder(source.holder)
        for (index, kind) in MutableKind.all.enumerated() where !muted[set].entries[index].isEmpty {
            let wanted = muted[set].entries[index]
            for part in holder.parts {
                for entry in kind.entries(part) where entry.bits != 0 {
                    guard var bits = wanted[entry.name]?.bits else { continue }
                    bits &= entry.bits
                    for other in source.mutingPermissionSets {
                        bits &= ~(muted[other].entries[index][entry.name]?.bits ?? 0)
                    }
                    guard bits != 0 else { continue }
                    let place = MutedPlace(mutingPermissionSet: set, kind: index, name: entry.name)
                    found.append(Answer(place: place, bits: bits, location: part.location(entry.offset)))
                }
            }
        }
        answers[question] = found
        return found
    }

    private mutating func note(_ answer: Answer, of component: ComponentID, _ path: GrantPath) {
        guard let entry = muted[answer.place.mutingPermissionSet].entries[answer.place.kind][answer.place.name] else {
            return
        }
        found[answer.place, default: RemainingAccess(location: entry.location)].add(answer, of: component, path)
    }
}

extension Finding.Message {
    fileprivate static func remains(
        _ set: String,
        _ access: String,
        _ users: String,
        isConditional: Bool
    ) -> Self {
        """
        Muting permission set '\(set)' takes away \(access), which \(users) \
        \(isConditional ? "gets in another way once it is activated" : "still has in another way").
        """
    }
}
