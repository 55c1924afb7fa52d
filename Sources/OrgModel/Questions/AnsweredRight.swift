/// One thing that somebody may do (a user permission, an object, a field, a class, …) and every way to it.
public struct AnsweredRight: Sendable {
    public let kind: AccessRight.Kind
    /// As the file that grants it first spells it.
    public let name: String
    /// In the order of the user's profile and rows; those that a muting set ends are among them.
    public internal(set) var paths: [AccessPath]

    init(kind: AccessRight.Kind, name: String, paths: [AccessPath]) {
        self.kind = kind
        self.name = name
        self.paths = paths
    }

    /// The ways that no muting set ends.
    public var livePaths: [AccessPath] { paths.filter { !$0.isMuted } }

    /// The flags of an object or field that at least one way grants, in the order of the elements; empty for what has none.
    public var flags: [String] { AccessPath.ordered(livePaths.flatMap(\.flags)) }

    /// Whether every way that is left needs an activation first.
    public var isConditional: Bool { livePaths.allSatisfy { $0.activation != nil } }

    /// Whether muting ends every way.
    public var isMuted: Bool { livePaths.isEmpty }
}

/// A way on which somebody has something, from the user (or the set, group or profile that is asked about) to the element.
public struct AccessPath: Sendable {
    /// What a muting set takes away on this way.
    public struct Muting: Hashable, Sendable {
        /// The flag of an object or field; nil for what has none.
        public let flag: String?
        /// The muting set, at the entry that mutes.
        public let by: PathStep
    }

    /// Up to the profile or permission set that grants.
    public let steps: [PathStep]
    /// The entry that grants, by its element and what it names; nil where the way leads to a set or app itself.
    public let element: PathStep?
    /// The flags of an object or field that arrive on this way.
    public internal(set) var flags: [String]
    public internal(set) var muted: [Muting]
    /// The set or group that has to be activated first (`hasActivationRequired`); nil where nothing has.
    public let activation: ComponentID?
    /// Why it is not certain that this way is open.
    public internal(set) var doubts: [AccessGap]

    public init(
        steps: [PathStep],
        element: PathStep? = nil,
        flags: [String] = [],
        muted: [Muting] = [],
        activation: ComponentID? = nil,
        doubts: [AccessGap] = []
    ) {
        self.steps = steps
        self.element = element
        self.flags = flags
        self.muted = muted
        self.activation = activation
        self.doubts = doubts
    }

    /// Whether muting leaves nothing of what the way would bring.
    public var isMuted: Bool { flags.isEmpty && !muted.isEmpty }

    /// Whether the way is open as it stands: nothing mutes it, nothing has to be activated, nothing is in doubt.
    public var isCertain: Bool { !isMuted && activation == nil && doubts.isEmpty }

    /// Every place that the way names.
    var locations: Set<SourceLocation> {
        Set(
            steps.map(\.location) + muted.map(\.by.location) + doubts.compactMap(\.location)
                + [element?.location].compactMap(\.self))
    }

    /// The steps, the last of them standing at the entry.
    var stepsToEntry: [PathStep] {
        guard let entry = element?.location, let last = steps.last else { return steps }
        return steps.dropLast() + [PathStep(component: last.component, location: entry)]
    }

    /// The same way, as far as it is about one flag; nil where it is not.
    func about(_ flag: String?) -> AccessPath? {
        guard let flag else { return self }
        var path = self
        path.flags = flags.filter { $0 == flag }
        path.muted = muted.filter { $0.flag == flag }
        return path.flags.isEmpty && path.muted.isEmpty ? nil : path
    }

    private static let flagOrder = ObjectAccess.allCases.map { "\($0)" } + ["readable", "editable"]

    /// The flags, each once, in the order of the elements.
    static func ordered(_ flags: some Sequence<String>) -> [String] {
        let given = Set(flags)
        return flagOrder.filter(given.contains)
    }
}

/// Gathers what sources of access grant, with every way; names that differ in case alone are one.
struct AccessCollector {
    /// An entry of a file that is asked about, under the first of the names that are the same but for case.
    private struct Entry {
        let right: AccessRight
        let spelling: Name
        let location: SourceLocation

        /// What is granted, whatever its flag is.
        var subject: AccessRight { AccessRight(kind: right.kind, name: right.name) }
    }

    private let org: Org
    /// For each name the first that is the same but for case.
    private let folded: [UInt32]
    /// What is asked about; nil for everything.
    private let wanted: Set<AccessRight>?
    /// The kinds that are asked about.
    private let kinds: Set<AccessRight.Kind>
    /// What each file says of it.
    private var entries: [AccessSource.Holder: [Entry]] = [:]

    /// - Parameters:
    ///   - rights: what is asked about, by kind and name; nil for everything.
    ///   - kinds: of everything, only these.
    init(_ org: Org, about rights: [AskedRight]? = nil, kinds: Set<AccessRight.Kind> = Set(AccessRight.Kind.allCases)) {
        self.org = org
        self.kinds = kinds
        let folded = org.names.caseFoldedIDs()
        self.folded = folded
        guard let rights else {
            wanted = nil
            return
        }
        var kinds: [String: Set<AccessRight.Kind>] = [:]
        for right in rights { kinds[right.name.lowercased(), default: []].insert(right.kind) }
        var wanted: Set<AccessRight> = []
        for id in 0..<UInt32(folded.count) where folded[Int(id)] == id {
            let name = Name(id: id)
            for kind in kinds[org.names[name].lowercased()] ?? [] { wanted.insert(AccessRight(kind: kind, name: name)) }
        }
        self.wanted = wanted
    }

    /// Whether a file of the org speaks of a right that is asked about, by kind and name.
    func isNamed(_ right: AskedRight) -> Bool { spelling(of: right) != nil }

    /// A name that is asked about as the first file spells it; nil where no file has it.
    func spelling(of right: AskedRight) -> String? {
        let name = right.name.lowercased()
        return (wanted ?? []).first { $0.kind == right.kind && org.names[$0.name].lowercased() == name }
            .map { org.names[$0.name] }
    }

    /// What some sources grant of what is asked about, by kind and name.
    mutating func held(by sources: [AccessSource]) -> [AnsweredRight] {
        var held = HeldRights()
        for source in sources {
            let own = entries(of: source.holder)
            guard !own.isEmpty else { continue }
            let others = others(like: source.holder)
            let frame = frame(of: source)
            held.beginSource()
            for entry in own {
                let muting = org.mutedRights.entry(muting: entry.right, in: source.mutingPermissionSets)
                let doubt = others.first { !$0.rights.contains(entry.right) && denies($0.holder, entry) }?.gap
                held.add(
                    entry.right,
                    name: org.names[entry.spelling],
                    mutedBy: muting.map { set, location in
                        PathStep(component: org.metadata.mutingPermissionSets[set].componentID, location: location)
                    },
                    doubt: doubt
                ) {
                    path(to: entry, by: source, frame)
                }
            }
        }
        return held.ordered
    }

    /// What the file of a set, muting set or profile says of what is asked about, whoever has it.
    mutating func stated(by holder: any AccessHolder) -> [AnsweredRight] {
        let step = PathStep(component: holder.componentID, location: holder.location)
        var held = HeldRights()
        held.beginSource()
        for entry in entries(in: holder.parts) {
            held.add(entry.right, name: org.names[entry.spelling], mutedBy: nil, doubt: nil) {
                AccessPath(steps: [step], element: element(entry))
            }
        }
        return held.ordered
    }

    private func path(
        to entry: Entry,
        by source: AccessSource,
        _ frame: (activation: ComponentID?, doubts: [AccessGap])
    ) -> AccessPath {
        AccessPath(
            steps: org.namingMembers(source.path),
            element: element(entry),
            activation: frame.activation,
            doubts: frame.doubts
        )
    }

    private func element(_ entry: Entry) -> PathStep {
        PathStep(
            component: ComponentID(type: "\(entry.right.kind)", name: org.names[entry.spelling]),
            location: entry.location)
    }

    private mutating func entries(of holder: AccessSource.Holder) -> [Entry] {
        if let known = entries[holder] { return known }
        let found = entries(in: org.holder(holder).parts)
        entries[holder] = found
        return found
    }

    private func entries(in parts: [AccessGrants]) -> [Entry] {
        var found: [Entry] = []
        for part in parts {
            part.forEachRight { right, location in
                guard kinds.contains(right.kind) else { return }
                let name = Name(id: folded[Int(right.name.id)])
                if let wanted, !wanted.contains(AccessRight(kind: right.kind, name: name)) { return }
                let entry = AccessRight(kind: right.kind, name: name, flag: right.flag)
                found.append(Entry(right: entry, spelling: right.name, location: location))
            }
        }
        return found
    }

    /// What has to be activated on a way, and which muting sets of its group have no file.
    private func frame(of source: AccessSource) -> (activation: ComponentID?, doubts: [AccessGap]) {
        let group = source.path.last { $0.component.type == "PermissionSetGroup" }
        let activation = source.isConditional ? (group ?? source.path.last)?.component : nil
        var doubts: [AccessGap] = []
        if let group, let index = org.permissionSetGroup(named: group.component.name) {
            let files = org.permissionSetGroups(like: index)
            let mutings = files.flatMap { org.metadata.permissionSetGroups[$0].mutingPermissionSets }
            for muting in mutings where org.mutingPermissionSet(named: muting.value) == nil {
                doubts.append(.mutingSet(muting, group.component))
            }
            if files.count > 1 { doubts.append(.severalFiles(group.component, group.location)) }
        }
        return (activation, doubts)
    }

    /// Whether what a file does not grant is not granted by it: a profile has to speak of it.
    private func denies(_ holder: AccessSource.Holder, _ entry: Entry) -> Bool {
        guard case .profile(let index) = holder else { return true }
        let right = AskedRight(entry.right.kind, org.names[entry.spelling], entry.right.flag)
        return org.profileGap(index, about: right) == nil
    }

    /// The other files of a set or profile that lies in several.
    private mutating func others(
        like holder: AccessSource.Holder
    ) -> [(holder: AccessSource.Holder, rights: Set<AccessRight>, gap: AccessGap)] {
        let same: [AccessSource.Holder] =
            switch holder {
            case .profile(let index): org.profiles(alike: index).map { .profile($0) }
            case .permissionSet(let index): org.permissionSets(alike: index).map { .permissionSet($0) }
            }
        return same.filter { $0 != holder }.map { other in
            let file = org.holder(other)
            return (other, Set(entries(of: other).map(\.right)), .severalFiles(file.componentID, file.location))
        }
    }
}

/// Rights while they are gathered: each with one way a source.
private struct HeldRights {
    private var held: [AnsweredRight] = []
    private var places: [AccessRight: Int] = [:]
    /// The way of the present source to each right.
    private var paths: [Int: Int] = [:]

    mutating func beginSource() { paths = [:] }

    /// - Parameters:
    ///   - right: the right, under the first of the names that are the same but for case.
    ///   - muting: the entry of a muting set that takes it away.
    ///   - path: the way, without flags.
    mutating func add(
        _ right: AccessRight,
        name: String,
        mutedBy muting: PathStep?,
        doubt: AccessGap?,
        path newPath: () -> AccessPath
    ) {
        let subject = AccessRight(kind: right.kind, name: right.name)
        let place = places[subject] ?? held.count
        if place == held.count {
            places[subject] = place
            held.append(AnsweredRight(kind: right.kind, name: name, paths: []))
        }
        let path = paths[place] ?? held[place].paths.count
        if path == held[place].paths.count {
            paths[place] = path
            held[place].paths.append(newPath())
        }
        if let muting {
            held[place].paths[path].muted.append(AccessPath.Muting(flag: right.flag, by: muting))
        } else if let flag = right.flag {
            held[place].paths[path].flags.append(flag)
        }
        if let doubt, !held[place].paths[path].doubts.contains(doubt) {
            held[place].paths[path].doubts.append(doubt)
        }
    }

    /// By kind and name, each with its flags in the order of the elements.
    var ordered: [AnsweredRight] {
        held.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }.map { access in
            var access = access
            for path in access.paths.indices { access.paths[path].flags = AccessPath.ordered(access.paths[path].flags) }
            return access
        }
    }
}

extension Org {
    /// A way on which each group stands at the element that names the set behind it.
    func namingMembers(_ steps: [PathStep]) -> [PathStep] {
        steps.enumerated().map { index, step in
            guard step.component.type == "PermissionSetGroup", index + 1 < steps.count,
                let group = permissionSetGroup(named: step.component.name)
            else { return step }
            let set = steps[index + 1].component.name.lowercased()
            let members = permissionSetGroups(like: group).map { metadata.permissionSetGroups[$0] }
                .filter { $0.location == step.location }.flatMap(\.permissionSets)
            let place = members.first { $0.value.lowercased() == set }?.location
            return PathStep(component: step.component, location: place ?? step.location)
        }
    }

    /// All files of the permission set that one of them belongs to.
    fileprivate func permissionSets(alike index: Int) -> [Int] {
        permissionSets(named: metadata.permissionSets[index].fullName)
    }

    /// All files of the profile that one of them belongs to.
    fileprivate func profiles(alike index: Int) -> [Int] {
        profile(named: metadata.profiles[index].fullName).map(profiles(like:)) ?? [index]
    }
}
