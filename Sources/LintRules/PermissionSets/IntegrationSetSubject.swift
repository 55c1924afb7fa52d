internal import LintEngine
internal import OrgModel

/// A permission set of an integration, why it counts as one, and the ways on which integration users have it.
struct IntegrationSetSubject {
    let set: PermissionSet
    let evidence: IntegrationEvidence
    /// Empty where no export shows who has the set.
    let paths: [GrantPath]

    /// The start of a sentence, which says so where a name is all that there is.
    var words: String {
        let doubt = evidence == .name ? ", one by its name or label," : ""
        return "Integration permission set '\(set.fullName)'\(doubt)"
    }

    /// What makes the set one of an integration, and the users who have it.
    func related(in org: Org) -> [Finding.Related] {
        set.related(evidence) + org.related(to: paths)
    }
}

extension Org {
    /// The permission sets of integrations in the order of their files.
    var integrationSetSubjects: [IntegrationSetSubject] {
        guard !integrationPermissionSets.isEmpty else { return [] }
        let paths = integrationPathsByPermissionSet()
        return integrationPermissionSets.sorted { $0.key < $1.key }.map { index, evidence in
            IntegrationSetSubject(
                set: metadata.permissionSets[index],
                evidence: evidence,
                paths: paths[index] ?? []
            )
        }
    }
}
