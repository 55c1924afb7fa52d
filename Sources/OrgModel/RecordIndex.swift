/// The rows that files and other rows name by Id: of each Id the first.
struct RecordIndex: Sendable {
    private let permissionSets: [RecordID: PermissionSetRecord]
    private let profiles: [RecordID: ProfileRecord]
    /// The profiles of which a row has the name of an API-only profile.
    private let apiOnlyProfiles: Set<RecordID>

    init(_ records: Records) {
        permissionSets = Self.index(records.permissionSets, by: \.id)
        profiles = Self.index(records.profiles, by: \.id)
        apiOnlyProfiles = Set(records.profiles.filter { IntegrationNames.isAPIOnlyProfile($0.name) }.compactMap(\.id))
    }

    private static func index<Record>(_ records: [Record], by id: (Record) -> RecordID?) -> [RecordID: Record] {
        Dictionary(
            records.compactMap { record in id(record).map { ($0, record) } }, uniquingKeysWith: { first, _ in first })
    }

    func permissionSet(_ id: RecordID) -> PermissionSetRecord? { permissionSets[id] }

    func profile(_ id: RecordID) -> ProfileRecord? { profiles[id] }

    func isAPIOnlyProfile(_ id: RecordID) -> Bool { apiOnlyProfiles.contains(id) }
}
