/// All components of one run by type, each list in the order of paths.
public struct Metadata: Sendable {
    public var permissionSets: [PermissionSet] = []
    public var permissionSetGroups: [PermissionSetGroup] = []
    public var mutingPermissionSets: [MutingPermissionSet] = []
    public var profiles: [Profile] = []
    public var connectedApps: [ConnectedApp] = []
    public var externalClientApplications: [ExternalClientApplication] = []
    public var namedCredentials: [NamedCredential] = []
    public var externalCredentials: [ExternalCredential] = []
    public var authProviders: [AuthProvider] = []
    public var remoteSiteSettings: [RemoteSiteSetting] = []
    public var certificates: [Certificate] = []
    public var settings: [Settings] = []
    public var userAccessPolicies: [UserAccessPolicy] = []
    public var networks: [Network] = []
    public var profilePasswordPolicies: [ProfilePasswordPolicy] = []
    public var customFields: [CustomField] = []
    /// What exists by the names of its files; only types that somebody asked for.
    public var namedComponents = NamedComponents()

    public init() {}

    /// The settings files of a kind: `OauthOidc`, `Security`, …
    public func settings(_ kind: String) -> [Settings] {
        settings.filter { $0.kind == kind }
    }
}
