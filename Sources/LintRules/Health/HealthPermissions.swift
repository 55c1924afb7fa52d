internal import OrgModel
internal import RuleCatalogue

/// User permissions by the numbers of their names, each name compared once and without case.
struct PermissionNames {
    private let names: NameTable
    /// By their names in lower case.
    private let wanted: [String: String]
    private var known: [Name: String?] = [:]

    init(_ wanted: [String], in names: NameTable) {
        self.wanted = Dictionary(wanted.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        self.names = names
    }

    /// The permission as Salesforce spells it; nil for one that is not wanted.
    mutating func permission(_ name: Name) -> String? {
        if let answer = known[name] { return answer }
        let answer = wanted[names[name].lowercased()]
        known[name] = .some(answer)
        return answer
    }
}

/// The user permissions of Health Cloud and Life Sciences Cloud.
enum HealthPermissions {
    static let manageHealthCloud = "ManageHealthCloud"

    /// All of the table but *Manage Health Cloud*, about which a rule of its own speaks.
    static var others: [String] {
        ReferenceTable.healthPermissions.rows.map { $0["permission"] }.filter { $0 != manageHealthCloud }
    }
}
