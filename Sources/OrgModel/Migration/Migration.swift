/// Whether and how one user can move to the user licence *Salesforce Integration*.
public struct Migration: Sendable {
    public enum Verdict: String, CaseIterable, Sendable {
        /// The commands are enough.
        case ready
        /// The steps come first, which a person has to take.
        case steps
        case blocked
        /// Inputs are missing without which nobody can say.
        case unknown
        /// The user is on the licence already.
        case done
    }

    /// Something that is to be known of the move.
    public struct Reason: Sendable {
        public enum Weight: String, CaseIterable, Sendable {
            case blocker, step, note
        }

        /// What it is about.
        public enum Topic: String, CaseIterable, Sendable {
            case edition, license, user, profile, assignment, access, app, login
            case permissionSetLicense = "permission-set-license"
            case recordType = "record-type"
        }

        public let weight: Weight
        public let topic: Topic
        /// One or two sentences.
        public let text: String
        /// The ways or places that prove it; empty for what follows from something that is not there.
        public let proof: [AccessPath]

        public init(_ weight: Weight, _ topic: Topic, _ text: String, proof: [AccessPath] = []) {
            self.weight = weight
            self.topic = topic
            self.text = text
            self.proof = proof
        }
    }

    /// One step of the move as a command for a POSIX shell, in which `ORG` names the org.
    public struct Command: Sendable {
        /// What it does, in a few words.
        public let purpose: String
        /// Complete and quoted.
        public let line: String

        public init(_ purpose: String, _ line: String) {
            self.purpose = purpose
            self.line = line
        }
    }

    /// Index in `Org.users`.
    public let user: Int
    public let component: ComponentID
    /// The name of the user beside the username; nil where nothing tells.
    public let label: String?
    public let location: SourceLocation
    /// Nil where nothing tells.
    public let licenseName: String?
    public let profileName: String?
    /// Blockers first, then steps, then notes.
    public let reasons: [Reason]
    /// What is missing, and why it matters.
    public let unknowns: [AccessGap]
    /// What the new permission sets carry; nil for a user who is on the licence already.
    public let access: CarriedAccess?
    /// In the order in which they run; empty where the move is blocked or not known to be possible.
    public let commands: [Command]
    public let verdict: Verdict

    public init(
        user: Int,
        of org: Org,
        verdict: Verdict,
        reasons: [Reason] = [],
        unknowns: [AccessGap] = [],
        access: CarriedAccess? = nil,
        commands: [Command] = []
    ) {
        let account = org.users[user]
        self.user = user
        component = account.componentID
        label = account.record.name
        location = account.record.location
        licenseName = account.licenseName
        profileName = account.profileName
        self.verdict = verdict
        self.reasons = Reason.Weight.allCases.flatMap { weight in reasons.filter { $0.weight == weight } }
        self.unknowns = unknowns
        self.access = access
        self.commands = commands
    }

    public func reasons(_ weight: Reason.Weight) -> [Reason] { reasons.filter { $0.weight == weight } }

    /// Whether the user can move, after its steps at the latest.
    public var isPossible: Bool { [.ready, .steps].contains(verdict) }

    /// The new permission sets that are to be deployed.
    public var permissionSets: [PermissionSetContent] {
        guard isPossible, let access else { return [] }
        return [access.set].filter { !$0.isEmpty } + [access.sessionSet].compactMap(\.self)
    }
}

/// The moves of several users, and what they mean for the seats and the bill.
public struct MigrationPlan: Sendable {
    /// The seats of a licence before and after the moves.
    public struct Seats: Sendable {
        /// As Setup shows it.
        public let license: String
        /// Seats that nobody uses today; nil where nothing tells. Negative where more are used than there are.
        public let free: Int?
        /// How many more users use the licence afterwards; negative for those that leave it.
        public let change: Int
        /// Where the number comes from, or why there is none.
        public let source: String
        public let location: SourceLocation?

        public init(license: String, free: Int?, change: Int, source: String, location: SourceLocation?) {
            self.license = license
            self.free = free
            self.change = change
            self.source = source
            self.location = location
        }

        /// Seats that nobody uses afterwards; nil where nothing tells.
        public var freeAfterwards: Int? { free.map { $0 - change } }
    }

    /// What the moves save in a year.
    public struct Saving: Sendable {
        /// Users who leave the licence that has a price.
        public let users: Int
        public let price: Int
        /// Seats of *Salesforce Integration* that have to be bought, and what one costs; nil where nobody gives its price.
        public let bought: (seats: Int, price: Int?)
        public let currency: String

        public init(users: Int, price: Int, bought: (seats: Int, price: Int?), currency: String) {
            self.users = users
            self.price = price
            self.bought = bought
            self.currency = currency
        }

        public var sum: Int { users * price - bought.seats * (bought.price ?? 0) }
    }

    public let migrations: [Migration]
    public let seats: [Seats]
    /// Nil where no price is given.
    public let saving: Saving?
    /// Users who leave the licence *Salesforce*.
    public let leavingUsers: Int
    /// The place of the price as reports name it, `.forcelint.yml:12`; nil where none is given.
    public let priceSource: String?

    public init(
        migrations: [Migration],
        seats: [Seats],
        saving: Saving?,
        leavingUsers: Int,
        priceSource: String?
    ) {
        self.migrations = migrations
        self.seats = seats
        self.saving = saving
        self.leavingUsers = leavingUsers
        self.priceSource = priceSource
    }

    /// Every place that the plan names.
    public var locations: Set<SourceLocation> {
        var locations = Set(migrations.map(\.location) + seats.compactMap(\.location))
        for migration in migrations {
            let items = migration.access?.items.flatMap(\.paths) ?? []
            let rest = migration.access?.rest.flatMap(\.paths) ?? []
            for path in migration.reasons.flatMap(\.proof) + items + rest { locations.formUnion(path.locations) }
            let gaps = migration.unknowns + (migration.access?.gaps.all ?? [])
            locations.formUnion(gaps.compactMap(\.location))
        }
        return locations
    }
}
