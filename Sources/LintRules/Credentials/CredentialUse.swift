internal import OrgModel

extension NamedCredential {
    /// The external credentials that its parameters name.
    var externalCredentials: [Located<String>] {
        parameters.compactMap(\.externalCredential)
    }

}

/// The external credentials by name, and the named credentials by the external ones that they use.
struct CredentialIndex {
    private let externalCredentials: [String: ExternalCredential]
    private var users: [String: [NamedCredential]] = [:]

    init(_ metadata: Metadata) {
        externalCredentials = Dictionary(
            metadata.externalCredentials.map { ($0.fullName.lowercased(), $0) }, uniquingKeysWith: { first, _ in first }
        )
        for credential in metadata.namedCredentials {
            for name in Set(credential.externalCredentials.map { $0.value.lowercased() }) {
                users[name, default: []].append(credential)
            }
        }
    }

    /// The external credential with a full name in any case; of several the first.
    func externalCredential(named name: String) -> ExternalCredential? { externalCredentials[name.lowercased()] }

    /// The named credentials of which a parameter names the external credential.
    func users(of credential: ExternalCredential) -> [NamedCredential] { users[credential.fullName.lowercased()] ?? [] }
}

extension CredentialParameter {
    /// What tells the parameter from the others of its credential.
    var name: String { parameterName?.value ?? parameterType }
    /// The element that names it, else the parameter itself.
    var nameLocation: SourceLocation { parameterName?.location ?? location }
}
