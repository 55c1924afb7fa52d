internal import LintEngine

extension BuiltInRules {
    static let credentials: [any Rule] = [
        CredentialSecretInSource(),
        NamedCredentialPassword(),
    ]
}
