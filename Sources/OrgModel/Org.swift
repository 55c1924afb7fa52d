/// An org as files and exports show it: components, records, and what follows from them together.
public struct Org: Sendable {
    public private(set) var files: [SourceFile]
    public let names: NameTable
    public private(set) var metadata: Metadata
    public let records: Records
    public private(set) var problems: [InputProblem]
    /// In the order of files and places.
    public private(set) var inlineExceptions: [InlineException]
    public let register: IntegrationRegister
    public let facts: SalesforceFacts
    /// The moment against which times are judged.
    public let asOf: Timestamp
    /// How many files or rows of each metadata type and object were given, zero rows included; absent types have no entry.
    public private(set) var inputs: [String: Int]

    /// The users of the User export, in its order.
    public let users: [OrgUser]
    /// Connected apps, then external client apps.
    public let apps: [App]
    /// Why a permission set counts as an integration set, by index in `Metadata.permissionSets`.
    public private(set) var integrationPermissionSets: [Int: IntegrationEvidence] = [:]
    /// Why a group counts as an integration group, by index in `Metadata.permissionSetGroups`.
    public private(set) var integrationPermissionSetGroups: [Int: IntegrationEvidence] = [:]
    /// Why an app counts as an integration app, by index in `apps`.
    public private(set) var integrationApps: [Int: IntegrationEvidence] = [:]
    /// The active integration users, by index in `users`.
    public let integrationUsers: [Int]
    /// The files of the API-only profiles, by index in `Metadata.profiles`.
    public let apiOnlyProfileFiles: [Int]
    /// What gives access to each active integration user.
    public private(set) var integrationAccess: [EffectiveAccess] = []

    /// What the rows of the PermissionSetAssignment export assign to anybody.
    let assigned: AssignedComponents
    /// The objects of which an export was cut off: a row that is missing there proves nothing.
    let truncatedObjects: Set<String>
    /// What is wrong between the records, and not in one file.
    private let joinProblems: [InputProblem]
    private let permissionSetsByName: [String: Int]
    private let permissionSetsByLabel: [String: Int]
    private let groupsByName: [String: Int]
    /// The files of each set, group and profile that lies in several of them, by the index of the first.
    private let furtherFiles: FurtherFiles
    /// Who is admitted to which app by the exports.
    let admission: AppAdmission
    private(set) var rowsOfExternalClientAppsMayAdmitIntegration = false
    let recordIndex: RecordIndex
    let registerIndex: RegisterIndex
    private let userIndex: UserIndex
    private let integrationUsersByAssignment: [String: [Int]]
    private let mutingPermissionSetsByName: [String: Int]
    /// What each muting set takes away.
    let mutedRights: MutedRights
    private let profilesByName: [String: Int]

    /// What was read, before anything is joined.
    public struct Parts: Sendable {
        public var files: [SourceFile] = []
        public var names = NameTable(bytes: [], ends: [0])
        public var metadata = Metadata()
        public var records = Records()
        public var problems: [InputProblem] = []
        public var inlineExceptions: [InlineException] = []
        public var inputs: [String: Int] = [:]

        public init() {}
    }

    public init(_ parts: Parts, register: IntegrationRegister, facts: SalesforceFacts, asOf: Timestamp) {
        files = parts.files
        names = parts.names
        metadata = parts.metadata
        records = parts.records
        inputs = parts.inputs
        inlineExceptions = parts.inlineExceptions
        self.register = register
        self.facts = facts
        self.asOf = asOf
        permissionSetsByName = Org.index(parts.metadata.permissionSets.map(\.fullName))
        permissionSetsByLabel = Org.index(parts.metadata.permissionSets.map { $0.label?.value })
        groupsByName = Org.index(parts.metadata.permissionSetGroups.map(\.fullName))
        mutingPermissionSetsByName = Org.index(parts.metadata.mutingPermissionSets.map(\.fullName))
        profilesByName = Org.index(parts.metadata.profiles.map { IntegrationNames.normalizeDashes($0.fullName) })
        furtherFiles = FurtherFiles(parts.metadata)
        mutedRights = MutedRights(parts.metadata.mutingPermissionSets, names: parts.names)
        admission = AppAdmission(parts.records)
        let isSandbox = parts.records.organizations.contains { $0.isSandbox == true }
        recordIndex = RecordIndex(parts.records)
        registerIndex = RegisterIndex(register, isSandbox: isSandbox)
        apiOnlyProfileFiles = parts.metadata.profiles.indices.filter { profile in
            IntegrationNames.isAPIOnlyProfile(parts.metadata.profiles[profile].fullName)
        }
        apps =
            parts.metadata.connectedApps.map { App($0) } + parts.metadata.externalClientApplications.map { App($0) }
        let join = RecordJoin(
            metadata: parts.metadata,
            records: parts.records,
            register: register,
            registerIndex: registerIndex,
            facts: facts,
            asOf: asOf,
            permissionSets: permissionSetsByName,
            groups: groupsByName,
            profiles: profilesByName
        )
        users = join.users
        userIndex = UserIndex(join.users, isSandbox: isSandbox)
        integrationUsers = join.users.indices.filter { join.users[$0].isIntegration && join.users[$0].isActive }
        integrationUsersByAssignment = integrationUsers.reduce(into: [:]) { found, user in
            for name in Set(join.users[user].assignments.map { $0.name.lowercased() }) {
                found[name, default: []].append(user)
            }
        }
        assigned = join.assigned.including(furtherFiles)
        joinProblems = join.problems
        problems = parts.problems + joinProblems
        truncatedObjects = Set(parts.problems.filter(\.isTruncation).map(\.subject.type))
        findIntegrations()
    }

    /// Takes the parts over to which the custom fields of more files were added: nobody has more access by these.
    public mutating func addCustomFields(of parts: Parts) {
        files = parts.files
        metadata.customFields = parts.metadata.customFields
        problems = parts.problems + joinProblems
        inlineExceptions = parts.inlineExceptions
        inputs = parts.inputs
    }

    /// The index of a permission set in `Metadata.permissionSets` by its API name, in any case; where the set lies in
    /// several files, the first.
    public func permissionSet(named name: String) -> Int? { permissionSetsByName[name.lowercased()] }
    /// The indices of all files of a permission set in `Metadata.permissionSets`: each may be what is deployed.
    public func permissionSets(named name: String) -> [Int] {
        permissionSet(named: name).map { [$0] + (furtherFiles.permissionSets[$0] ?? []) } ?? []
    }
    /// The indices of a permission set's file and of all others of the same name.
    public func permissionSets(like index: Int) -> [Int] { [index] + (furtherFiles.permissionSets[index] ?? []) }
    /// The indices of a group's file and of all others of the same name.
    func permissionSetGroups(like index: Int) -> [Int] { [index] + (furtherFiles.groups[index] ?? []) }
    /// The indices of a profile's file and of all others of the same name.
    public func profiles(like index: Int) -> [Int] { [index] + (furtherFiles.profiles[index] ?? []) }
    /// The index of a group in `Metadata.permissionSetGroups` by its API name, in any case; where the group lies in
    /// several files, the first.
    public func permissionSetGroup(named name: String) -> Int? { groupsByName[name.lowercased()] }
    /// The index of a muting set in `Metadata.mutingPermissionSets` by its API name, in any case; where the set lies in
    /// several files, the first.
    public func mutingPermissionSet(named name: String) -> Int? { mutingPermissionSetsByName[name.lowercased()] }
    /// Whether one file tells what a muting set takes away: of several each may be what is deployed.
    func isReadOnce(mutingPermissionSet name: String) -> Bool {
        mutingPermissionSet(named: name).map { furtherFiles.mutingPermissionSets[$0] == nil } ?? false
    }

    /// The user with a username in any case; in a sandbox `u` is also `u.<suffix>`, where no user has the name itself.
    public func user(named username: String) -> Int? { userIndex.user(named: username) }

    /// Whether a username that a file names is an active integration user; the register knows users of no export.
    public func isIntegrationUser(named username: String) -> Bool {
        if let index = user(named: username) { return users[index].isIntegration && users[index].isActive }
        return registerIndex.declares(user: username)
    }

    /// The first of each name, in lower case.
    private static func index(_ names: [String?]) -> [String: Int] {
        Dictionary(
            zip(names, names.indices).compactMap { name, index in name.map { ($0.lowercased(), index) } },
            uniquingKeysWith: { first, _ in first })
    }
}

// MARK: What belongs to an integration

extension Org {
    private mutating func findIntegrations() {
        integrationAccess = integrationUsers.map { effectiveAccess(ofUser: $0) }
        for (index, set) in metadata.permissionSets.enumerated() {
            if let evidence = evidence(for: set) { integrationPermissionSets[index] = evidence }
        }
        for access in integrationAccess {
            for case .permissionSet(let set) in access.sources.map(\.holder) {
                integrationPermissionSets[set] = .assignment
            }
            for case .permissionSetGroup(let group?) in users[access.user].assignments.map(\.target) {
                for file in permissionSetGroups(like: group) { note(.assignment, group: file) }
            }
        }
        for (index, group) in metadata.permissionSetGroups.enumerated() {
            if isRegistered(group.fullName) { note(.register, group: index) }
            if isIntegrationName(group.fullName) || group.label.map({ isIntegrationName($0.value) }) ?? false,
                namespacePrefix(group.fullName) == nil
            {
                note(.name, group: index)
            }
            let members = group.permissionSets.flatMap { permissionSets(named: $0.value) }
            if members.contains(where: { integrationPermissionSets[$0] != nil }) { note(.member, group: index) }
        }
        for (index, app) in apps.enumerated() {
            if let evidence = evidence(for: app) { integrationApps[index] = evidence }
        }
        rowsOfExternalClientAppsMayAdmitIntegration = findRowsOfExternalClientAppsThatMayAdmitIntegration()
    }

    private mutating func note(_ evidence: IntegrationEvidence, group: Int) {
        integrationPermissionSetGroups[group] = max(evidence, integrationPermissionSetGroups[group] ?? evidence)
    }

    private func evidence(for set: PermissionSet) -> IntegrationEvidence? {
        let license = set.license?.value
        if let license, IntegrationNames.isLicense(license) || IntegrationNames.isPermissionSetLicense(license) {
            return .license
        }
        if isRegistered(set.fullName) { return .register }
        // Salesforce's own sets without a namespace, as "Field Service Integration" (sfdc_fieldservice), are of no project.
        guard namespacePrefix(set.fullName) == nil, !isSalesforceOwn(set.fullName) else { return nil }
        if let license, license.lowercased() != "salesforce", facts.userLicenses.contains(license.lowercased()) {
            return nil
        }
        let isNamed = isIntegrationName(set.fullName) || set.label.map { isIntegrationName($0.value) } ?? false
        return isNamed ? .name : nil
    }

    private func isRegistered(_ set: String) -> Bool { !registerIndex.entries(ofPermissionSet: set).isEmpty }

    private func isIntegrationName(_ name: String) -> Bool {
        ["Integration", "INT_", "Int_"].contains { name.hasPrefix($0) } || name.hasSuffix("Integration")
    }

    private func evidence(for app: App) -> IntegrationEvidence? {
        if app.usesClientCredentials { return .flow }
        if let runAs = app.runAsUser, isIntegrationUser(named: runAs.value) { return .flow }
        if app.preauthorizedProfiles.contains(where: { isAPIOnlyProfile(listed: $0.value) }) {
            return .preauthorization
        }
        let sets = app.preauthorizedPermissionSets.compactMap { listed in permissionSet(namedOrLabelled: listed.value) }
        if sets.contains(where: { (integrationPermissionSets[$0] ?? .name) > .name }) { return .preauthorization }
        if admittingRows(of: app).contains(where: admitsIntegration) { return .preauthorization }
        if registerIndex.declares(app: app.fullName) { return .register }
        if sets.contains(where: { integrationPermissionSets[$0] != nil }) { return .name }
        let texts = [app.fullName, app.label?.value, app.description?.value].compactMap { $0 }
        return texts.contains(where: IntegrationNames.namesIntegration) ? .name : nil
    }

    /// Whether a row admits the users of an API-only profile, or of a set that more than its name makes an integration's.
    public func admitsIntegration(_ row: SetupEntityAccess) -> Bool {
        switch admittedHolder(of: row) {
        case .profile: true
        case .permissionSet(let index): (integrationPermissionSets[index] ?? .name) > .name
        case .other, nil: false
        }
    }

    /// The index in `Metadata.permissionSets` of the set that an app lists: by API name, by label, or by an Id that the
    /// PermissionSet export knows.
    public func permissionSet(namedOrLabelled name: String) -> Int? {
        permissionSet(named: name)
            ?? permissionSetsByLabel[name.lowercased()]
            ?? permissionSet(withID: RecordID(name))
    }

    private func permissionSet(withID id: RecordID) -> Int? {
        guard let record = recordIndex.permissionSet(id), let name = record.name else { return nil }
        return record.namespacePrefix.flatMap { permissionSet(named: "\($0)__\(name)") } ?? permissionSet(named: name)
    }

    /// Whether the profile that an app lists, by name or by an Id that the Profile export knows, is an API-only profile.
    public func isAPIOnlyProfile(listed name: String) -> Bool {
        IntegrationNames.isAPIOnlyProfile(name) || recordIndex.isAPIOnlyProfile(RecordID(name))
    }

    /// The active integration users to whom a row assigns a permission set or group of a name, in any case.
    public func integrationUsers(assigned name: String) -> [Int] {
        integrationUsersByAssignment[name.lowercased()] ?? []
    }

    /// The first row of the Profile export with an Id.
    public func profileRecord(withID id: RecordID) -> ProfileRecord? { recordIndex.profile(id) }

    /// Whether the register declares an app for an integration.
    public func isDeclared(_ app: App) -> Bool { registerIndex.declares(app: app.fullName) }

    /// The entries of the register that name a permission set or group.
    public func registerEntries(ofPermissionSet name: String) -> [IntegrationRegister.Entry] {
        registerIndex.entries(ofPermissionSet: name).map { register.entries[$0] }
    }

    /// The profile's file behind a name that records or apps use: metadata name or label, dashes and case being equal.
    public func profile(named name: String) -> Int? {
        RecordJoin.profile(named: name, in: profilesByName, facts: facts)
    }
}
