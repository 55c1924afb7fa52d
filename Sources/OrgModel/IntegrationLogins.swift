extension Org {
    /// The logins of active integration users, in the order of the LoginHistory export.
    public var integrationLogins: [(user: Int, login: LoginHistory)] { logins(ofUsers: integrationUsers) }

    /// The logins of some users, in the order of the LoginHistory export.
    /// - Parameter indices: in `users`.
    public func logins(ofUsers indices: [Int]) -> [(user: Int, login: LoginHistory)] {
        var byID: [RecordID: Int] = [:]
        var byName: [String: Int] = [:]
        for user in indices {
            if let id = users[user].record.id { byID[id] = user }
            byName[users[user].username.lowercased()] = user
        }
        return records.loginHistory.compactMap { login in
            let user = login.userID.flatMap { byID[$0] } ?? login.username.flatMap { byName[$0.lowercased()] }
            return user.map { ($0, login) }
        }
    }
}

extension LoginHistory {
    /// Whether the login succeeded; false where the export does not say.
    public var isSuccess: Bool { status?.lowercased() == "success" }

    /// Whether it is a login to the user interface, which LoginHistory calls `Application`.
    public var isOfUserInterface: Bool { loginType?.lowercased() == "application" }
}
