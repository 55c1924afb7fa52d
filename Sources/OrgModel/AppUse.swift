/// An app by which an integration user signs in or may do so.
public struct AppUse: Sendable {
    /// What ties the app to the user.
    public enum Ground: Sendable {
        /// The app runs as the user.
        case runAsUser
        /// The app admits who has the permission set or profile.
        case preauthorization(ComponentID)
        /// The configuration's register says so.
        case register
    }

    /// Index in `Org.apps`.
    public let app: Int
    /// Index in `Org.users`.
    public let user: Int
    public let ground: Ground
    /// The element that says so; nil for the register.
    public let location: SourceLocation?
}

extension Org {
    /// The apps of active integration users, in the order of apps and users, each pair once by its strongest ground.
    public var integrationAppUses: [AppUse] {
        let paths = integrationPathsByPermissionSet()
        return apps.indices.flatMap { index in
            integrationUsers.compactMap { user in appUses(index, user, paths).first }
        }
    }

    /// The apps of a user, in the order of apps, each with every ground, the strongest first.
    /// - Parameter user: index in `users`.
    public func appUses(ofUser user: Int) -> [AppUse] {
        var paths: [Int: [GrantPath]] = [:]
        for source in effectiveAccess(ofUser: user).sources {
            guard case .permissionSet(let set) = source.holder else { continue }
            paths[set, default: []].append(
                GrantPath(user: user, steps: source.path, isConditional: source.isConditional))
        }
        return apps.indices.flatMap { appUses($0, user, paths) }
    }

    private func appUses(_ index: Int, _ user: Int, _ paths: [Int: [GrantPath]]) -> [AppUse] {
        let app = apps[index]
        let account = users[user]
        var uses: [AppUse] = []
        if app.usesClientCredentials, let runAs = app.runAsUser, self.user(named: runAs.value) == user {
            uses.append(AppUse(app: index, user: user, ground: .runAsUser, location: runAs.location))
        }
        if app.approval?.isRequired == true {
            for listed in app.preauthorizedPermissionSets {
                guard let set = permissionSet(namedOrLabelled: listed.value),
                    permissionSets(like: set).contains(where: { paths[$0]?.contains { $0.user == user } ?? false })
                else { continue }
                let ground = AppUse.Ground.preauthorization(metadata.permissionSets[set].componentID)
                uses.append(AppUse(app: index, user: user, ground: ground, location: listed.location))
            }
            for listed in app.preauthorizedProfiles where hasProfile(account, listed: listed.value) {
                let name = account.profileName ?? listed.value
                let ground = AppUse.Ground.preauthorization(ComponentID(type: "Profile", name: name))
                uses.append(AppUse(app: index, user: user, ground: ground, location: listed.location))
            }
        }
        let isDeclared = account.registration?.apps.contains { $0.lowercased() == app.fullName.lowercased() } ?? false
        if isDeclared { uses.append(AppUse(app: index, user: user, ground: .register, location: nil)) }
        return uses
    }

    /// Whether a user has the profile that an app lists, by name or by an Id that the Profile export knows.
    private func hasProfile(_ user: OrgUser, listed: String) -> Bool {
        guard let profile = user.profileName else { return false }
        let name = recordIndex.profile(RecordID(listed))?.name ?? listed
        if let file = user.profile, file == self.profile(named: name) { return true }
        return IntegrationNames.normalizeDashes(name).lowercased()
            == IntegrationNames.normalizeDashes(profile).lowercased()
    }
}
