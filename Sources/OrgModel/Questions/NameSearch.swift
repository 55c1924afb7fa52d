/// Things by the names that people give them: API name, label, username, name of a person, Id.
public struct NameSearch<Value: Sendable>: Sendable {
    public struct Candidate: Sendable {
        public let value: Value
        /// The name that is its own: no two things of the kind have it.
        public let name: String
        /// Labels and the like, which several may share.
        public let labels: [String]
        public let id: RecordID?

        public init(_ value: Value, name: String, labels: [String?] = [], id: RecordID? = nil) {
            self.value = value
            self.name = name
            self.labels = labels.compactMap(\.self)
            self.id = id
        }
    }

    public enum Outcome: Sendable {
        case found(Value)
        /// The names of those that may be meant.
        case ambiguous([String])
        case unknown
    }

    public let candidates: [Candidate]

    public init(_ candidates: [Candidate]) { self.candidates = candidates }

    /// The thing with a name, in any case, else with an Id of 15 or 18 characters, else with a label.
    public func find(_ text: String) -> Outcome {
        let wanted = text.lowercased()
        if let exact = candidates.first(where: { $0.name.lowercased() == wanted }) { return .found(exact.value) }
        let id = RecordID(text)
        if let byID = candidates.first(where: { $0.id == id }) { return .found(byID.value) }
        let labelled = candidates.filter { candidate in candidate.labels.contains { $0.lowercased() == wanted } }
        guard let first = labelled.first else { return .unknown }
        return labelled.count == 1 ? .found(first.value) : .ambiguous(labelled.map(\.name))
    }

    /// All names that find something, for a suggestion.
    public var names: [String] { candidates.map(\.name) + candidates.flatMap(\.labels) }
}

extension Org {
    /// The users by username, person's name, alias and Id; indices in `users`.
    public var userSearch: NameSearch<Int> {
        NameSearch(
            users.enumerated().map { index, user in
                .init(
                    index, name: user.username, labels: [user.record.name, user.record.alias, user.record.email],
                    id: user.record.id)
            })
    }

    /// The permission sets of files and exports: full name, and the first row of those without a file.
    public var permissionSetSearch: NameSearch<(name: String, row: SourceLocation?)> {
        var ids: [String: RecordID] = [:]
        var labels: [String: String] = [:]
        var rows: [(name: String, location: SourceLocation)] = []
        for record in records.permissionSets where record.isOwnedByProfile != true {
            guard let name = record.name.map({ qualified($0, record.namespacePrefix) }) else { continue }
            ids[name.lowercased()] = record.id
            labels[name.lowercased()] = record.label
            rows.append((name, record.location))
        }
        for assignment in users.flatMap(\.assignments) where !assignment.isGroup {
            let name = assignment.qualifiedName
            if let id = assignment.row.permissionSetID { ids[name.lowercased()] = id }
            rows.append((name, assignment.row.location))
        }
        let files = metadata.permissionSets.map { ($0.fullName, nil as SourceLocation?, $0.label?.value) }
        let others = rows.map { ($0.name, $0.location as SourceLocation?, nil as String?) }
        return Self.search(files + others, ids: ids, labels: labels)
    }

    /// The groups of files and exports: full name, and the first row of those without a file.
    public var permissionSetGroupSearch: NameSearch<(name: String, row: SourceLocation?)> {
        var ids: [String: RecordID] = [:]
        var labels: [String: String] = [:]
        var rows: [(name: String, location: SourceLocation)] = []
        for record in records.permissionSetGroups {
            guard let name = record.developerName else { continue }
            ids[name.lowercased()] = record.id
            labels[name.lowercased()] = record.masterLabel
            rows.append((name, record.location))
        }
        for assignment in users.flatMap(\.assignments) where assignment.isGroup {
            let name = assignment.qualifiedName
            if let id = assignment.row.permissionSetGroupID { ids[name.lowercased()] = id }
            rows.append((name, assignment.row.location))
        }
        let files = metadata.permissionSetGroups.map { ($0.fullName, nil as SourceLocation?, $0.label?.value) }
        let others = rows.map { ($0.name, $0.location as SourceLocation?, nil as String?) }
        return Self.search(files + others, ids: ids, labels: labels)
    }

    /// The profiles of files and exports, by metadata name and by the label that records have.
    public var profileSearch: NameSearch<(name: String, row: SourceLocation?)> {
        var ids: [String: RecordID] = [:]
        var labels: [String: String] = [:]
        var rows: [(name: String, location: SourceLocation)] = []
        func add(_ name: String, _ id: RecordID?, _ location: SourceLocation) {
            let file = profile(named: name).map { metadata.profiles[$0].fullName }
            let key = (file ?? name).lowercased()
            if let id { ids[key] = id }
            if file != nil { labels[key] = name }
            rows.append((file ?? name, location))
        }
        for record in records.profiles { add(record.name, record.id, record.location) }
        for user in users {
            if let name = user.profileName { add(name, user.record.profileID, user.record.location) }
        }
        let files = metadata.profiles.map { profile in
            (profile.fullName, nil as SourceLocation?, facts.standardProfileLabels[profile.fullName])
        }
        let others = rows.map { ($0.name, $0.location as SourceLocation?, nil as String?) }
        return Self.search(files + others, ids: ids, labels: labels)
    }

    /// The apps by full name, label and Id; indices in `apps`.
    public var appSearch: NameSearch<Int> {
        NameSearch(
            apps.enumerated().map { index, app in
                let record = records.connectedApplications.first {
                    $0.name?.lowercased() == app.fullName.lowercased()
                        || $0.name?.lowercased() == app.label?.value.lowercased()
                }
                return .init(index, name: app.fullName, labels: [app.label?.value], id: record?.id)
            })
    }

    /// The names of objects, fields or permissions that files speak of.
    public func names(of kind: AccessRight.Kind) -> [String] {
        var used: Set<Name> = []
        let holders: [any AccessHolder] = metadata.permissionSets + metadata.mutingPermissionSets + metadata.profiles
        for part in holders.flatMap(\.parts) {
            switch kind {
            case .objectPermissions: used.formUnion(part.objectPermissions.map(\.object))
            case .fieldPermissions: used.formUnion(part.fieldPermissions.map(\.field))
            default: if let list = AccessGrants.list(of: kind) { used.formUnion(part[keyPath: list].map(\.name)) }
            }
        }
        return used.map { names[$0] }.sorted()
    }

    /// One candidate a name: what comes first says where it stands.
    private static func search(
        _ entries: [(name: String, row: SourceLocation?, label: String?)],
        ids: [String: RecordID],
        labels: [String: String]
    ) -> NameSearch<(name: String, row: SourceLocation?)> {
        var seen: Set<String> = []
        return NameSearch(
            entries.compactMap { entry in
                let key = entry.name.lowercased()
                guard seen.insert(key).inserted else { return nil }
                return .init(
                    (entry.name, entry.row), name: entry.name, labels: [entry.label, labels[key]], id: ids[key])
            })
    }
}
