internal import OrgModel

extension NamedCredential {
    /// The external credentials that its parameters name.
    var externalCredentials: [Located<String>] {
        parameters.compactMap(\.externalCredential)
    }

    /// Whether one of its parameters names the external credential.
    func uses(_ credential: ExternalCredential) -> Bool {
        externalCredentials.contains { $0.value.lowercased() == credential.fullName.lowercased() }
    }
}

extension Metadata {
    /// The external credential with a full name in any case.
    func externalCredential(named name: String) -> ExternalCredential? {
        externalCredentials.first { $0.fullName.lowercased() == name.lowercased() }
    }
}

extension CredentialParameter {
    /// What tells the parameter from the others of its credential.
    var name: String { parameterName?.value ?? parameterType }
    /// The element that names it, else the parameter itself.
    var nameLocation: SourceLocation { parameterName?.location ?? location }
}
