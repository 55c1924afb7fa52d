/// The seats of a user license or permission set license, and the integration users on them.
public struct LicenseSeats: Sendable {
    public enum Kind: Sendable {
        case userLicense, permissionSetLicense
    }

    public let kind: Kind
    /// As Setup shows it.
    public var name: String
    /// The seats that are bought or come with the edition; nil where no export tells.
    public let total: Int?
    /// The seats that are taken; nil where no export tells.
    public let used: Int?
    /// `Active` or `Disabled`; nil where no export tells.
    public var status: String?
    /// ISO 8601; nil where the license does not end, or no export tells.
    public var expirationDate: String?
    /// The row of the license; nil where its export does not hold it.
    public let location: SourceLocation?
    /// The usernames of the active integration users on it; nil where the export that tells is missing.
    public var integrationUsers: [String]?

    /// Seats that are taken beyond those that there are.
    public var excess: Int {
        guard let total, let used, total >= 0 else { return 0 }
        return max(0, used - total)
    }
}

extension Org {
    /// All user licenses that exports know, those of integration users first.
    public var userLicenseSeats: [LicenseSeats] {
        var users: [String: (name: String, usernames: [String])] = [:]
        for user in integrationUsers.map({ self.users[$0] }) {
            guard let license = user.licenseName else { continue }
            users[license.lowercased(), default: (license, [])].usernames.append(user.username)
        }
        let recorded = records.userLicenses.map { license in
            LicenseSeats(
                kind: .userLicense,
                name: license.name,
                total: license.totalLicenses,
                used: license.usedLicenses,
                status: license.status,
                expirationDate: nil,
                location: license.location,
                integrationUsers: records.has("User") ? users[license.name.lowercased()]?.usernames ?? [] : nil
            )
        }
        return sorted(recorded + unrecorded(.userLicense, users, known: Set(recorded.map { $0.name.lowercased() })))
    }

    /// All permission set licenses that exports know, those of integration users first.
    public var permissionSetLicenseSeats: [LicenseSeats] {
        var users: [String: (name: String, usernames: [String])] = [:]
        for user in integrationUsers.map({ self.users[$0] }) {
            for license in user.licenses {
                let known = license.license.flatMap { $0.masterLabel ?? $0.developerName } ?? license.displayName
                if users[known.lowercased()]?.usernames.last == user.username { continue }
                users[known.lowercased(), default: (known, [])].usernames.append(user.username)
            }
        }
        let isAssignmentKnown = records.has("User") && records.has("PermissionSetLicenseAssign")
        let recorded = records.permissionSetLicenses.map { license in
            let name = license.masterLabel ?? license.developerName ?? license.id?.value ?? "?"
            return LicenseSeats(
                kind: .permissionSetLicense,
                name: name,
                total: license.totalLicenses,
                used: license.usedLicenses,
                status: license.status,
                expirationDate: license.expirationDate,
                location: license.location,
                integrationUsers: isAssignmentKnown ? users[name.lowercased()]?.usernames ?? [] : nil
            )
        }
        let known = Set(recorded.map { $0.name.lowercased() })
        return sorted(recorded + unrecorded(.permissionSetLicense, users, known: known))
    }

    private func unrecorded(
        _ kind: LicenseSeats.Kind,
        _ users: [String: (name: String, usernames: [String])],
        known: Set<String>
    ) -> [LicenseSeats] {
        users.filter { !known.contains($0.key) }.map { _, license in
            LicenseSeats(
                kind: kind,
                name: license.name,
                total: nil,
                used: nil,
                status: nil,
                expirationDate: nil,
                location: nil,
                integrationUsers: license.usernames
            )
        }
    }

    private func sorted(_ licenses: [LicenseSeats]) -> [LicenseSeats] {
        licenses.sorted { left, right in
            let (leftUsers, rightUsers) = (left.integrationUsers?.count ?? 0, right.integrationUsers?.count ?? 0)
            return leftUsers == rightUsers ? left.name < right.name : leftUsers > rightUsers
        }
    }
}
