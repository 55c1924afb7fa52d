/// A connected app or an external client app: both answer the same questions.
public struct App: Sendable {
    public enum Kind: Sendable {
        case connectedApp, externalClientApplication
    }

    public let kind: Kind
    public let componentID: ComponentID
    /// The root element of the app's first file.
    public let location: SourceLocation
    public var label: Located<String>?
    public var description: Located<String>?
    /// Whether the app has OAuth settings or policies at all.
    public var hasOAuth: Bool
    /// Whether only approved users may use the app, as the file that says so has it; nil where no file could say it.
    public var approval: Approval?
    public var preauthorizedProfiles: [Located<String>]
    public var preauthorizedPermissionSets: [Located<String>]
    /// One entry a file that speaks of the flow.
    public var clientCredentialsFlow: [Located<Bool>]
    public var runAsUser: Located<String>?
    public var scopes: [Located<String>]
    /// `ENFORCE`, `BYPASS`, … as the file spells it.
    public var ipRelaxation: Located<String>?
    public var refreshTokenPolicy: RefreshTokenPolicy?
    public var consumerSecret: Located<String>?
    public var certificate: Located<String>?
    public var ipRanges: [IPRange]
    /// Nil where the file that holds it is not there.
    public var consumer: Consumer?
    /// Minutes.
    public var sessionTimeout: Located<String>?
    /// The root element of the file that labels and describes the app; nil where it is not there.
    public var mainFile: SourceLocation?
    /// The root element of the file that lists scopes and ranges of addresses; nil where it is not there.
    public var settingsFile: SourceLocation?
    /// Whether the app came with a package or with the org, so that its makers name and describe it.
    public var isManaged: Bool
    /// False where its policies switch the app off.
    public var isEnabled: Bool

    public var fullName: String { componentID.name }

    public struct Approval: Sendable {
        /// Nil where the file says something that is neither.
        public let isRequired: Bool?
        /// The element that says it, else the start tag of the root of the file that does not.
        public let location: SourceLocation
        /// What the element says; nil where it is absent.
        public let value: String?
        /// The element that holds it, or would.
        public let parent: SourceLocation
    }

    public struct RefreshTokenPolicy: Sendable {
        /// `infinite`, `zero`, `specific_lifetime:N:UNIT`, `specific_inactivity:N:UNIT` or what else is there.
        public let value: String
        public let location: SourceLocation
        /// The element as the file spells it; of an external client app it says the type alone.
        public let written: Located<String>
        /// How long, where it stands in an element of its own.
        public var period: Located<String>?
        /// Days, hours or months, where they stand in an element of their own.
        public var unit: Located<String>?

        public var isInfinite: Bool { value.lowercased() == "infinite" }
    }

    /// Whether the file that holds the policies is there: only then an absent policy is a fact.
    public var hasPolicies: Bool { approval != nil }

    /// Whether refresh tokens never expire: the policy says so, or a connected app has none, whose default it is.
    public var hasInfiniteRefreshTokens: Bool {
        refreshTokenPolicy?.isInfinite ?? (kind == .connectedApp && hasOAuth)
    }

    /// The profiles and permission sets that are pre-authorised, in the order of the file.
    public var preauthorized: [Located<String>] {
        (preauthorizedProfiles + preauthorizedPermissionSets).sorted { $0.location < $1.location }
    }

    /// Whether a file turns the client credentials flow on.
    public var usesClientCredentials: Bool { clientCredentialsFlow.contains { $0.value } }

    /// Whether a scope is among the scopes; tokens are compared without case.
    public func scope(_ token: String) -> Located<String>? {
        scopes.first { $0.value.lowercased() == token.lowercased() }
    }
}

extension App {
    public init(_ app: ConnectedApp) {
        let config = app.oauthConfig
        kind = .connectedApp
        componentID = app.componentID
        location = app.location
        label = app.label
        description = app.description
        hasOAuth = config != nil
        approval = config.map { config in
            Approval(
                isRequired: config.isAdminApproved?.value ?? false,
                location: config.isAdminApproved?.location ?? app.location,
                value: config.isAdminApproved.map { String($0.value) },
                parent: config.location
            )
        }
        preauthorizedProfiles = app.profileNames.compactMap(App.nonBlank)
        preauthorizedPermissionSets = app.permissionSetNames.compactMap(App.nonBlank)
        clientCredentialsFlow = config.map { [$0.isClientCredentialEnabled ?? Located(false, at: app.location)] } ?? []
        runAsUser = config?.oauthClientCredentialUser.flatMap(App.nonBlank)
        scopes = config?.scopes ?? []
        ipRelaxation = app.oauthPolicy?.ipRelaxation
        refreshTokenPolicy = app.oauthPolicy?.refreshTokenPolicy.map { policy in
            RefreshTokenPolicy(value: policy.value, location: policy.location, written: policy)
        }
        consumerSecret = config?.consumerSecret
        certificate = config?.certificate
        ipRanges = app.ipRanges
        consumer = config.map { Consumer($0, of: app) }
        sessionTimeout = app.sessionPolicy?.sessionTimeout
        mainFile = app.location
        settingsFile = config == nil ? nil : app.location
        isManaged = namespacePrefix(app.fullName) != nil
        isEnabled = true
    }

    public init(_ app: ExternalClientApplication) {
        let locations: [SourceLocation?] = [
            app.application?.location, app.oauthSettings?.location, app.globalOAuthSettings?.location,
            app.oauthPolicies?.location, app.policies?.location,
        ]
        kind = .externalClientApplication
        componentID = app.componentID
        location = locations.compactMap { $0 }.first ?? SourceLocation(file: FileID(0), offset: 0)
        label = app.application?.label
        description = app.application?.description
        hasOAuth = app.oauthSettings != nil || app.globalOAuthSettings != nil || app.oauthPolicies != nil
        approval = app.oauthPolicies.map { policies in
            Approval(
                isRequired: App.requiresApproval(policies.permittedUsersPolicyType?.value),
                location: policies.permittedUsersPolicyType?.location ?? policies.location,
                value: policies.permittedUsersPolicyType?.value,
                parent: policies.location
            )
        }
        preauthorizedProfiles = App.split(app.oauthPolicies?.commaSeparatedProfile)
        preauthorizedPermissionSets = App.split(app.oauthPolicies?.commaSeparatedPermissionSet)
        clientCredentialsFlow = [
            app.globalOAuthSettings.map { $0.isClientCredentialsFlowEnabled ?? Located(false, at: $0.location) },
            app.oauthPolicies.map { $0.isClientCredentialsFlowEnabled ?? Located(false, at: $0.location) },
        ].compactMap { $0 }
        runAsUser = app.oauthPolicies?.clientCredentialsFlowUser.flatMap(App.nonBlank)
        scopes = App.split(app.oauthSettings?.commaSeparatedOauthScopes)
        ipRelaxation = app.oauthPolicies?.ipRelaxationPolicyType
        refreshTokenPolicy = App.refreshTokenPolicy(app.oauthPolicies)
        consumerSecret = app.globalOAuthSettings?.consumerSecret
        certificate = app.globalOAuthSettings?.certificate
        ipRanges = app.oauthSettings?.trustedIpRanges ?? []
        consumer = app.globalOAuthSettings.map { Consumer($0, app.oauthPolicies) }
        sessionTimeout = app.oauthPolicies?.sessionTimeoutInMinutes
        mainFile = app.application?.location
        settingsFile = app.oauthSettings?.location
        let distribution = app.application?.distributionState?.value.lowercased()
        isManaged =
            namespacePrefix(app.fullName) != nil || distribution == "managed" || distribution == "autoinstalled"
        isEnabled = app.policies?.isEnabled?.value ?? true
    }

    /// What `permittedUsersPolicyType` says, in any case; absent is the default, `AllSelfAuthorized`.
    private static func requiresApproval(_ policy: String?) -> Bool? {
        switch policy?.lowercased() {
        case nil, "allselfauthorized": false
        case "adminapprovedpreauthorized": true
        default: nil
        }
    }

    /// A text that says something: an empty element clears a value.
    private static func nonBlank(_ text: Located<String>) -> Located<String>? {
        text.value.allSatisfy(\.isWhitespace) ? nil : text
    }

    /// The entries of a comma list, all at the place of the list.
    private static func split(_ list: Located<String>?) -> [Located<String>] {
        guard let list else { return [] }
        return list.value.split(separator: ",").compactMap { entry in
            let trimmed = entry.trimmingSpaces()
            return trimmed.isEmpty ? nil : Located(String(trimmed), at: list.location)
        }
    }

    /// The three elements of an external client app in the spelling of connected apps.
    private static func refreshTokenPolicy(_ policies: ExternalClientApplication.OAuthPolicies?) -> RefreshTokenPolicy?
    {
        guard let policies, let type = policies.refreshTokenPolicyType else { return nil }
        let names = ["specificlifetime": "specific_lifetime", "specificinactivity": "specific_inactivity"]
        let kind = type.value.lowercased()
        guard let name = names[kind] else {
            return RefreshTokenPolicy(value: kind, location: type.location, written: type)
        }
        let period = policies.refreshTokenValidityPeriod
        let unit = policies.refreshTokenValidityUnit
        return RefreshTokenPolicy(
            value: "\(name):\(period?.value ?? ""):\(unit?.value.uppercased() ?? "")",
            location: type.location,
            written: type,
            period: period,
            unit: unit
        )
    }
}

extension Substring {
    func trimmingSpaces() -> Substring {
        var text = self.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true {
            text.removeLast()
        }
        return text
    }
}
