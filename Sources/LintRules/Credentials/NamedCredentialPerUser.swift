public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for callouts that sign in as the person who happens to run them.
public struct NamedCredentialPerUser: Rule {
    public static let page = RuleFile.namedCredentialPerUser

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let metadata = context.org.metadata
        let index = CredentialIndex(metadata)
        return metadata.namedCredentials.compactMap(finding)
            + metadata.externalCredentials.flatMap { findings($0, usedBy: index.users(of: $0)) }
    }

    private func finding(_ credential: NamedCredential) -> Finding? {
        guard credential.isLegacy, let principal = credential.principalType, principal.value == "PerUser" else {
            return nil
        }
        return Finding(
            .isPerUser(credential),
            subject: credential.componentID,
            element: "principalType",
            location: principal.location
        )
    }

    private func findings(_ credential: ExternalCredential, usedBy users: [NamedCredential]) -> [Finding] {
        credential.parameters.filter { $0.parameterType == "PerUserPrincipal" }.map { principal in
            Finding(
                .isPerUser(credential, principal.name),
                subject: credential.componentID,
                element: "externalCredentialParameters:\(principal.name)",
                location: principal.nameLocation,
                related: users.map { user in
                    Finding.Related("used by '\(user.fullName)'", at: user.address?.location ?? user.location)
                }
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func isPerUser(_ credential: NamedCredential) -> Self {
        """
        Named credential '\(credential.fullName)' signs in as each user, not as one named principal: \
        principalType is PerUser.
        """
    }

    fileprivate static func isPerUser(_ credential: ExternalCredential, _ principal: String) -> Self {
        """
        External credential '\(credential.fullName)' signs in as each user, not as one named principal: \
        its principal '\(principal)' is a PerUserPrincipal.
        """
    }
}
