public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for passwords, tokens and secrets in the files of named credentials and auth providers.
public struct CredentialSecretInSource: Rule {
    public static let page = RuleFile.credentialSecretInSource

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let metadata = context.org.metadata
        let inNamedCredentials = metadata.namedCredentials.flatMap { credential in
            let secrets = [
                ("password", credential.password), ("oauthToken", credential.oauthToken),
                ("oauthRefreshToken", credential.oauthRefreshToken), ("awsAccessSecret", credential.awsAccessSecret),
            ]
            return secrets.compactMap { element, secret in
                finding("Named credential '\(credential.fullName)'", credential.componentID, element, secret)
            }
        }
        let inAuthProviders = metadata.authProviders.flatMap { provider in
            let secrets = [("consumerSecret", provider.consumerSecret), ("ecKey", provider.ecKey)]
            return secrets.compactMap { element, secret in
                finding("Auth provider '\(provider.fullName)'", provider.componentID, element, secret)
            }
        }
        return inNamedCredentials + inAuthProviders
    }

    private func finding(
        _ title: String,
        _ subject: ComponentID,
        _ element: String,
        _ secret: Located<String>?
    ) -> Finding? {
        guard let secret, !SecretPlaceholder.matches(secret.value) else { return nil }
        return Finding(
            .secret(in: title, element),
            subject: subject,
            element: element,
            location: secret.location,
            // The platform hands an auth provider's secret out encrypted, which no one can tell from the secret itself.
            confidence: subject.type == "AuthProvider" ? .medium : nil,
            fix: Fix(
                .unsafe,
                "Change the secret where it is valid, then remove the element.",
                edits: [.removeElement(secret.location)]
            )
        )
    }
}

extension Finding.Message {
    fileprivate static func secret(in title: String, _ element: String) -> Self {
        "\(title) carries a secret in its source: \(element) has a value that is no placeholder."
    }
}
