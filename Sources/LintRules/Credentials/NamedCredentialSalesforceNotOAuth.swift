public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for callouts to Salesforce that sign in otherwise than by OAuth.
public struct NamedCredentialSalesforceNotOAuth: Rule {
    public static let page = RuleFile.namedCredentialSalesforceNotOauth

    /// The protocols of OAuth and of JSON web tokens, in lower case, among those of the Metadata API.
    private static let oauthProtocols: Set<String> = ["oauth", "internaloauth", "jwt", "jwtexchange", "orgjwt", "c2c"]

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let metadata = context.org.metadata
        let index = CredentialIndex(metadata)
        return metadata.namedCredentials.compactMap { credential in
            guard let address = credential.address, let host = EndpointHost(address: address.value),
                host.isSalesforce, !host.isStatusPage
            else { return nil }
            return credential.isLegacy
                ? legacyFinding(credential, host, address)
                : finding(credential, host, address, index)
        }
    }

    private func legacyFinding(
        _ credential: NamedCredential,
        _ host: EndpointHost,
        _ address: Located<String>
    ) -> Finding? {
        guard let used = credential.protocol, !isOAuth(used) else { return nil }
        return Finding(
            .signsInOtherwise(credential, host, "protocol is \(used.value)"),
            subject: credential.componentID,
            element: "protocol",
            location: used.location,
            confidence: confidence(used),
            related: [Finding.Related("the address that is called", at: address.location)]
        )
    }

    /// An external credential that no file holds may be one of OAuth: then nothing is known.
    private func finding(
        _ credential: NamedCredential,
        _ host: EndpointHost,
        _ address: Located<String>,
        _ index: CredentialIndex
    ) -> Finding? {
        let named = credential.externalCredentials
        let found = named.compactMap { index.externalCredential(named: $0.value) }
        let used = found.compactMap(\.authenticationProtocol)
        guard used.count == named.count, !used.contains(where: isOAuth) else { return nil }
        guard let first = used.first, let external = found.first else {
            guard credential.namedCredentialType?.value == "AnonymousEndpoint" else { return nil }
            return finding(credential, address, .signsInOtherwise(credential, host, "it is an AnonymousEndpoint"), nil)
        }
        let seen = "external credential '\(external.fullName)' uses the protocol \(first.value)"
        return finding(credential, address, .signsInOtherwise(credential, host, seen), first)
    }

    private func finding(
        _ credential: NamedCredential,
        _ address: Located<String>,
        _ message: Finding.Message,
        _ used: Located<String>?
    ) -> Finding {
        Finding(
            message,
            subject: credential.componentID,
            element: "namedCredentialParameters:Url",
            location: address.location,
            confidence: used.flatMap(confidence),
            related: used.map { [Finding.Related("how the external credential signs in", at: $0.location)] } ?? []
        )
    }

    private func isOAuth(_ used: Located<String>) -> Bool {
        Self.oauthProtocols.contains(used.value.lowercased())
    }

    /// What headers a custom protocol writes is up to the org: they may carry a token of OAuth.
    private func confidence(_ used: Located<String>) -> Confidence? {
        used.value.lowercased() == "custom" ? .medium : nil
    }
}

extension Finding.Message {
    fileprivate static func signsInOtherwise(
        _ credential: NamedCredential,
        _ host: EndpointHost,
        _ seen: String
    ) -> Self {
        "Named credential '\(credential.fullName)' calls Salesforce at '\(host.name)' without OAuth: \(seen)."
    }
}
