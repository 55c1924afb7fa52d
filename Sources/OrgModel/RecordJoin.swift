/// Joins the rows of all exports: by Id (15 and 18 characters are equal), else by username, else by name or label.
struct RecordJoin {
    let metadata: Metadata
    let records: Records
    let register: IntegrationRegister
    let registerIndex: RegisterIndex
    let facts: SalesforceFacts
    let asOf: Timestamp
    let permissionSets: [String: Int]
    let groups: [String: Int]
    let profiles: [String: Int]

    private(set) var users: [OrgUser] = []
    private(set) var problems: [InputProblem] = []
    private(set) var assigned = AssignedComponents()
    private var usersByID: [RecordID: Int] = [:]
    private var usersByName: [String: Int] = [:]
    private var setRecordsByID: [RecordID: PermissionSetRecord] = [:]
    private var groupRecordsByID: [RecordID: PermissionSetGroupRecord] = [:]
    private var groupSetRecords: [RecordID: PermissionSetRecord] = [:]
    private var groupsByLabel: [String: Int] = [:]
    private var setsByLabel: [String: Int] = [:]
    private var unresolved: [UnresolvedRecords] = []
    private var notesUnresolved = true

    init(
        metadata: Metadata,
        records: Records,
        register: IntegrationRegister,
        registerIndex: RegisterIndex,
        facts: SalesforceFacts,
        asOf: Timestamp,
        permissionSets: [String: Int],
        groups: [String: Int],
        profiles: [String: Int]
    ) {
        self.metadata = metadata
        self.records = records
        self.register = register
        self.registerIndex = registerIndex
        self.facts = facts
        self.asOf = asOf
        self.permissionSets = permissionSets
        self.groups = groups
        self.profiles = profiles
        indexRecords()
        joinUsers()
        joinAssignments()
        joinLicenses()
        problems += unresolved.flatMap(\.problems)
    }

    private mutating func indexRecords() {
        for record in records.permissionSets {
            if let id = record.id { setRecordsByID[id] = record }
            if let group = record.permissionSetGroupID { groupSetRecords[group] = record }
        }
        for record in records.permissionSetGroups {
            if let id = record.id { groupRecordsByID[id] = record }
        }
        groupsByLabel = Self.unique(metadata.permissionSetGroups.map { $0.label?.value })
        setsByLabel = Self.unique(metadata.permissionSets.map { $0.label?.value })
    }

    /// The indices of labels in lower case; a label that two components have tells neither.
    private static func unique(_ labels: [String?]) -> [String: Int] {
        let indices = Dictionary(grouping: labels.indices.filter { labels[$0] != nil }) { index in
            labels[index]?.lowercased() ?? ""
        }
        return indices.compactMapValues { $0.count == 1 ? $0.first : nil }
    }

    /// The profile's file behind a name that records or apps use.
    static func profile(named name: String, in profiles: [String: Int], facts: SalesforceFacts) -> Int? {
        let normalized = IntegrationNames.normalizeDashes(name).lowercased()
        if let index = profiles[normalized] { return index }
        let standard = facts.standardProfileLabels.first { $0.value.lowercased() == normalized }
        return standard.flatMap { profiles[$0.key.lowercased()] }
    }
}

// MARK: Users

extension RecordJoin {
    private mutating func joinUsers() {
        let profilesByID = Dictionary(
            records.profiles.compactMap { record in record.id.map { ($0, record) } },
            uniquingKeysWith: { first, _ in first }
        )
        let profilesByName = Dictionary(
            records.profiles.map { ($0.name.lowercased(), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let licensesByID = Dictionary(
            records.userLicenses.compactMap { record in record.id.map { ($0, record.name) } },
            uniquingKeysWith: { first, _ in first }
        )
        for record in records.users {
            let profileRecord =
                record.profileID.flatMap { profilesByID[$0] }
                ?? record.profileName.flatMap { profilesByName[$0.lowercased()] }
            let profileName = record.profileName ?? profileRecord?.name
            let profile = profileName.flatMap { Self.profile(named: $0, in: profiles, facts: facts) }
            let isAPIOnly = profileName.map(IntegrationNames.isAPIOnlyProfile) ?? false
            let license =
                record.licenseName
                ?? record.licenseID.flatMap { licensesByID[$0] }
                ?? profileRecord?.userLicenseName
                ?? profileRecord?.userLicenseID.flatMap { licensesByID[$0] }
                ?? record.licenseDefinitionKey.flatMap(IntegrationNames.license(ofKey:))
                ?? profile.flatMap { metadata.profiles[$0].userLicense?.value }
                ?? (isAPIOnly ? IntegrationNames.license : nil)
            let registration = registerIndex.entries(ofUser: record.username).first.map { register.entries[$0] }
            let isIntegration = isAPIOnly || license.map(IntegrationNames.isLicense) ?? false
            let evidence: IntegrationEvidence? = isIntegration ? .license : registration == nil ? nil : .register
            if let id = record.id { usersByID[id] = users.count }
            usersByName[record.username.lowercased()] = users.count
            users.append(
                OrgUser(
                    record: record,
                    licenseName: license,
                    profileName: profileName,
                    profile: profile,
                    evidence: evidence,
                    registration: registration
                )
            )
        }
    }

    private func user(_ id: RecordID?, _ username: String?) -> Int? {
        id.flatMap { usersByID[$0] } ?? username.flatMap { usersByName[$0.lowercased()] }
    }

    /// Notes the first row of each user, set or licence that no export holds.
    private mutating func noteUnresolved(_ what: String, _ key: String?, _ object: String, _ location: SourceLocation) {
        guard let key, notesUnresolved else { return }
        let known = unresolved.firstIndex { $0.type == what && $0.object == object }
        let index = known ?? unresolved.count
        if known == nil { unresolved.append(UnresolvedRecords(type: what, object: object)) }
        unresolved[index].add(key, location)
    }
}

// MARK: Assignments

extension RecordJoin {
    private mutating func joinAssignments() {
        for row in records.permissionSetAssignments {
            let record = row.permissionSetID.flatMap { setRecordsByID[$0] }
            let assignee = user(row.assigneeID, row.assigneeUsername)
            guard !isExpired(row) else {
                joinExpired(row, record, assignee)
                continue
            }
            guard row.isActive != false, row.isRevoked != true else { continue }
            guard let target = target(of: row, record) else {
                if isOwnedByProfile(row, record) != true {
                    if let assignee { users[assignee].hasUnresolvedAssignments = true }
                    assigned.noteUnresolved(name: row.permissionSetName ?? record?.name)
                }
                continue
            }
            assigned.add(target)
            guard let user = assignee else {
                if !records.users.isEmpty {
                    noteUnresolved(
                        "User",
                        row.assigneeUsername ?? row.assigneeID?.value,
                        "PermissionSetAssignment",
                        row.location
                    )
                }
                continue
            }
            users[user].assignments.append(target)
        }
    }

    private func isExpired(_ row: PermissionSetAssignment) -> Bool {
        row.expirationDate.flatMap { Timestamp($0) }.map { $0 < asOf } ?? false
    }

    /// What nobody has any more is no problem of the exports, so nothing that cannot be named is noted. `IsActive` says
    /// nothing here: an assignment that expired is no longer active.
    private mutating func joinExpired(
        _ row: PermissionSetAssignment,
        _ record: PermissionSetRecord?,
        _ assignee: Int?
    ) {
        guard let assignee, row.isRevoked != true else { return }
        notesUnresolved = false
        defer { notesUnresolved = true }
        if let target = target(of: row, record) { users[assignee].expiredAssignments.append(target) }
    }

    /// What a row assigns; nil for the profile-owned row and for rows that tell too little to be used.
    private mutating func target(
        of row: PermissionSetAssignment,
        _ record: PermissionSetRecord?
    ) -> OrgUser.Assignment? {
        if isOfGroup(row, record) { return groupTarget(of: row, record) }
        let label = row.permissionSetLabel ?? record?.label
        let name =
            row.permissionSetName ?? record?.name
            ?? label.flatMap { setsByLabel[$0.lowercased()] }.map { metadata.permissionSets[$0].fullName }
        let prefix = row.permissionSetNamespacePrefix ?? record?.namespacePrefix
        // Records give name and namespace apart; the files of a namespace's own org have neither prefix.
        let managed = prefix.flatMap { prefix in name.flatMap { permissionSets["\(prefix)__\($0)".lowercased()] } }
        let index = managed ?? name.flatMap { permissionSets[$0.lowercased()] }
        guard let isOwnedByProfile = isOwnedByProfile(row, record) ?? (index == nil ? nil : false) else {
            if name == nil {
                noteUnresolved("PermissionSet", row.permissionSetID?.value, "PermissionSetAssignment", row.location)
            }
            return nil
        }
        if isOwnedByProfile { return nil }
        guard let name else { return nil }
        return OrgUser.Assignment(
            row: row,
            name: name,
            target: .permissionSet(index),
            licenseName: row.permissionSetLicenseName ?? record?.licenseName,
            namespacePrefix: prefix ?? namespacePrefix(name)
        )
    }

    /// Whether the set of a row belongs to a profile; nil where nothing tells.
    private func isOwnedByProfile(_ row: PermissionSetAssignment, _ record: PermissionSetRecord?) -> Bool? {
        if row.permissionSetIsOwnedByProfile == true || record?.isOwnedByProfile == true { return true }
        if [row.permissionSetType, record?.type].contains(where: { $0?.lowercased() == "profile" }) { return true }
        if row.permissionSetProfileID != nil || record?.profileID != nil { return true }
        let tells =
            row.permissionSetIsOwnedByProfile != nil || record?.isOwnedByProfile != nil
            || row.permissionSetType != nil || record?.type != nil
        return tells ? false : nil
    }

    /// Whether a row assigns a group: by its own fields, or because the set that it names is the one that the platform
    /// keeps for a group.
    private func isOfGroup(_ row: PermissionSetAssignment, _ record: PermissionSetRecord?) -> Bool {
        row.permissionSetGroupID != nil || row.permissionSetGroupDeveloperName != nil
            || record?.permissionSetGroupID != nil
            || [row.permissionSetType, record?.type].contains { $0?.lowercased() == "group" }
    }

    private mutating func groupTarget(
        of row: PermissionSetAssignment,
        _ record: PermissionSetRecord?
    ) -> OrgUser.Assignment? {
        let id = row.permissionSetGroupID ?? record?.permissionSetGroupID
        let groupRecord = id.flatMap { groupRecordsByID[$0] }
        let groupSet = id.flatMap { groupSetRecords[$0] } ?? record
        let labels = [groupRecord?.masterLabel, groupSet?.label, row.permissionSetLabel].compactMap { $0 }
        let byLabel = labels.compactMap { groupsByLabel[$0.lowercased()] }.first
        let name =
            row.permissionSetGroupDeveloperName ?? groupRecord?.developerName
            ?? byLabel.map { metadata.permissionSetGroups[$0].fullName }
        guard let name else {
            let key = id ?? row.permissionSetID
            noteUnresolved("PermissionSetGroup", key?.value, "PermissionSetAssignment", row.location)
            return nil
        }
        return OrgUser.Assignment(
            row: row,
            name: name,
            target: .permissionSetGroup(groups[name.lowercased()]),
            licenseName: nil,
            namespacePrefix: namespacePrefix(name)
        )
    }
}

// MARK: Permission set licenses

extension RecordJoin {
    private mutating func joinLicenses() {
        var byID: [RecordID: PermissionSetLicense] = [:]
        var byName: [String: PermissionSetLicense] = [:]
        for license in records.permissionSetLicenses {
            if let id = license.id { byID[id] = license }
            for name in [license.developerName, license.masterLabel].compactMap({ $0 }) {
                byName[name.lowercased()] = license
            }
        }
        for row in records.permissionSetLicenseAssigns where row.isRevoked != true {
            let license =
                row.permissionSetLicenseID.flatMap { byID[$0] }
                ?? (row.developerName ?? row.masterLabel).flatMap { byName[$0.lowercased()] }
            if license == nil, row.developerName == nil, row.masterLabel == nil {
                noteUnresolved(
                    "PermissionSetLicense",
                    row.permissionSetLicenseID?.value,
                    "PermissionSetLicenseAssign",
                    row.location
                )
            }
            guard let user = user(row.assigneeID, row.assigneeUsername) else {
                if !records.users.isEmpty {
                    noteUnresolved(
                        "User",
                        row.assigneeUsername ?? row.assigneeID?.value,
                        "PermissionSetLicenseAssign",
                        row.location
                    )
                }
                continue
            }
            users[user].licenses.append(
                OrgUser.LicenseAssignment(
                    row: row,
                    developerName: row.developerName ?? license?.developerName,
                    masterLabel: row.masterLabel ?? license?.masterLabel,
                    license: license
                )
            )
        }
    }
}
