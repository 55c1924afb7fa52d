internal import OrgModel

/// The access of all holders side by side.
struct AccessMatrix {
    struct Row {
        let name: String
        /// Of each column that has something, its index and that of the item there; in the order of columns.
        var items: [(column: Int, item: Int)]
    }

    struct Entry {
        let name: String
        /// Index of the object or permission among those of the holder.
        let item: Int
        let way: Int
        let location: SourceLocation
        /// Whether no entry of the item comes before.
        let isFirst: Bool
        /// On how many ways more the item is granted.
        let otherWays: Int
    }

    let access: [HeldAccess]
    /// How each column is headed: by the integration's name, else the holder's.
    let titles: [String]
    /// In the order of names; those with the least access are left out where there are too many.
    let objects: [Row]
    let hiddenObjects: Int
    let permissions: [Row]
    /// By column, the permission that grants every object: the index of its item.
    let everyObject: [Int: (place: Int, isModify: Bool)]
    private let shownObjects: Set<String>

    init(_ overview: IntegrationOverview, maxCells: Int) {
        access = overview.access
        titles = overview.access.indices.map { column in
            let integration = overview.integrations.first { $0.account?.access == column }
            return integration?.name ?? overview.access[column].holder.name
        }
        let rows = Self.rows(access.map(\.objects))
        objects = Self.strongest(rows, access, maxCells: maxCells)
        hiddenObjects = rows.count - objects.count
        shownObjects = Set(objects.map(\.name))
        permissions = Self.rows(access.map(\.userPermissions))
        var everyObject: [Int: (place: Int, isModify: Bool)] = [:]
        for (name, isModify) in [("ViewAllData", false), ("ModifyAllData", true)] {
            for (column, item) in permissions.first(where: { $0.name == name })?.items ?? [] {
                everyObject[column] = (item, isModify)
            }
        }
        self.everyObject = everyObject
    }

    private static func rows(_ columns: [[HeldAccess.Item]]) -> [Row] {
        var places: [String: Int] = [:]
        var rows: [Row] = []
        for (column, items) in columns.enumerated() {
            for (index, item) in items.enumerated() {
                if let place = places[item.name] {
                    rows[place].items.append((column, index))
                } else {
                    places[item.name] = rows.count
                    rows.append(Row(name: item.name, items: [(column, index)]))
                }
            }
        }
        return rows.sorted { $0.name < $1.name }
    }

    private static func strongest(_ rows: [Row], _ access: [HeldAccess], maxCells: Int) -> [Row] {
        guard rows.reduce(0, { $0 + $1.items.count }) > maxCells else { return rows }
        func weight(_ row: Row) -> Int {
            row.items.reduce(0) { sum, place in
                let access = access[place.column].objects[place.item].access
                return sum + Int(access.rawValue.nonzeroBitCount) + (access.contains(.modifyAllRecords) ? 8 : 0)
            }
        }
        var room = maxCells
        let kept = rows.map { (row: $0, weight: weight($0)) }
            .sorted { ($1.weight, $0.row.name) < ($0.weight, $1.row.name) }
            .prefix { entry in
                room -= entry.row.items.count
                return room >= 0
            }
        return kept.map(\.row).sorted { $0.name < $1.name }
    }

    func isConditional(_ column: Int, permission item: Int) -> Bool {
        access[column].isConditional(access[column].userPermissions[item])
    }

    /// Whether something may be missing in a column.
    func isPartial(_ column: Int) -> Bool {
        let held = access[column]
        return !held.isComplete || !held.unread.isEmpty || held.ways.contains { !$0.unreadMutingPermissionSets.isEmpty }
    }

    /// What one way of a holder grants, the objects by the kinds of access.
    func entries(
        _ column: Int,
        _ way: Int
    ) -> (objects: [(access: ObjectAccessSet, entries: [Entry], hidden: Int)], permissions: [Entry]) {
        var groups: [ObjectAccessSet: (entries: [Entry], hidden: Int)] = [:]
        for (access, entry) in entries(access[column].objects, way) {
            if shownObjects.contains(entry.name) {
                groups[access, default: ([], 0)].entries.append(entry)
            } else {
                groups[access, default: ([], 0)].hidden += 1
            }
        }
        let ordered = groups.sorted { $0.key.rawValue > $1.key.rawValue }
        return (
            ordered.map { ($0.key, $0.value.entries, $0.value.hidden) },
            entries(access[column].userPermissions, way).map(\.1)
        )
    }

    private func entries(_ items: [HeldAccess.Item], _ way: Int) -> [(ObjectAccessSet, Entry)] {
        items.enumerated().flatMap { index, item in
            item.grants.indices.filter { item.grants[$0].way == way }.map { place in
                let entry = Entry(
                    name: item.name,
                    item: index,
                    way: way,
                    location: item.grants[place].location,
                    isFirst: place == 0,
                    otherWays: Set(item.grants.map(\.way)).count - 1
                )
                return (item.grants[place].access, entry)
            }
        }
    }
}
