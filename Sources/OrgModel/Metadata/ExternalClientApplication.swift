/// An external client app: up to five files that name the same `externalClientApplication`.
///
/// Installed managed apps come as policies without an application file.
public struct ExternalClientApplication: Sendable {
    public let componentID: ComponentID
    public var application: Application?
    public var oauthSettings: OAuthSettings?
    public var globalOAuthSettings: GlobalOAuthSettings?
    public var oauthPolicies: OAuthPolicies?
    public var policies: Policies?

    public init(fullName: String) {
        componentID = ComponentID(type: "ExternalClientApplication", name: fullName)
    }

    public var fullName: String { componentID.name }

    /// `ExternalClientApplication`, suffix `eca`.
    public struct Application: Sendable {
        public let location: SourceLocation
        public var contactEmail: Located<String>?
        public var description: Located<String>?
        public var distributionState: Located<String>?
        public var isProtected: Located<Bool>?
        public var label: Located<String>?
        public var managedType: Located<String>?
        public var orgScopedExternalApp: Located<String>?

        public init(location: SourceLocation) { self.location = location }
    }

    /// `ExtlClntAppOauthSettings`, suffix `ecaOauth`.
    public struct OAuthSettings: Sendable {
        public let componentID: ComponentID
        public let location: SourceLocation
        public var externalClientApplication: Located<String>?
        public var clientAssertionCertificate: Located<String>?
        /// A comma list of scope tokens.
        public var commaSeparatedOauthScopes: Located<String>?
        public var trustedIpRanges: [IPRange] = []

        public init(componentID: ComponentID, location: SourceLocation) {
            self.componentID = componentID
            self.location = location
        }
    }

    /// `ExtlClntAppGlobalOauthSettings`, suffix `ecaGlblOauth`: consumer information that must not be in source control.
    public struct GlobalOAuthSettings: Sendable {
        public let componentID: ComponentID
        public let location: SourceLocation
        public var externalClientApplication: Located<String>?
        public var callbackUrl: Located<String>?
        public var certificate: Located<String>?
        public var consumerKey: Located<String>?
        public var consumerSecret: Located<String>?
        public var isClientCredentialsFlowEnabled: Located<Bool>?
        public var isCodeCredFlowEnabled: Located<Bool>?
        public var isConsumerSecretOptional: Located<Bool>?
        public var isDeviceFlowEnabled: Located<Bool>?
        public var isIntrospectAllTokens: Located<Bool>?
        public var isNamedUserJwtEnabled: Located<Bool>?
        public var isPkceRequired: Located<Bool>?
        public var isRefreshTokenRotationEnabled: Located<Bool>?
        public var isSecretRequiredForRefreshToken: Located<Bool>?
        public var isTokenExchangeEnabled: Located<Bool>?
        public var shouldRotateConsumerKey: Located<Bool>?
        public var shouldRotateConsumerSecret: Located<Bool>?

        public init(componentID: ComponentID, location: SourceLocation) {
            self.componentID = componentID
            self.location = location
        }
    }

    /// `ExtlClntAppOauthConfigurablePolicies`, suffix `ecaOauthPlcy`.
    public struct OAuthPolicies: Sendable {
        public let componentID: ComponentID
        public let location: SourceLocation
        public var externalClientApplication: Located<String>?
        public var clientCredentialsFlowUser: Located<String>?
        public var commaSeparatedPermissionSet: Located<String>?
        public var commaSeparatedProfile: Located<String>?
        public var ipRelaxationPolicyType: Located<String>?
        public var isClientCredentialsFlowEnabled: Located<Bool>?
        public var isTokenExchangeFlowEnabled: Located<Bool>?
        /// `AllSelfAuthorized` or `AdminApprovedPreAuthorized`.
        public var permittedUsersPolicyType: Located<String>?
        /// `Infinite`, `Zero`, `SpecificLifetime` or `SpecificInactivity`.
        public var refreshTokenPolicyType: Located<String>?
        public var refreshTokenValidityPeriod: Located<String>?
        public var refreshTokenValidityUnit: Located<String>?
        public var sessionTimeoutInMinutes: Located<String>?

        public init(componentID: ComponentID, location: SourceLocation) {
            self.componentID = componentID
            self.location = location
        }
    }

    /// `ExtlClntAppConfigurablePolicies`, suffix `ecaPlcy`.
    public struct Policies: Sendable {
        public let componentID: ComponentID
        public let location: SourceLocation
        public var externalClientApplication: Located<String>?
        public var isEnabled: Located<Bool>?
        public var isOauthPluginEnabled: Located<Bool>?

        public init(componentID: ComponentID, location: SourceLocation) {
            self.componentID = componentID
            self.location = location
        }
    }
}
