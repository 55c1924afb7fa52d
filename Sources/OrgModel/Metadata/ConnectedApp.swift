/// A connected app. Secrets that the Metadata API never returns are there only where somebody wrote them.
public struct ConnectedApp: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var label: Located<String>?
    public var description: Located<String>?
    public var contactEmail: Located<String>?
    public var oauthConfig: OAuthConfig?
    public var oauthPolicy: OAuthPolicy?
    public var sessionPolicy: SessionPolicy?
    public var profileNames: [Located<String>] = []
    public var permissionSetNames: [Located<String>] = []
    public var ipRanges: [IPRange] = []

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "ConnectedApp", name: fullName)
        self.location = location
    }

    public var fullName: String { componentID.name }

    public struct OAuthConfig: Sendable {
        public let location: SourceLocation
        public var callbackUrl: Located<String>?
        public var certificate: Located<String>?
        public var consumerKey: Located<String>?
        public var consumerSecret: Located<String>?
        public var isAdminApproved: Located<Bool>?
        public var isClientCredentialEnabled: Located<Bool>?
        public var isCodeCredentialEnabled: Located<Bool>?
        public var isConsumerSecretOptional: Located<Bool>?
        public var isIntrospectAllTokens: Located<Bool>?
        public var isNamedUserJwtEnabled: Located<Bool>?
        public var isPkceRequired: Located<Bool>?
        public var isRefreshTokenRotationEnabled: Located<Bool>?
        public var isSecretRequiredForRefreshToken: Located<Bool>?
        public var isTokenExchangeEnabled: Located<Bool>?
        public var oauthClientCredentialUser: Located<String>?
        public var scopes: [Located<String>] = []

        public init(location: SourceLocation) {
            self.location = location
        }
    }

    public struct OAuthPolicy: Sendable {
        public let location: SourceLocation
        public var ipRelaxation: Located<String>?
        public var refreshTokenPolicy: Located<String>?

        public init(location: SourceLocation) {
            self.location = location
        }
    }

    public struct SessionPolicy: Sendable {
        public var policyAction: Located<String>?
        public var sessionLevel: Located<String>?
        /// Minutes.
        public var sessionTimeout: Located<String>?

        public init() {}
    }
}
