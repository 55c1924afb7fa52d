internal import OrgModel

extension ElementReader {
    func connectedApp() -> ConnectedApp {
        var app = ConnectedApp(fullName: component.name, location: location)
        app.label = key(.label)
        app.description = text(.description)
        app.contactEmail = key(.contactEmail)
        app.oauthConfig = child(.oauthConfig)?.oauthConfig()
        app.oauthPolicy = child(.oauthPolicy)?.oauthPolicy()
        app.sessionPolicy = child(.sessionPolicy).map { policy in
            var session = ConnectedApp.SessionPolicy()
            session.policyAction = policy.text(.policyAction)
            session.sessionLevel = policy.text(.sessionLevel)
            session.sessionTimeout = policy.text(.sessionTimeout)
            return session
        }
        app.profileNames = texts(.profileName)
        app.permissionSetNames = texts(.permissionSetName)
        app.ipRanges = ipRanges(.ipRanges, start: .start, end: .end)
        return app
    }

    private func oauthConfig() -> ConnectedApp.OAuthConfig {
        var config = ConnectedApp.OAuthConfig(location: location)
        config.callbackUrl = key(.callbackUrl)
        config.certificate = text(.certificate)
        config.consumerKey = text(.consumerKey)
        config.consumerSecret = text(.consumerSecret)
        config.isAdminApproved = flag(.isAdminApproved)
        config.isClientCredentialEnabled = flag(.isClientCredentialEnabled)
        config.isCodeCredentialEnabled = flag(.isCodeCredentialEnabled)
        config.isConsumerSecretOptional = flag(.isConsumerSecretOptional)
        config.isIntrospectAllTokens = flag(.isIntrospectAllTokens)
        config.isNamedUserJwtEnabled = flag(.isNamedUserJwtEnabled)
        config.isPkceRequired = flag(.isPkceRequired)
        config.isRefreshTokenRotationEnabled = flag(.isRefreshTokenRotationEnabled)
        config.isSecretRequiredForRefreshToken = flag(.isSecretRequiredForRefreshToken)
        config.isTokenExchangeEnabled = flag(.isTokenExchangeEnabled)
        config.oauthClientCredentialUser = text(.oauthClientCredentialUser)
        config.scopes = texts(.scopes)
        return config
    }

    private func oauthPolicy() -> ConnectedApp.OAuthPolicy {
        var policy = ConnectedApp.OAuthPolicy(location: location)
        policy.ipRelaxation = text(.ipRelaxation)
        policy.refreshTokenPolicy = text(.refreshTokenPolicy)
        return policy
    }

    func externalClientApplication() -> ExternalClientApplication.Application {
        var app = ExternalClientApplication.Application(location: location)
        app.contactEmail = text(.contactEmail)
        app.description = text(.description)
        app.distributionState = choice(.distributionState, of: ["Local", "Packaged", "Managed", "AutoInstalled"])
        app.isProtected = flag(.isProtected)
        app.label = text(.label)
        app.managedType = text(.managedType)
        app.orgScopedExternalApp = text(.orgScopedExternalApp)
        return app
    }

    func extlClntAppOauthSettings() -> ExternalClientApplication.OAuthSettings {
        var settings = ExternalClientApplication.OAuthSettings(componentID: component, location: location)
        settings.externalClientApplication = key(.externalClientApplication)
        settings.clientAssertionCertificate = text(.clientAssertionCertificate)
        settings.commaSeparatedOauthScopes = text(.commaSeparatedOauthScopes)
        settings.trustedIpRanges = ipRanges(.trustedIpRanges, start: .startIpAddress, end: .endIpAddress)
        return settings
    }

    func extlClntAppGlobalOauthSettings() -> ExternalClientApplication.GlobalOAuthSettings {
        var settings = ExternalClientApplication.GlobalOAuthSettings(componentID: component, location: location)
        settings.externalClientApplication = key(.externalClientApplication)
        settings.callbackUrl = text(.callbackUrl)
        settings.certificate = text(.certificate)
        settings.consumerKey = text(.consumerKey)
        settings.consumerSecret = text(.consumerSecret)
        settings.isClientCredentialsFlowEnabled = flag(.isClientCredentialsFlowEnabled)
        settings.isCodeCredFlowEnabled = flag(.isCodeCredFlowEnabled)
        settings.isConsumerSecretOptional = flag(.isConsumerSecretOptional)
        settings.isDeviceFlowEnabled = flag(.isDeviceFlowEnabled)
        settings.isIntrospectAllTokens = flag(.isIntrospectAllTokens)
        settings.isNamedUserJwtEnabled = flag(.isNamedUserJwtEnabled)
        settings.isPkceRequired = flag(.isPkceRequired)
        settings.isRefreshTokenRotationEnabled = flag(.isRefreshTokenRotationEnabled)
        settings.isSecretRequiredForRefreshToken = flag(.isSecretRequiredForRefreshToken)
        settings.isTokenExchangeEnabled = flag(.isTokenExchangeEnabled)
        settings.shouldRotateConsumerKey = flag(.shouldRotateConsumerKey)
        settings.shouldRotateConsumerSecret = flag(.shouldRotateConsumerSecret)
        return settings
    }

    func extlClntAppOauthConfigurablePolicies() -> ExternalClientApplication.OAuthPolicies {
        var policies = ExternalClientApplication.OAuthPolicies(componentID: component, location: location)
        policies.externalClientApplication = key(.externalClientApplication)
        policies.clientCredentialsFlowUser = text(.clientCredentialsFlowUser)
        policies.commaSeparatedPermissionSet = text(.commaSeparatedPermissionSet)
        policies.commaSeparatedProfile = text(.commaSeparatedProfile)
        policies.ipRelaxationPolicyType = text(.ipRelaxationPolicyType)
        policies.isClientCredentialsFlowEnabled = flag(.isClientCredentialsFlowEnabled)
        policies.isTokenExchangeFlowEnabled = flag(.isTokenExchangeFlowEnabled)
        policies.permittedUsersPolicyType = choice(
            .permittedUsersPolicyType,
            of: ["AllSelfAuthorized", "AdminApprovedPreAuthorized"]
        )
        policies.refreshTokenPolicyType = text(.refreshTokenPolicyType)
        policies.refreshTokenValidityPeriod = text(.refreshTokenValidityPeriod)
        policies.refreshTokenValidityUnit = text(.refreshTokenValidityUnit)
        policies.sessionTimeoutInMinutes = text(.sessionTimeoutInMinutes)
        return policies
    }

    func extlClntAppConfigurablePolicies() -> ExternalClientApplication.Policies {
        var policies = ExternalClientApplication.Policies(componentID: component, location: location)
        policies.externalClientApplication = key(.externalClientApplication)
        policies.isEnabled = flag(.isEnabled, isRequired: true)
        policies.isOauthPluginEnabled = flag(.isOauthPluginEnabled)
        return policies
    }
}
