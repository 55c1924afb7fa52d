internal import OrgModel
internal import RuleCatalogue

/// User permissions by the numbers of their names, each name compared once and without case.
struct PermissionNames {
    private let names: NameTable
    private let wanted: Set<String>
    private var known: [Name: Bool] = [:]

    /// - Parameter wanted: lower case.
    init(_ wanted: Set<String>, in names: NameTable) {
        self.wanted = wanted
        self.names = names
    }

    mutating func contains(_ name: Name) -> Bool {
        if let answer = known[name] { return answer }
        let answer = wanted.contains(names[name].lowercased())
        known[name] = answer
        return answer
    }
}

/// The user permissions of Health Cloud and Life Sciences Cloud, lower case.
enum HealthPermissions {
    static let manageHealthCloud = "managehealthcloud"

    /// All of the table but *Manage Health Cloud*, about which a rule of its own speaks.
    static var others: Set<String> {
        Set(ReferenceTable.healthPermissions.rows.map { $0["permission"].lowercased() })
            .subtracting([manageHealthCloud])
    }
}
