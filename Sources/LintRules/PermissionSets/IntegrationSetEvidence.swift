internal import LintEngine
internal import OrgModel

extension PermissionSet {
    /// What makes this an integration set, as a related location; nothing where its assignments are shown anyway.
    func related(_ evidence: IntegrationEvidence) -> [Finding.Related] {
        switch evidence {
        case .license:
            license.map { [Finding.Related("the license makes it an integration set", at: $0.location)] } ?? []
        case .register:
            [Finding.Related("the configuration declares it for an integration", at: location)]
        case .name:
            [
                Finding.Related(
                    "only its name or label says that it belongs to an integration", at: label?.location ?? location)
            ]
        case .member, .preauthorization, .flow, .assignment:
            []
        }
    }
}
