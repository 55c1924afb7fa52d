/// The entries of the register by what they name, so that what an org has thousands of is not compared with each entry.
struct RegisterIndex: Sendable {
    /// Indices of entries in their order, by the names in lower case.
    private var byUser: [String: [Int]] = [:]
    private var byPermissionSet: [String: [Int]] = [:]
    private var apps: Set<String> = []
    private let isSandbox: Bool

    /// - Parameter isSandbox: whether the org is one, where usernames have a suffix.
    init(_ register: IntegrationRegister, isSandbox: Bool) {
        self.isSandbox = isSandbox
        for (index, entry) in register.entries.enumerated() {
            if let user = entry.user { byUser[user.lowercased(), default: []].append(index) }
            for name in Set(entry.permissionSets.map { $0.lowercased() }) {
                byPermissionSet[name, default: []].append(index)
            }
            apps.formUnion(entry.apps.map { $0.lowercased() })
        }
    }

    /// The entries whose user an exported username is: those that name it as it is, then those of the username without
    /// the suffix of a sandbox.
    func entries(ofUser username: String) -> [Int] {
        let username = username.lowercased()
        let named = byUser[username] ?? []
        guard isSandbox, let name = UserIndex.withoutSuffix(username) else { return named }
        return named + (byUser[name] ?? [])
    }

    /// The entries that name a permission set or group.
    func entries(ofPermissionSet name: String) -> [Int] { byPermissionSet[name.lowercased()] ?? [] }

    func declares(app fullName: String) -> Bool { apps.contains(fullName.lowercased()) }

    func declares(user username: String) -> Bool { byUser[username.lowercased()] != nil }
}
