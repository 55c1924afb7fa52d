public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for named credentials that hold address and authentication in one.
public struct NamedCredentialLegacy: Rule {
    public static let page = RuleFile.namedCredentialLegacy

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        context.org.metadata.namedCredentials.filter(\.isLegacy).map { credential in
            Finding(
                .isLegacy(credential),
                subject: credential.componentID,
                element: "namedCredentialType",
                location: credential.namedCredentialType?.location ?? credential.location
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func isLegacy(_ credential: NamedCredential) -> Self {
        let seen = credential.namedCredentialType == nil ? "absent, which means Legacy" : "Legacy"
        return """
            Named credential '\(credential.fullName)' is of the legacy kind, which Salesforce has deprecated: \
            namedCredentialType is \(seen).
            """
    }
}
