/// How somebody would lose something: every smallest choice of cuts that closes all ways.
public struct AccessEnding: Sendable {
    /// Something that can be taken away.
    public enum Cut: Hashable, Sendable {
        /// The row that assigns a set or group to a user.
        case assignment(of: String, to: String, SourceLocation)
        /// A set as member of a group: whoever has the group loses what it brings.
        case member(set: String, group: String, SourceLocation)
        /// The entry of a set or profile: whoever has it loses the right.
        case entry(ComponentID, holder: ComponentID, SourceLocation)

        /// Where it stands.
        public var location: SourceLocation {
            switch self {
            case .assignment(_, _, let location), .member(_, _, let location), .entry(_, _, let location): location
            }
        }

        /// Whether others lose something with it.
        public var isShared: Bool {
            if case .assignment = self { false } else { true }
        }
    }

    /// Each closes all ways, and none of its cuts can be left out; those that touch nobody else first, then the shortest.
    public let choices: [[Cut]]
    /// Whether there may be more choices than were worked out.
    public let isCut: Bool

    /// Ways that differ at most; what has more has no short answer.
    private static let mostWays = 200
    /// Choices that are kept while they are worked out.
    private static let mostKept = 64
    /// Choices that are told.
    private static let mostTold = 16

    /// - Parameter paths: the ways that are open or may be; nil where there is none.
    init?(_ paths: [AccessPath]) {
        guard !paths.isEmpty else { return nil }
        let ways = Self.distinct(paths.map(Self.cuts))
        guard ways.count <= Self.mostWays, !ways.contains([]) else {
            choices = []
            isCut = ways.count > Self.mostWays
            return
        }
        var isCut = false
        var choices: [Set<Cut>] = [[]]
        for way in ways {
            let kept = choices.filter { !$0.isDisjoint(with: way) }
            let extended = choices.filter { $0.isDisjoint(with: way) }.flatMap { choice in
                way.map { choice.union([$0]) }
            }
            choices = kept + extended.filter { new in !kept.contains { $0.isSubset(of: new) } }
            choices.sort(by: Self.isBefore)
            if choices.count > Self.mostKept {
                isCut = true
                choices.removeLast(choices.count - Self.mostKept)
            }
        }
        choices = choices.filter { choice in
            choice.allSatisfy { cut in ways.contains { $0.contains(cut) && $0.filter(choice.contains) == [cut] } }
        }
        var seen: Set<Set<Cut>> = []
        choices = choices.filter { seen.insert($0).inserted }
        isCut = isCut || choices.count > Self.mostTold
        self.choices = choices.prefix(Self.mostTold).map { $0.sorted(by: Self.isBefore) }
        self.isCut = isCut
    }

    /// What can be taken away on a way; empty where nothing can.
    private static func cuts(_ path: AccessPath) -> [Cut] {
        var cuts: [Cut] = []
        for (index, step) in path.steps.enumerated() {
            switch step.component.type {
            case "PermissionSetAssignment":
                let user = path.steps.first { $0.component.type == "User" }?.component.name ?? ""
                cuts.append(.assignment(of: step.component.name, to: user, step.location))
            case "PermissionSetGroup" where index + 1 < path.steps.count:
                cuts.append(
                    .member(
                        set: path.steps[index + 1].component.name, group: step.component.name, step.location))
            default: break
            }
        }
        if let element = path.element, let holder = path.steps.last {
            cuts.append(.entry(element.component, holder: holder.component, element.location))
        }
        return cuts
    }

    private static func distinct(_ ways: [[Cut]]) -> [[Cut]] {
        var seen: Set<Set<Cut>> = []
        return ways.filter { seen.insert(Set($0)).inserted }
    }

    private static func isBefore(_ left: Set<Cut>, _ right: Set<Cut>) -> Bool {
        let (leftShared, rightShared) = (left.count(where: \.isShared), right.count(where: \.isShared))
        guard (leftShared, left.count) == (rightShared, right.count) else {
            return (leftShared, left.count) < (rightShared, right.count)
        }
        return left.map(\.order).sorted().lexicographicallyPrecedes(right.map(\.order).sorted())
    }

    private static func isBefore(_ left: Cut, _ right: Cut) -> Bool { left.order < right.order }
}

extension AccessEnding.Cut {
    fileprivate var order: String {
        switch self {
        case .assignment(let name, let user, let location):
            "1 \(user) \(name) \(location.file.index) \(location.offset)"
        case .member(let set, let group, let location): "2 \(group) \(set) \(location.file.index)"
        case .entry(let element, let holder, let location):
            "3 \(holder.type) \(holder.name) \(element.name) \(location.file.index) \(location.offset)"
        }
    }
}
