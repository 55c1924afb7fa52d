public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for named credentials whose external credential is not among the files.
public struct NamedCredentialMissingExternalCredential: Rule {
    public static let page = RuleFile.namedCredentialMissingExternalCredential

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let metadata = context.org.metadata
        guard !metadata.externalCredentials.isEmpty else { return [] }
        let index = CredentialIndex(metadata)
        return metadata.namedCredentials.flatMap { credential in
            credential.parameters.compactMap { parameter in
                guard let external = parameter.externalCredential,
                    // A package brings its credentials into the org by itself.
                    namespacePrefix(external.value) == nil, namespacePrefix(credential.fullName) == nil,
                    index.externalCredential(named: external.value) == nil
                else { return nil }
                return Finding(
                    .isMissing(credential, external.value),
                    subject: credential.componentID,
                    element: "namedCredentialParameters:\(parameter.name)",
                    location: external.location
                )
            }
        }
    }
}

extension Finding.Message {
    fileprivate static func isMissing(_ credential: NamedCredential, _ external: String) -> Self {
        """
        Named credential '\(credential.fullName)' uses the external credential '\(external)', which is not among the \
        files.
        """
    }
}
