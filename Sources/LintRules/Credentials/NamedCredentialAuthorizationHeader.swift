public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for tokens and passwords that are written into the header of a callout.
public struct NamedCredentialAuthorizationHeader: Rule {
    public static let page = RuleFile.namedCredentialAuthorizationHeader

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let metadata = context.org.metadata
        return metadata.namedCredentials.flatMap {
            findings("Named credential '\($0.fullName)'", $0.componentID, "namedCredentialParameters", $0.parameters)
        }
            + metadata.externalCredentials.flatMap {
                findings(
                    "External credential '\($0.fullName)'", $0.componentID, "externalCredentialParameters",
                    $0.parameters)
            }
    }

    private func findings(
        _ title: String,
        _ subject: ComponentID,
        _ element: String,
        _ parameters: [CredentialParameter]
    ) -> [Finding] {
        parameters.compactMap { parameter in
            guard ["HttpHeader", "AuthHeader"].contains(parameter.parameterType),
                parameter.name.lowercased() == "authorization", let value = parameter.parameterValue,
                AuthorizationHeader.holdsSecret(value.value)
            else { return nil }
            return Finding(
                .isLiteral(title, parameter.name),
                subject: subject,
                element: "\(element):\(parameter.name)",
                location: value.location
            )
        }
    }
}

extension Finding.Message {
    fileprivate static func isLiteral(_ title: String, _ header: String) -> Self {
        "\(title) carries a literal value in its source for the header '\(header)'."
    }
}
