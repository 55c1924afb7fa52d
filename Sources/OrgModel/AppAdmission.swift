/// The rows of the SetupEntityAccess export by the app that they admit users to.
///
/// A connected app is joined by the Id of its ConnectedApplication record. No record that is read tells the Id of an
/// external client app, so a row of that kind may be of any of them.
struct AppAdmission: Sendable {
    private let rowsByEntity: [RecordID: [SetupEntityAccess]]
    private let entitiesByName: [String: [RecordID]]
    fileprivate let rowsOfExternalClientApps: [SetupEntityAccess]

    init(_ records: Records) {
        var rows: [RecordID: [SetupEntityAccess]] = [:]
        for row in records.setupEntityAccesses {
            if let entity = row.setupEntityID { rows[entity, default: []].append(row) }
        }
        rowsByEntity = rows
        var entities: [String: [RecordID]] = [:]
        for record in records.connectedApplications {
            guard let name = record.name, let id = record.id else { continue }
            entities[name.lowercased(), default: []].append(id)
        }
        entitiesByName = entities
        rowsOfExternalClientApps = records.setupEntityAccesses.filter { row in
            row.setupEntityType?.lowercased() == "externalclientapplication"
        }
    }

    fileprivate func rows(ofConnectedApp app: App) -> [SetupEntityAccess] {
        guard !entitiesByName.isEmpty else { return [] }
        let names = Set([app.fullName, app.label?.value].compactMap { $0?.lowercased() })
        return names.sorted().flatMap { entitiesByName[$0] ?? [] }.flatMap { rowsByEntity[$0] ?? [] }
    }
}

extension Org {
    /// The rows that certainly admit the users of a profile or permission set to an app; none of an external client app.
    public func admittingRows(of app: App) -> [SetupEntityAccess] {
        app.kind == .connectedApp ? admission.rows(ofConnectedApp: app) : []
    }

    /// Whether a row may admit others to an app than the users of sets and profiles of people: nobody knows of which
    /// external client app a row is.
    public func mayAdmitIntegration(byRowsOf app: App) -> Bool {
        app.kind == .connectedApp
            ? admittingRows(of: app).contains { !admitsPeople($0) } : rowsOfExternalClientAppsMayAdmitIntegration
    }

    /// Whether one of the rows of any external client app may do so.
    func findRowsOfExternalClientAppsThatMayAdmitIntegration() -> Bool {
        admission.rowsOfExternalClientApps.contains { !admitsPeople($0) }
    }

    /// Whether a row admits the users of a set or profile of people; false also where nobody knows whose.
    private func admitsPeople(_ row: SetupEntityAccess) -> Bool {
        if case .other = admittedHolder(of: row) { true } else { false }
    }

    /// The integration's set, or the API-only profile, whose users a row admits.
    public enum AdmittedHolder: Sendable {
        case profile(name: String)
        /// Index in `Metadata.permissionSets`.
        case permissionSet(Int)
        /// A set or profile of people.
        case other
    }

    /// Whose users a row admits; nil where neither records nor files tell.
    public func admittedHolder(of row: SetupEntityAccess) -> AdmittedHolder? {
        let record = row.parentID.flatMap { recordIndex.permissionSet($0) }
        if record?.isOwnedByProfile == true || record?.type == "Profile" {
            guard let profile = record?.profileID.flatMap({ recordIndex.profile($0) }) else { return nil }
            return IntegrationNames.isAPIOnlyProfile(profile.name) ? .profile(name: profile.name) : .other
        }
        guard let name = record?.name.map({ qualified($0, record?.namespacePrefix) }) ?? row.parentName,
            let set = permissionSet(named: name)
        else { return nil }
        return integrationPermissionSets[set] == nil ? .other : .permissionSet(set)
    }
}
