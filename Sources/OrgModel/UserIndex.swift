/// The users of an org by the usernames that files name.
struct UserIndex: Sendable {
    /// The first user of each username, in lower case.
    private let byName: [String: Int]
    /// Of a sandbox the first user of each username without the suffix.
    private let byNameInProduction: [String: Int]

    init(_ users: [OrgUser], isSandbox: Bool) {
        let names = users.map { $0.username.lowercased() }
        byName = Dictionary(zip(names, users.indices), uniquingKeysWith: { first, _ in first })
        guard isSandbox else {
            byNameInProduction = [:]
            return
        }
        let named = zip(names.map(Self.withoutSuffix), users.indices).compactMap { name, user in
            name.map { ($0, user) }
        }
        byNameInProduction = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    /// The user with a username in any case; in a sandbox `u` is also `u.<suffix>`, where no user has the name itself.
    func user(named username: String) -> Int? {
        let name = username.lowercased()
        return byName[name] ?? byNameInProduction[name]
    }

    /// What stands before the last dot: in a sandbox the username in production; nil where there is no dot.
    static func withoutSuffix(_ username: String) -> String? {
        username.lastIndex(of: ".").map { String(username[..<$0]) }
    }
}
