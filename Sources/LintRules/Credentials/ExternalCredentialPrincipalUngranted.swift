public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for principals of external credentials that no permission set and no profile lets anybody use.
public struct ExternalCredentialPrincipalUngranted: Rule {
    public static let page = RuleFile.externalCredentialPrincipalUngranted

    /// The principals that are granted to users; those of the platform itself are not.
    private static let principalTypes: Set<String> = ["NamedPrincipal", "PerUserPrincipal", "AwsStsPrincipal"]

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let credentials = context.org.metadata.externalCredentials.filter(isOwn)
        guard !credentials.isEmpty, !context.org.metadata.permissionSets.isEmpty else { return [] }
        let granted = context.org.grantedPrincipals
        return credentials.flatMap { credential in
            credential.parameters.compactMap { principal in
                guard Self.principalTypes.contains(principal.parameterType), let name = principal.parameterName,
                    !granted.contains("\(credential.fullName)-\(name.value)".lowercased())
                else { return nil }
                return Finding(
                    .isUngranted(credential, name.value),
                    subject: credential.componentID,
                    element: "externalCredentialParameters:\(name.value)",
                    location: name.location
                )
            }
        }
    }

    /// A package grants its principals by its own sets, and a feature of the platform those that it made.
    private func isOwn(_ credential: ExternalCredential) -> Bool {
        namespacePrefix(credential.fullName) == nil
            && !credential.parameters.contains {
                ["ManagedByFeature", "ManagedByComponent"].contains($0.parameterType)
            }
    }
}

extension Org {
    /// What sets and profiles enable, `<ExternalCredential>-<Principal>` in lower case.
    fileprivate var grantedPrincipals: Set<String> {
        var granted: Set<String> = []
        for part in metadata.permissionSets.flatMap(\.parts) + metadata.profiles.flatMap(\.parts) {
            for access in part.externalCredentialPrincipalAccesses where access.isEnabled {
                granted.insert(names[access.name].lowercased())
            }
        }
        return granted
    }
}

extension Finding.Message {
    fileprivate static func isUngranted(_ credential: ExternalCredential, _ principal: String) -> Self {
        """
        Principal '\(principal)' of the external credential '\(credential.fullName)' is enabled in no permission set \
        and no profile that is here.
        """
    }
}
