internal import OrgModel

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
