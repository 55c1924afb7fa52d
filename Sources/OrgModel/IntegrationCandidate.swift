/// An integration that files and exports suggest, for a register that a person completes.
public struct IntegrationCandidate: Sendable {
    /// Something that may belong to the integration, and why.
    public struct Claim: Sendable {
        /// A username or a full name.
        public let value: String
        /// Words that follow the value: `is assigned to this user`.
        public let reason: String
        public let location: SourceLocation
        /// Whether records or metadata prove it; else a name suggests it.
        public let isProven: Bool
    }

    /// The system as the names of users, apps and sets call it.
    public internal(set) var name: String
    public internal(set) var user: Claim?
    public internal(set) var apps: [Claim] = []
    /// Permission sets and groups.
    public internal(set) var permissionSets: [Claim] = []

    /// Whether it is certain that there is such an integration: its user or one of its apps is.
    public var isProven: Bool { user?.isProven ?? false || apps.contains(where: \.isProven) }
}

/// All integrations that an org without a register suggests.
public struct IntegrationCandidates: Sendable {
    /// Those that are proven first, then in the order of the exports and files; no two have the same name.
    public private(set) var integrations: [IntegrationCandidate] = []
    /// Permission sets and groups that several of their users have.
    public private(set) var sharedPermissionSets: [IntegrationCandidate.Claim] = []

    private typealias Claim = IntegrationCandidate.Claim

    private let org: Org
    /// The candidate of each user, by index in `Org.users`.
    private var candidatesByUser: [Int: Int] = [:]
    /// Full names of sets and groups that have their place, lower case.
    private var placedSets: Set<String> = []

    public init(_ org: Org) {
        self.org = org
        addUsers()
        addRunAsUsers()
        addAssignments()
        addApps()
        addPermissionSets()
        integrations = integrations.filter(\.isProven) + integrations.filter { !$0.isProven }
        makeNamesUnique()
    }

    /// The candidate whose system has the name that a text gives.
    private func candidate(named text: String) -> Int? {
        let key = SystemName(text).key
        return integrations.firstIndex { SystemName($0.name).key == key }
    }

    private mutating func makeNamesUnique() {
        var taken: Set<String> = []
        for index in integrations.indices {
            if integrations[index].name.allSatisfy(\.isWhitespace) { integrations[index].name = "Integration" }
            let name = integrations[index].name
            var number = 1
            while !taken.insert(integrations[index].name).inserted {
                number += 1
                integrations[index].name = "\(name) \(number)"
            }
        }
    }
}

// MARK: Users and what they have

extension IntegrationCandidates {
    private mutating func addUsers() {
        for index in org.users.indices where org.users[index].isActive {
            let user = org.users[index]
            let reason: String
            if user.isOnIntegrationLicense {
                reason = "has the licence '\(user.licenseName ?? "")'"
            } else if user.isIntegration {
                reason = "has the profile '\(user.profileName ?? "")'"
            } else if IntegrationNames.namesIntegration(user.record.name ?? user.username) {
                reason = "is named like an integration, on the licence '\(user.licenseName ?? "unknown")'"
            } else {
                continue
            }
            add(user: index, reason, user.record.location, isProven: user.isIntegration)
        }
    }

    /// An app that runs as somebody without a person proves that the user is an integration's.
    private mutating func addRunAsUsers() {
        for app in org.apps where app.usesClientCredentials {
            guard let runAs = app.runAsUser else { continue }
            let reason = "is the run-as user of app '\(app.fullName)'"
            guard let index = org.user(named: runAs.value) else {
                if integrations.contains(where: { $0.user?.value.lowercased() == runAs.value.lowercased() }) {
                    continue
                }
                var candidate = IntegrationCandidate(name: SystemName(username: runAs.value).text)
                candidate.user = Claim(value: runAs.value, reason: reason, location: runAs.location, isProven: true)
                integrations.append(candidate)
                continue
            }
            if let known = candidatesByUser[index] {
                guard integrations[known].user?.isProven == false else { continue }
                integrations[known].user = Claim(
                    value: org.users[index].username, reason: reason, location: runAs.location, isProven: true)
            } else if org.users[index].isActive {
                add(user: index, reason, runAs.location, isProven: true)
            }
        }
    }

    private mutating func add(user index: Int, _ reason: String, _ location: SourceLocation, isProven: Bool) {
        let user = org.users[index]
        var candidate = IntegrationCandidate(name: SystemName.text(of: user))
        candidate.user = Claim(value: user.username, reason: reason, location: location, isProven: isProven)
        candidatesByUser[index] = integrations.count
        integrations.append(candidate)
    }

    private mutating func addAssignments() {
        var holders: [String: [(user: Int, assignment: OrgUser.Assignment)]] = [:]
        var names: [String] = []
        for (user, candidate) in candidatesByUser.sorted(by: { $0.key < $1.key }) {
            let isProven = integrations[candidate].user?.isProven ?? false
            for assignment in org.users[user].assignments where isProven || isIntegrationSet(assignment) {
                let name = assignment.qualifiedName
                if holders[name] == nil { names.append(name) }
                if holders[name]?.contains(where: { $0.user == user }) != true {
                    holders[name, default: []].append((user, assignment))
                }
            }
        }
        for name in names {
            guard let holders = holders[name], let first = holders.first else { continue }
            place(name)
            let location = first.assignment.row.location
            if holders.count > 1 {
                let reason = "is assigned to \(holders.count) of these users"
                sharedPermissionSets.append(Claim(value: name, reason: reason, location: location, isProven: true))
            } else if let candidate = candidatesByUser[first.user] {
                let reason = "is assigned to this user"
                integrations[candidate].permissionSets.append(
                    Claim(value: name, reason: reason, location: location, isProven: true))
            }
        }
    }

    /// A user whom only a name suggests has sets of a person as well.
    private func isIntegrationSet(_ assignment: OrgUser.Assignment) -> Bool {
        switch assignment.target {
        case .permissionSet(let index?): org.integrationPermissionSets[index] != nil
        case .permissionSetGroup(let index?): org.integrationPermissionSetGroups[index] != nil
        case .permissionSet(nil), .permissionSetGroup(nil): false
        }
    }

    /// Notes that a set, or a group and its sets, has its place.
    private mutating func place(_ name: String) {
        placedSets.insert(name.lowercased())
        guard let group = org.permissionSetGroup(named: name) else { return }
        placedSets.formUnion(org.metadata.permissionSetGroups[group].permissionSets.map { $0.value.lowercased() })
    }
}

// MARK: Apps

extension IntegrationCandidates {
    private mutating func addApps() {
        for (index, app) in org.apps.enumerated() {
            guard let evidence = org.integrationApps[index], !(app.isManaged && evidence == .name) else { continue }
            let name = app.label?.value ?? app.fullName
            if let (candidate, claim) = owner(of: app) {
                integrations[candidate].apps.append(claim)
            } else if let candidate = candidate(named: name) {
                let reason = "has the name of the integration"
                integrations[candidate].apps.append(
                    Claim(value: app.fullName, reason: reason, location: app.location, isProven: false))
            } else {
                var candidate = IntegrationCandidate(name: SystemName(name).text)
                candidate.apps = [claim(app, evidence)]
                integrations.append(candidate)
            }
        }
    }

    /// The candidate whose user the app runs as, or who alone has what the app is reserved for.
    private func owner(of app: App) -> (candidate: Int, claim: IntegrationCandidate.Claim)? {
        if app.usesClientCredentials, let runAs = app.runAsUser {
            let user = org.user(named: runAs.value)
            let candidate = integrations.indices.first { index in
                user.map { candidatesByUser[$0] == index }
                    ?? (integrations[index].user?.value.lowercased() == runAs.value.lowercased())
            }
            return candidate.map { index in
                let reason = "runs as this user"
                return (
                    index,
                    Claim(value: app.fullName, reason: reason, location: runAs.location, isProven: true)
                )
            }
        }
        for listed in app.preauthorizedPermissionSets {
            guard let set = org.permissionSet(namedOrLabelled: listed.value) else { continue }
            let name = org.metadata.permissionSets[set].fullName
            let owners = integrations.indices.filter { index in
                integrations[index].permissionSets.contains { $0.value.lowercased() == name.lowercased() }
            }
            guard let owner = owners.first, owners.count == 1 else { continue }
            let reason = "pre-authorises '\(name)', which this user has"
            let isProven = app.approval?.isRequired == true
            return (
                owner, Claim(value: app.fullName, reason: reason, location: listed.location, isProven: isProven)
            )
        }
        return nil
    }

    private func claim(_ app: App, _ evidence: IntegrationEvidence) -> IntegrationCandidate.Claim {
        let flow = app.clientCredentialsFlow.first { $0.value }
        let (reason, location): (String, SourceLocation) =
            switch evidence {
            case .flow: ("uses the client credentials flow", flow?.location ?? app.location)
            case .preauthorization:
                ("pre-authorises what only integrations have", app.preauthorized.first?.location ?? app.location)
            default: ("is named like an integration", app.location)
            }
        return Claim(
            value: app.fullName, reason: reason, location: location,
            isProven: evidence == .flow || evidence == .preauthorization)
    }
}

// MARK: Permission sets of nobody

extension IntegrationCandidates {
    private mutating func addPermissionSets() {
        for (index, set) in org.metadata.permissionSets.enumerated() {
            guard let evidence = org.integrationPermissionSets[index],
                !placedSets.contains(set.fullName.lowercased())
            else { continue }
            let license = set.license?.value ?? ""
            let reason = evidence == .license ? "has the licence '\(license)'" : "is named like one of an integration"
            let location = evidence == .license ? set.license?.location ?? set.location : set.location
            add(set.fullName, label: set.label?.value, reason, location)
        }
        for (index, group) in org.metadata.permissionSetGroups.enumerated() {
            guard org.integrationPermissionSetGroups[index] == .name,
                !placedSets.contains(group.fullName.lowercased())
            else { continue }
            add(group.fullName, label: group.label?.value, "is named like one of an integration", group.location)
        }
    }

    private mutating func add(_ set: String, label: String?, _ reason: String, _ location: SourceLocation) {
        let preauthorizing = integrations.indices.filter { index in
            integrations[index].apps.contains { claim in
                org.apps.contains { $0.fullName == claim.value && lists($0, set) }
            }
        }
        if let candidate = preauthorizing.first, preauthorizing.count == 1 {
            let reason = "is pre-authorised by its app"
            integrations[candidate].permissionSets.append(
                Claim(value: set, reason: reason, location: location, isProven: true))
            return
        }
        let claim = Claim(value: set, reason: reason, location: location, isProven: false)
        if let candidate = candidate(named: label ?? set) ?? candidate(named: set) {
            integrations[candidate].permissionSets.append(claim)
        } else {
            var candidate = IntegrationCandidate(name: SystemName(set).text)
            candidate.permissionSets = [claim]
            integrations.append(candidate)
        }
    }

    private func lists(_ app: App, _ set: String) -> Bool {
        app.preauthorizedPermissionSets.contains { listed in
            org.permissionSet(namedOrLabelled: listed.value)
                .map { org.metadata.permissionSets[$0].fullName.lowercased() == set.lowercased() } ?? false
        }
    }
}
