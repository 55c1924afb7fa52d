internal import LintEngine

extension BuiltInRules {
    static let credentials: [any Rule] = [
        CertificateWeakOrExpired(),
        CredentialSecretInSource(),
        ExternalCredentialPrincipalUngranted(),
        NamedCredentialAuthorizationHeader(),
        NamedCredentialInsecureEndpoint(),
        NamedCredentialLegacy(),
        NamedCredentialMissingExternalCredential(),
        NamedCredentialPassword(),
        NamedCredentialPerUser(),
        NamedCredentialSalesforceNotOAuth(),
    ]
}
