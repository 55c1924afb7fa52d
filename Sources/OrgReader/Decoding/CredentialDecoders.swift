internal import OrgModel

extension ElementReader {
    func namedCredential() -> NamedCredential {
        var credential = NamedCredential(fullName: component.name, location: location)
        credential.label = key(.label)
        credential.namedCredentialType = text(.namedCredentialType)
        credential.endpoint = text(.endpoint)
        credential.principalType = text(.principalType)
        credential.protocol = text(.protocol)
        credential.username = text(.username)
        credential.password = text(.password)
        credential.oauthToken = text(.oauthToken)
        credential.oauthRefreshToken = text(.oauthRefreshToken)
        credential.awsAccessKey = text(.awsAccessKey)
        credential.awsAccessSecret = text(.awsAccessSecret)
        credential.authProvider = text(.authProvider)
        credential.calloutStatus = text(.calloutStatus)
        credential.parameters = children(.namedCredentialParameters).map { $0.credentialParameter() }
        return credential
    }

    func externalCredential() -> ExternalCredential {
        var credential = ExternalCredential(fullName: component.name, location: location)
        credential.label = key(.label)
        credential.authenticationProtocol = key(.authenticationProtocol)
        credential.parameters = children(.externalCredentialParameters).map { $0.credentialParameter() }
        return credential
    }

    private func credentialParameter() -> CredentialParameter {
        var parameter = CredentialParameter(location: location, parameterType: key(.parameterType)?.value ?? "")
        parameter.parameterName = key(.parameterName)
        parameter.parameterValue = text(.parameterValue)
        parameter.externalCredential = text(.externalCredential)
        return parameter
    }

    func authProvider() -> AuthProvider {
        var provider = AuthProvider(fullName: component.name, location: location)
        provider.friendlyName = key(.friendlyName)
        provider.providerType = key(.providerType)
        provider.consumerKey = text(.consumerKey)
        provider.consumerSecret = text(.consumerSecret)
        provider.ecKey = text(.ecKey)
        provider.executionUser = text(.executionUser)
        return provider
    }

    func remoteSiteSetting() -> RemoteSiteSetting {
        var setting = RemoteSiteSetting(fullName: component.name, location: location)
        setting.url = key(.url)
        setting.isActive = flag(.isActive, isRequired: true)
        setting.disableProtocolSecurity = flag(.disableProtocolSecurity, isRequired: true)
        return setting
    }

    func certificate() -> Certificate {
        var certificate = Certificate(fullName: component.name, location: location)
        certificate.caSigned = flag(.caSigned, isRequired: true)
        certificate.expirationDate = text(.expirationDate)
        certificate.keySize = text(.keySize)
        certificate.masterLabel = key(.masterLabel)
        certificate.privateKeyExportable = flag(.privateKeyExportable)
        return certificate
    }
}
