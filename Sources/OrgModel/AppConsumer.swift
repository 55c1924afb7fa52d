extension App {
    /// What the developer of an app set for the system that signs in through it: addresses, secrets, flows.
    ///
    /// A connected app has it inside `oauthConfig`, an external client app in its global settings, which seldom lie in a
    /// project: "sensitive OAuth consumer information" (Metadata API Developer Guide, ExtlClntAppGlobalOauthSettings).
    public struct Consumer: Sendable {
        /// The root element of the file.
        public let location: SourceLocation
        /// Addresses of one or several lines, as the element has them.
        public let callbackURL: Located<String>?
        public let isSecretOptional: Located<Bool>?
        public let isSecretRequiredForRefreshToken: Located<Bool>?
        public let isPKCERequired: Located<Bool>?
        public let isIntrospectAllTokens: Located<Bool>?
        /// The flags of flows beside the client credentials flow: code and credentials, device, token exchange, and
        /// tokens for named users.
        public let otherFlows: [Located<Bool>]
        public let shouldRotateConsumerKey: Located<Bool>?
        public let shouldRotateConsumerSecret: Located<Bool>?
        fileprivate let requiresPKCEByDefault: Bool

        /// Whether Proof Key for Code Exchange is required; the default of the app's kind holds where nothing is said.
        public var requiresPKCE: Bool { isPKCERequired?.value ?? requiresPKCEByDefault }

        init(_ config: ConnectedApp.OAuthConfig, of app: ConnectedApp) {
            location = app.location
            callbackURL = config.callbackUrl
            isSecretOptional = config.isConsumerSecretOptional
            isSecretRequiredForRefreshToken = config.isSecretRequiredForRefreshToken
            isPKCERequired = config.isPkceRequired
            isIntrospectAllTokens = config.isIntrospectAllTokens
            otherFlows = [config.isCodeCredentialEnabled, config.isTokenExchangeEnabled, config.isNamedUserJwtEnabled]
                .compactMap { $0 }
            shouldRotateConsumerKey = nil
            shouldRotateConsumerSecret = nil
            requiresPKCEByDefault = false
        }

        init(
            _ settings: ExternalClientApplication.GlobalOAuthSettings,
            _ policies: ExternalClientApplication.OAuthPolicies?
        ) {
            location = settings.location
            callbackURL = settings.callbackUrl
            isSecretOptional = settings.isConsumerSecretOptional
            isSecretRequiredForRefreshToken = settings.isSecretRequiredForRefreshToken
            isPKCERequired = settings.isPkceRequired
            isIntrospectAllTokens = settings.isIntrospectAllTokens
            otherFlows = [
                settings.isCodeCredFlowEnabled, settings.isDeviceFlowEnabled, settings.isTokenExchangeEnabled,
                settings.isNamedUserJwtEnabled, policies?.isTokenExchangeFlowEnabled,
            ].compactMap { $0 }
            shouldRotateConsumerKey = settings.shouldRotateConsumerKey
            shouldRotateConsumerSecret = settings.shouldRotateConsumerSecret
            requiresPKCEByDefault = true
        }
    }

    /// Whether the client credentials flow is on and no other flow is, by its flag or by a certificate for the JWT bearer
    /// flow; nil where the file with the flags is not there.
    public var usesClientCredentialsOnly: Bool? {
        guard usesClientCredentials, certificate == nil else { return false }
        return consumer.map { consumer in !consumer.otherFlows.contains { $0.value } }
    }
}
