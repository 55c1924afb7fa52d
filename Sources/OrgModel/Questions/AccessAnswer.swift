/// What an access question may be about.
public enum AccessSubject: String, CaseIterable, Sendable {
    case user
    case permissionSet = "permission-set"
    case permissionSetGroup = "permission-set-group"
    case profile, app, object, field, permission
}

/// Everything that is known about the access of, or to, one thing.
public struct AccessAnswer: Sendable {
    /// A property of the thing that is asked about.
    public struct Fact: Sendable {
        /// `license`, `run-as user`, …
        public let name: String
        public let value: String
        public let location: SourceLocation?
    }

    /// A user who has what is asked about.
    public struct Holding: Sendable {
        /// Index in `Org.users`.
        public let user: Int
        public let component: ComponentID
        /// The name of the user beside the username; nil where nothing tells.
        public let label: String?
        public let isIntegration: Bool
        /// The ways to it; those that a muting set ends are among them.
        public let paths: [AccessPath]
        /// User permissions and the like that give the same without naming it.
        public let implied: [AnsweredRight]
        /// How the user would lose it; nil where nobody asked.
        public let ending: AccessEnding?

        /// The flags of an object or field that arrive, in the order of the elements.
        public var flags: [String] { AccessPath.ordered(paths.flatMap(\.flags)) }

        /// Whether every way needs an activation first.
        public var isConditional: Bool { livePaths.allSatisfy { $0.activation != nil } }

        /// Whether muting ends every way.
        public var isMuted: Bool { livePaths.isEmpty }

        private var livePaths: [AccessPath] { (paths + implied.flatMap(\.paths)).filter { !$0.isMuted } }
    }

    /// Something that is not known, and of how many users.
    public struct Unknown: Sendable {
        public let gap: AccessGap
        /// 1 and more for what is said of users; nil for what is said of the thing itself.
        public let users: Int?
    }

    public let subject: AccessSubject
    /// The thing by the name that metadata or records give it.
    public let component: ComponentID
    /// Where it stands; nil for what has no place of its own.
    public let location: SourceLocation?
    public let facts: [Fact]
    /// What it may do or brings; nil where the question does not fit.
    public internal(set) var grants: [AnsweredRight]?
    /// Who has it, integration users first; nil where the question does not fit.
    public let holdings: [Holding]?
    /// Profiles and permission sets that grant it, whether anybody has them or not; nil where the question does not fit.
    public let grantedBy: [AccessPath]?
    public let unknowns: [Unknown]
    /// The answer to a question about the user; nil where none was asked.
    public let verdict: AccessVerdict?

    /// What is left of a user's access by use; nil where nobody asked.
    public internal(set) var proposal: ProposedAccess?

    /// Whether the heart of the question could not be answered, because no export tells who has what.
    public let isUnanswered: Bool

    init(
        _ subject: AccessSubject,
        _ component: ComponentID,
        at location: SourceLocation?,
        facts: [Fact] = [],
        grants: [AnsweredRight]? = nil,
        holdings: [Holding]? = nil,
        grantedBy: [AccessPath]? = nil,
        unknowns: [Unknown],
        verdict: AccessVerdict? = nil,
        isUnanswered: Bool = false
    ) {
        self.subject = subject
        self.component = component
        self.location = location
        self.facts = facts
        self.grants = grants
        self.holdings = holdings
        self.grantedBy = grantedBy
        self.unknowns = unknowns
        self.verdict = verdict
        self.isUnanswered = isUnanswered
    }

    /// Every place that the answer names.
    public var locations: Set<SourceLocation> {
        var locations = Set([location].compactMap(\.self) + facts.compactMap(\.location))
        func add(_ paths: [AccessPath]) {
            for path in paths { locations.formUnion(path.locations) }
        }
        for access in grants ?? [] { add(access.paths) }
        for holding in holdings ?? [] {
            add(holding.paths + holding.implied.flatMap(\.paths))
            locations.formUnion(holding.ending?.choices.joined().map(\.location) ?? [])
        }
        add(grantedBy ?? [])
        locations.formUnion(unknowns.compactMap(\.gap.location))
        for part in verdict?.parts ?? [] {
            add(part.held.flatMap(\.paths))
            locations.formUnion(part.gaps.compactMap(\.location))
            locations.formUnion(part.ending?.choices.joined().map(\.location) ?? [])
        }
        if let obstacle = verdict?.obstacle { locations.insert(obstacle.location) }
        locations.formUnion(proposal?.locations ?? [])
        return locations
    }
}

// MARK: A user

extension Org {
    /// What a user may do, and by which way.
    /// - Parameters:
    ///   - user: index in `users`.
    ///   - question: what is asked in particular; the answer is about this only.
    public func access(ofUser user: Int, question: AccessQuestion? = nil) -> AccessAnswer {
        let account = users[user]
        let verdict = question.map { self.verdict($0, ofUser: user) }
        var collector = AccessCollector(self)
        var grants = verdict == nil ? collector.held(by: effectiveAccess(ofUser: user).sources) : []
        if verdict == nil {
            let known = grants.filter { $0.kind == .userPermissions && $0.name.lowercased() == "apiuseronly" }
            let defined = adding(byDefinition: "ApiUserOnly", ofUser: user, to: known)
            if known.allSatisfy(\.isMuted), !defined.isEmpty { grants = defined + grants }
        }
        let gaps = verdict == nil ? accessGaps(ofUser: user) + profileGaps(ofUser: user, about: nil) : []
        return AccessAnswer(
            .user,
            account.componentID,
            at: account.record.location,
            facts: facts(of: account),
            grants: verdict == nil ? grants : nil,
            unknowns: gaps.map { AccessAnswer.Unknown(gap: $0, users: nil) },
            verdict: verdict,
            isUnanswered: verdict == nil && !records.has("PermissionSetAssignment")
        )
    }

    private func facts(of account: OrgUser) -> [AccessAnswer.Fact] {
        let place = account.record.location
        var facts: [AccessAnswer.Fact] = []
        func add(_ name: String, _ value: String?) {
            if let value { facts.append(AccessAnswer.Fact(name: name, value: value, location: place)) }
        }
        add("name", account.record.name)
        add("active", account.isActive ? "yes" : "no")
        add("license", account.licenseName)
        add("profile", account.profileName)
        if account.isIntegration { add("integration", account.registration?.name ?? "yes") }
        return facts
    }
}

// MARK: Who has something

extension Org {
    /// The active users, integration users first, each in the order of the export.
    var activeUsers: [Int] {
        let active = users.indices.filter { users[$0].isActive }
        return active.filter { users[$0].isIntegration } + active.filter { !users[$0].isIntegration }
    }

    /// Who has an object, field, permission or other right, by which way, and how each would lose it.
    /// - Parameters:
    ///   - subject: the kind of thing, for the answer.
    ///   - kind: the element that grants it.
    ///   - name: in any case.
    public func holders(of subject: AccessSubject, _ kind: AccessRight.Kind, named name: String) -> AccessAnswer {
        let right = AskedRight(kind, name)
        let implied = Self.implied(kind, name)
        var collector = AccessCollector(self, about: [right] + implied)
        var holdings: [AccessAnswer.Holding] = []
        var gaps: [(AccessGap, Int)] = []
        var profileGaps: [Int: [AccessGap]] = [:]
        for user in activeUsers {
            let held = collector.held(by: effectiveAccess(ofUser: user).sources)
            let paths = self.held(right, ofUser: user, of: held).flatMap(\.paths)
            let others = implied.flatMap { self.held($0, ofUser: user, of: held) }
            if !paths.isEmpty || !others.isEmpty {
                let open = (paths + others.flatMap(\.paths)).filter { !$0.isMuted }
                holdings.append(holding(user, paths, implied: others, ending: AccessEnding(open)))
            }
            let profile = users[user].profile
            let ofProfile =
                profile.flatMap { profileGaps[$0] }
                ?? ([right] + implied).flatMap { self.profileGaps(ofUser: user, about: $0) }
            if let profile { profileGaps[profile] = ofProfile }
            gaps += (accessGaps(ofUser: user) + ofProfile).map { ($0, user) }
        }
        return AccessAnswer(
            subject,
            ComponentID(type: Self.type(of: kind), name: collector.spelling(of: right) ?? name),
            at: nil,
            holdings: knowsAssignments ? holdings : nil,
            grantedBy: grantingFiles(right, &collector),
            unknowns: exportGaps + counted(gaps),
            isUnanswered: !knowsAssignments
        )
    }

    func holding(
        _ user: Int,
        _ paths: [AccessPath],
        implied: [AnsweredRight] = [],
        ending: AccessEnding? = nil
    ) -> AccessAnswer.Holding {
        AccessAnswer.Holding(
            user: user,
            component: users[user].componentID,
            label: users[user].record.name,
            isIntegration: users[user].isIntegration,
            paths: paths,
            implied: implied,
            ending: ending
        )
    }

    /// What gives a right without naming it.
    private static func implied(_ kind: AccessRight.Kind, _ name: String) -> [AskedRight] {
        switch kind {
        case .objectPermissions:
            return AccessQuestion.object(name, .allowRead).impliedBy
        case .fieldPermissions:
            let object = name.split(separator: ".").first.map(String.init) ?? name
            return AccessQuestion.field(name, of: object, "readable").impliedBy
        default: return []
        }
    }

    private static func type(of kind: AccessRight.Kind) -> String {
        switch kind {
        case .userPermissions: "UserPermission"
        case .objectPermissions: "CustomObject"
        case .fieldPermissions: "CustomField"
        default: "\(kind)"
        }
    }

    /// The profiles and sets that grant a right, each at its entry, in the order of files.
    private func grantingFiles(_ right: AskedRight, _ collector: inout AccessCollector) -> [AccessPath] {
        let profiles = metadata.profiles.indices.map { index in
            AccessSource(
                holder: .profile(index),
                path: [
                    PathStep(
                        component: metadata.profiles[index].componentID, location: metadata.profiles[index].location)
                ],
                mutingPermissionSets: [], isConditional: false)
        }
        let sets = metadata.permissionSets.indices.map { index in
            source(
                index, path: [], muting: [],
                isConditional: metadata.permissionSets[index].hasActivationRequired?.value == true)
        }
        return collector.held(by: profiles + sets).filter { $0.kind == right.kind }
            .filter { $0.name.lowercased() == right.name.lowercased() }.flatMap(\.paths)
    }

    /// Which exports are missing that tell who has what.
    var exportGaps: [AccessAnswer.Unknown] {
        ["User", "PermissionSetAssignment"].filter { !records.has($0) }.map {
            AccessAnswer.Unknown(gap: .export($0), users: nil)
        }
    }

    /// Gaps, each once with the number of users it is about, the commonest first.
    func counted(_ gaps: [(AccessGap, Int)]) -> [AccessAnswer.Unknown] {
        var users: [AccessGap: Set<Int>] = [:]
        var order: [String: Int] = [:]
        var first: [String: AccessGap] = [:]
        // Two users of one profile have the same gap at rows of their own.
        let told = Set(exportGaps.map(\.gap.missing))
        for (gap, user) in gaps where !told.contains(gap.missing) {
            let key = gap.missing + gap.reason
            if order[key] == nil {
                order[key] = order.count
                first[key] = gap
            }
            if let gap = first[key] { users[gap, default: []].insert(user) }
        }
        return first.sorted { left, right in
            let (leftCount, rightCount) = (users[left.value]?.count ?? 0, users[right.value]?.count ?? 0)
            return (rightCount, order[left.key] ?? 0) < (leftCount, order[right.key] ?? 0)
        }.map { AccessAnswer.Unknown(gap: $0.value, users: users[$0.value]?.count) }
    }
}
