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

extension Org {
    /// What makes a group one of an integration, as related locations.
    /// - Parameter index: index in `Metadata.permissionSetGroups`.
    func related(toIntegrationGroup index: Int) -> [Finding.Related] {
        let group = metadata.permissionSetGroups[index]
        switch integrationPermissionSetGroups[index] {
        case .assignment:
            return integrationUsers.flatMap { user in
                users[user].assignments.filter { assignment in
                    if case .permissionSetGroup(index) = assignment.target { true } else { false }
                }.map { assignment in
                    let ground = users[user].integrationGround.map { " (\($0))" } ?? ""
                    return Finding.Related(
                        "assigned to '\(users[user].username)'\(ground)", at: assignment.row.location)
                }
            }
        case .register:
            return [Finding.Related("the configuration declares it for an integration", at: group.location)]
        case .member:
            return group.permissionSets.compactMap { member in
                guard let set = permissionSet(named: member.value), let evidence = integrationPermissionSets[set]
                else { return nil }
                let doubt = evidence == .name ? " by its name or label" : ""
                return Finding.Related(
                    "the member '\(member.value)' is an integration set\(doubt)", at: member.location)
            }
        case .name:
            return [
                Finding.Related(
                    "only its name or label says that it belongs to an integration",
                    at: group.label?.location ?? group.location)
            ]
        case .preauthorization, .flow, .license, nil: return []
        }
    }
}
