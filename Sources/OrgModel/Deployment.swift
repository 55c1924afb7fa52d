/// What a deploy brings into an org and removes from it.
public struct Deployment: Sendable {
    /// A member of a `destructiveChanges` manifest.
    public struct Removal: Sendable {
        /// The metadata type as manifests name it.
        public let type: String
        public let fullName: String
        /// Whether it is removed before what the deploy brings is there; else afterwards.
        public let isBefore: Bool

        public init(type: String, fullName: String, isBefore: Bool) {
            self.type = type
            self.fullName = fullName
            self.isBefore = isBefore
        }
    }

    public let metadata: Metadata
    public let removals: [Removal]

    public init(metadata: Metadata, removals: [Removal]) {
        self.metadata = metadata
        self.removals = removals
    }
}

extension Metadata {
    /// What an org holds after a deploy, as the Metadata API does it: profiles and settings are merged entry by entry,
    /// everything else that is there already is replaced.
    ///
    /// The names of both sides are of one table.
    public func deploying(_ deployment: Deployment) -> Metadata {
        var result = self
        for removal in deployment.removals where removal.isBefore { result.remove(removal) }
        result.add(deployment.metadata)
        for removal in deployment.removals where !removal.isBefore { result.remove(removal) }
        return result
    }

    private mutating func add(_ new: Metadata) {
        upsert(\.permissionSets, new.permissionSets, name: \.fullName) { $1.hasMainFile ? $1 : $0.merging($1) }
        upsert(\.profiles, new.profiles, name: \.fullName) { $0.merging($1) }
        upsert(\.settings, new.settings, name: \.kind) { $0.merging($1) }
        upsert(\.externalClientApplications, new.externalClientApplications, name: \.fullName) { $0.merging($1) }
        upsert(\.permissionSetGroups, new.permissionSetGroups, name: \.fullName)
        upsert(\.mutingPermissionSets, new.mutingPermissionSets, name: \.fullName)
        upsert(\.connectedApps, new.connectedApps, name: \.fullName)
        upsert(\.namedCredentials, new.namedCredentials, name: \.componentID.name)
        upsert(\.externalCredentials, new.externalCredentials, name: \.componentID.name)
        upsert(\.authProviders, new.authProviders, name: \.componentID.name)
        upsert(\.remoteSiteSettings, new.remoteSiteSettings, name: \.componentID.name)
        upsert(\.certificates, new.certificates, name: \.componentID.name)
        upsert(\.userAccessPolicies, new.userAccessPolicies, name: \.componentID.name)
        upsert(\.networks, new.networks, name: \.componentID.name)
        upsert(\.profilePasswordPolicies, new.profilePasswordPolicies, name: \.componentID.name)
        upsert(\.customFields, new.customFields, name: \.componentID.name)
    }

    /// Puts new components in the place of those with the same name, in any case, and behind them where there is none.
    ///
    /// Of several files of one name the first stands for the component: it is what the first new one replaces. The others
    /// make room for the other new ones, each of which may be what is deployed.
    private mutating func upsert<Component>(
        _ list: WritableKeyPath<Metadata, [Component]>,
        _ new: [Component],
        name: KeyPath<Component, String>,
        merge: (Component, Component) -> Component = { $1 }
    ) {
        guard !new.isEmpty else { return }
        let newNames = Set(new.map { $0[keyPath: name].lowercased() })
        var components: [Component] = []
        var places: [String: Int] = [:]
        for component in self[keyPath: list] {
            let key = component[keyPath: name].lowercased()
            if newNames.contains(key) {
                guard places[key] == nil else { continue }
                places[key] = components.count
            }
            components.append(component)
        }
        for component in new {
            if let place = places.removeValue(forKey: component[keyPath: name].lowercased()) {
                components[place] = merge(components[place], component)
            } else {
                components.append(component)
            }
        }
        self[keyPath: list] = components
    }

    private mutating func remove(_ removal: Deployment.Removal) {
        let name = removal.fullName.lowercased()
        func drop<Component>(
            _ list: WritableKeyPath<Metadata, [Component]>,
            _ key: KeyPath<Component, String>,
            in metadata: inout Metadata
        ) {
            metadata[keyPath: list].removeAll { $0[keyPath: key].lowercased() == name }
        }
        switch removal.type {
        case "PermissionSet": drop(\.permissionSets, \.fullName, in: &self)
        case "PermissionSetGroup": drop(\.permissionSetGroups, \.fullName, in: &self)
        case "MutingPermissionSet": drop(\.mutingPermissionSets, \.fullName, in: &self)
        case "Profile": drop(\.profiles, \.fullName, in: &self)
        case "ConnectedApp": drop(\.connectedApps, \.fullName, in: &self)
        case "ExternalClientApplication": drop(\.externalClientApplications, \.fullName, in: &self)
        case "NamedCredential": drop(\.namedCredentials, \.componentID.name, in: &self)
        case "ExternalCredential": drop(\.externalCredentials, \.componentID.name, in: &self)
        case "AuthProvider": drop(\.authProviders, \.componentID.name, in: &self)
        case "RemoteSiteSetting": drop(\.remoteSiteSettings, \.componentID.name, in: &self)
        case "Certificate": drop(\.certificates, \.componentID.name, in: &self)
        case "UserAccessPolicy": drop(\.userAccessPolicies, \.componentID.name, in: &self)
        case "Network": drop(\.networks, \.componentID.name, in: &self)
        case "ProfilePasswordPolicy": drop(\.profilePasswordPolicies, \.componentID.name, in: &self)
        case "CustomField": drop(\.customFields, \.componentID.name, in: &self)
        case "CustomObject": customFields.removeAll { $0.fullName.lowercased().hasPrefix(name + ".") }
        default: removePart(removal.type, name)
        }
    }

    /// The files of an external client app are components of their own.
    private mutating func removePart(_ type: String, _ name: String) {
        for index in externalClientApplications.indices {
            if externalClientApplications[index].oauthSettings?.componentID.matches(type, name) == true {
                externalClientApplications[index].oauthSettings = nil
            }
            if externalClientApplications[index].globalOAuthSettings?.componentID.matches(type, name) == true {
                externalClientApplications[index].globalOAuthSettings = nil
            }
            if externalClientApplications[index].oauthPolicies?.componentID.matches(type, name) == true {
                externalClientApplications[index].oauthPolicies = nil
            }
            if externalClientApplications[index].policies?.componentID.matches(type, name) == true {
                externalClientApplications[index].policies = nil
            }
        }
        externalClientApplications.removeAll(where: \.hasNoFile)
    }
}

extension ComponentID {
    fileprivate func matches(_ type: String, _ lowercasedName: String) -> Bool {
        self.type == type && name.lowercased() == lowercasedName
    }
}

// MARK: Merging

extension PermissionSet {
    /// Parts of a decomposed set that were deployed without its main file.
    fileprivate func merging(_ new: PermissionSet) -> PermissionSet {
        var result = self
        result.parts = parts.merging(new.parts)
        return result
    }
}

extension Profile {
    fileprivate func merging(_ new: Profile) -> Profile {
        var result = Profile(fullName: new.fullName, location: new.location, parts: parts.merging(new.parts))
        result.description = new.description ?? description
        result.custom = new.custom ?? custom
        result.userLicense = new.userLicense ?? userLicense
        result.loginIpRanges = new.loginIpRanges.isEmpty ? loginIpRanges : new.loginIpRanges
        result.loginHours = new.loginHours ?? loginHours
        return result
    }
}

extension Settings {
    fileprivate func merging(_ new: Settings) -> Settings {
        var result = new
        result.values = values.merging(new.values) { $1 }
        if new.ipRanges.isEmpty { result.ipRanges = ipRanges }
        return result
    }
}

extension ExternalClientApplication {
    fileprivate func merging(_ new: ExternalClientApplication) -> ExternalClientApplication {
        var result = self
        result.application = new.application ?? application
        result.oauthSettings = new.oauthSettings ?? oauthSettings
        result.globalOAuthSettings = new.globalOAuthSettings ?? globalOAuthSettings
        result.oauthPolicies = new.oauthPolicies ?? oauthPolicies
        result.policies = new.policies ?? policies
        return result
    }
}

extension ExternalClientApplication {
    /// Whether all that it was made of is gone.
    fileprivate var hasNoFile: Bool {
        application == nil && oauthSettings == nil && globalOAuthSettings == nil && oauthPolicies == nil
            && policies == nil
    }
}

extension [AccessGrants] {
    /// The entries of both, those of `new` in the place of entries of the same kind and name.
    fileprivate func merging(_ new: [AccessGrants]) -> [AccessGrants] {
        map { part in new.reduce(part) { $0.without(entriesOf: $1) } } + new
    }
}

extension AccessGrants {
    fileprivate func without(entriesOf new: AccessGrants) -> AccessGrants {
        var rest = self
        let objects = Set(new.objectPermissions.map(\.object))
        rest.objectPermissions.removeAll { objects.contains($0.object) }
        let fields = Set(new.fieldPermissions.map(\.field))
        rest.fieldPermissions.removeAll { fields.contains($0.field) }
        let tabs = Set(new.tabSettings.map(\.tab))
        rest.tabSettings.removeAll { tabs.contains($0.tab) }
        for list in AccessGrants.accessLists {
            let names = Set(new[keyPath: list].map(\.name))
            rest[keyPath: list].removeAll { names.contains($0.name) }
        }
        let recordTypes = Set(new.recordTypeVisibilities.map(\.name))
        rest.defaultRecordTypes.removeAll { recordTypes.contains($0) }
        return rest
    }
}
