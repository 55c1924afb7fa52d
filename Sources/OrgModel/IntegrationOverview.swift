/// The integrations of an org for somebody who looks at all of them together: who they are, what they hold and reach.
///
/// It is a value of names and places, so that a report can carry it without the org.
public struct IntegrationOverview: Sendable {
    /// The name of the Organization record; nil where there is none.
    public var organization: String?
    /// The edition as the Organization record or the configuration spells it.
    public var edition: String?
    public let isSandbox: Bool?
    /// The objects of which exports are there.
    public let exports: Set<String>
    /// Those that the register declares, then the users whom it does not know.
    public var integrations: [Integration]
    /// The apps of integrations.
    public var apps: [IntegrationApp]
    public var userLicenses: [LicenseSeats]
    public var permissionSetLicenses: [LicenseSeats]
    /// Of each integration user; where no export tells who has which set, of each integration set.
    public var access: [HeldAccess]
    /// Whether `access` is that of users.
    public let isAccessOfUsers: Bool

    /// One integration.
    public struct Integration: Sendable {
        /// As the register calls it, else the user's name.
        public var name: String
        public let isDeclared: Bool
        /// The username that the register or the export gives.
        public var username: String?
        /// Nil where no export holds an active user of this name.
        public var account: Account?
        /// The full names of the apps that the register declares.
        public var declaredApps: [String]
        /// The permission sets and groups that the register declares.
        public var declaredPermissionSets: [String]
    }

    /// The user of an integration with what exports tie to it.
    public struct Account: Sendable {
        public var username: String
        public var name: String?
        public let location: SourceLocation
        public let evidence: IntegrationEvidence
        public var license: String?
        public var profile: String?
        /// The profile's file; nil where there is none.
        public let profileLocation: SourceLocation?
        /// Nil where the PermissionSetLicenseAssign export is missing.
        public var permissionSetLicenses: [Holding]?
        /// Sets and groups that are assigned; nil where the PermissionSetAssignment export is missing.
        public var assignments: [Holding]?
        public var lastLogin: LastLogin
        /// What the LoginHistory export shows; nil where it is missing.
        public var logins: [Logins]?
        /// Index in `access`; nil where that is not of users.
        public let access: Int?
    }

    /// A license, set or group that a user has.
    public struct Holding: Sendable {
        public var component: ComponentID
        /// The row that assigns it.
        public let location: SourceLocation
        /// Whether a file tells what it grants; true of a license.
        public let hasFile: Bool
    }

    public enum LastLogin: Sendable {
        /// As the export spells it.
        case date(String)
        case never
        /// The export does not say.
        case unknown
    }

    /// Logins of one kind.
    public struct Logins: Hashable, Sendable {
        /// Type, subtype and application, as far as the export gives them.
        public var kind: [String]
        public var successes = 0
        public var failures = 0
        /// The time of the last one as exported; empty where the export does not say.
        public var last = ""
    }

    /// An app of integrations.
    public struct IntegrationApp: Sendable {
        public var component: ComponentID
        public var label: String?
        public let location: SourceLocation
        public let evidence: IntegrationEvidence
        /// Whether a file turns the client credentials flow on.
        public let usesClientCredentials: Bool
        /// The certificate of the JWT bearer flow.
        public var certificate: String?
        public var runAsUser: String?
        public var scopes: [String]
        /// Nil where no file says whether only approved users may use it.
        public let isApprovalRequired: Bool?
        public var users: [Use]

        /// A user of the app, and what ties them.
        public struct Use: Sendable {
            public var username: String
            public var ground: AppUse.Ground
            public let location: SourceLocation?
        }
    }

    /// Every place that the overview names.
    public var locations: [SourceLocation] {
        var locations = (userLicenses + permissionSetLicenses).compactMap(\.location)
        for account in integrations.compactMap(\.account) {
            locations.append(account.location)
            locations += [account.profileLocation].compactMap(\.self)
            locations += ((account.permissionSetLicenses ?? []) + (account.assignments ?? [])).map(\.location)
        }
        for app in apps { locations += [app.location] + app.users.compactMap(\.location) }
        for held in access {
            locations += held.ways.flatMap(\.steps).map(\.location)
            locations += (held.objects + held.userPermissions).flatMap { $0.grants.map(\.location) }
        }
        return locations
    }
}

extension Org {
    /// The picture of the org's integrations.
    public var integrationOverview: IntegrationOverview {
        let access = knowsAssignments ? heldAccessOfIntegrationUsers : heldAccessOfIntegrationSets
        return IntegrationOverview(
            organization: records.organizations.compactMap(\.name).first,
            edition: edition?.name,
            isSandbox: records.organizations.compactMap(\.isSandbox).first,
            exports: Set(RecordObject.allCases.map(\.rawValue).filter { records.has($0) }),
            integrations: overviewIntegrations,
            apps: overviewApps,
            userLicenses: userLicenseSeats,
            permissionSetLicenses: permissionSetLicenseSeats,
            access: access,
            isAccessOfUsers: knowsAssignments
        )
    }

    private var overviewIntegrations: [IntegrationOverview.Integration] {
        let logins = overviewLogins
        let accounts = Dictionary(
            uniqueKeysWithValues: integrationUsers.enumerated().map { place, user in
                (user, account(user, logins: logins, access: knowsAssignments ? place : nil))
            })
        var placed: Set<Int> = []
        var integrations = register.entries.map { entry in
            let user = entry.user.flatMap { self.user(named: $0) }.flatMap { accounts[$0] == nil ? nil : $0 }
            if let user { placed.insert(user) }
            return IntegrationOverview.Integration(
                name: entry.name,
                isDeclared: true,
                username: user.map { users[$0].username } ?? entry.user,
                account: user.flatMap { accounts[$0] },
                declaredApps: entry.apps,
                declaredPermissionSets: entry.permissionSets
            )
        }
        for user in integrationUsers where !placed.contains(user) {
            integrations.append(
                IntegrationOverview.Integration(
                    name: users[user].record.name ?? users[user].username,
                    isDeclared: false,
                    username: users[user].username,
                    account: accounts[user],
                    declaredApps: [],
                    declaredPermissionSets: []
                ))
        }
        return integrations
    }

    private func account(
        _ index: Int,
        logins: [Int: [IntegrationOverview.Logins]],
        access: Int?
    ) -> IntegrationOverview.Account {
        let user = users[index]
        let lastLogin: IntegrationOverview.LastLogin =
            user.record.lastLoginDate.map { .date($0) }
            ?? (user.record.mentions("LastLoginDate") ? .never : .unknown)
        return IntegrationOverview.Account(
            username: user.username,
            name: user.record.name,
            location: user.record.location,
            evidence: user.evidence ?? .name,
            license: user.licenseName,
            profile: user.profileName,
            profileLocation: user.profile.map { metadata.profiles[$0].location },
            permissionSetLicenses: records.has("PermissionSetLicenseAssign")
                ? user.licenses.map { license in
                    IntegrationOverview.Holding(
                        component: ComponentID(type: "PermissionSetLicense", name: license.displayName),
                        location: license.row.location,
                        hasFile: true
                    )
                } : nil,
            assignments: knowsAssignments ? user.assignments.map(holding) : nil,
            lastLogin: lastLogin,
            logins: records.has("LoginHistory") ? logins[index] ?? [] : nil,
            access: access
        )
    }

    private func holding(_ assignment: OrgUser.Assignment) -> IntegrationOverview.Holding {
        let hasFile =
            switch assignment.target {
            case .permissionSet(let index), .permissionSetGroup(let index): index != nil
            }
        return IntegrationOverview.Holding(
            component: ComponentID(
                type: assignment.isGroup ? "PermissionSetGroup" : "PermissionSet", name: assignment.qualifiedName),
            location: assignment.row.location,
            hasFile: hasFile
        )
    }

    /// The logins of each integration user by kind, in the order in which the kinds come first.
    private var overviewLogins: [Int: [IntegrationOverview.Logins]] {
        var logins: [Int: [IntegrationOverview.Logins]] = [:]
        for (user, login) in integrationLogins {
            let kind = [login.loginType, login.loginSubType, login.application].compactMap(\.self)
            var known = logins[user] ?? []
            let index = known.firstIndex { $0.kind == kind } ?? known.count
            if index == known.count { known.append(IntegrationOverview.Logins(kind: kind)) }
            if login.isSuccess { known[index].successes += 1 } else { known[index].failures += 1 }
            known[index].last = max(known[index].last, login.loginTime ?? "")
            logins[user] = known
        }
        return logins
    }

    private var overviewApps: [IntegrationOverview.IntegrationApp] {
        let uses = Dictionary(grouping: integrationAppUses, by: \.app)
        return apps.indices.compactMap { index in
            let app = apps[index]
            guard let evidence = integrationApps[index] ?? (uses[index] == nil ? nil : .preauthorization) else {
                return nil
            }
            return IntegrationOverview.IntegrationApp(
                component: app.componentID,
                label: app.label?.value,
                location: app.location,
                evidence: evidence,
                usesClientCredentials: app.usesClientCredentials,
                certificate: app.certificate?.value,
                runAsUser: app.runAsUser?.value,
                scopes: app.scopes.map(\.value),
                isApprovalRequired: app.approval?.isRequired,
                users: (uses[index] ?? []).map {
                    IntegrationOverview.IntegrationApp.Use(
                        username: users[$0.user].username, ground: $0.ground, location: $0.location)
                }
            )
        }
    }
}
