public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for callouts that leave the org unencrypted.
public struct NamedCredentialInsecureEndpoint: Rule {
    public static let page = RuleFile.namedCredentialInsecureEndpoint

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let metadata = context.org.metadata
        return metadata.namedCredentials.flatMap(findings) + metadata.remoteSiteSettings.compactMap(finding)
    }

    private func findings(_ credential: NamedCredential) -> [Finding] {
        let addresses =
            credential.isLegacy
            ? [("endpoint", credential.endpoint)]
            : credential.parameters.filter { $0.parameterType == "Url" }
                .map { ("namedCredentialParameters:\($0.name)", $0.parameterValue) }
        return addresses.compactMap { element, address in
            guard let address, let host = unencryptedHost(address.value) else { return nil }
            return Finding(
                .isUnencrypted(credential, host),
                subject: credential.componentID,
                element: element,
                location: address.location
            )
        }
    }

    private func finding(_ site: RemoteSiteSetting) -> Finding? {
        guard let url = site.url, site.isActive?.value != false else { return nil }
        let host = unencryptedHost(url.value)
        let mixes = site.disableProtocolSecurity.flatMap { $0.value ? $0 : nil }
        guard host != nil || mixes != nil else { return nil }
        return Finding(
            host.map { .isUnencrypted(site, $0) } ?? .mixesProtocols(site),
            subject: site.componentID,
            element: "url",
            location: url.location,
            related: mixes.map { [Finding.Related("protocol security is off", at: $0.location)] } ?? []
        )
    }

    /// The host that an address reaches by http; nil for every other scheme and for the machine itself.
    private func unencryptedHost(_ address: String) -> EndpointHost? {
        let start = address.drop(while: \.isWhitespace)
        guard start.prefix("http://".count).lowercased() == "http://", let host = EndpointHost(address: address),
            !host.isLocal
        else { return nil }
        return host
    }
}

extension Finding.Message {
    fileprivate static func isUnencrypted(_ credential: NamedCredential, _ host: EndpointHost) -> Self {
        "Named credential '\(credential.fullName)' calls '\(host.name)' unencrypted: its address begins with http."
    }

    fileprivate static func isUnencrypted(_ site: RemoteSiteSetting, _ host: EndpointHost) -> Self {
        "Remote site '\(site.fullName)' lets Apex call '\(host.name)' unencrypted: its address begins with http."
    }

    fileprivate static func mixesProtocols(_ site: RemoteSiteSetting) -> Self {
        """
        Remote site '\(site.fullName)' lets data of an encrypted session go to an unencrypted one: \
        disableProtocolSecurity is true.
        """
    }
}
