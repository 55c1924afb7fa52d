internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// An entry of an integration set that grants one kind of access to an object, as it is written.
struct IntegrationObjectGrant {
    let permissionSet: PermissionSet
    let object: String
    /// The element `<object>`.
    let location: SourceLocation
    /// The element of the kind of access.
    let flag: SourceLocation
    /// The element `viewAllRecords` where it is true.
    let viewAllFlag: SourceLocation?
    let evidence: IntegrationEvidence
    /// The ways to the set on which the register does not allow the object; none where no export tells who has it.
    let paths: [GrantPath]

    /// What follows the verb of a sentence where the access is there at times only.
    var condition: String { permissionSet.hasActivationRequired?.value == true ? " once it is activated" : "" }

    /// The finding of a rule about this grant.
    func finding(_ message: Finding.Message, of access: ObjectAccess, in org: Org, fix: Fix? = nil) -> Finding {
        Finding(
            message,
            subject: permissionSet.componentID,
            element: "objectPermissions:\(object)",
            location: location,
            confidence: org.isCertain(paths) ? evidence.confidence : min(evidence.confidence, .medium),
            related: [Finding.Related("'\(access)' is true", at: flag)] + permissionSet.related(evidence)
                + org.related(to: paths),
            paths: paths.map(\.steps),
            fix: fix
        )
    }
}

extension Org {
    /// What integration sets grant of one kind of access, one entry a set and object, less what the register allows:
    /// muting does not count, since the set may be assigned directly tomorrow, and what a rule about Health Cloud tells is
    /// left to that rule.
    func integrationObjectGrants(
        of access: ObjectAccess,
        where isWanted: (ObjectPermission) -> Bool = { _ in true }
    ) -> [IntegrationObjectGrant] {
        guard !integrationPermissionSets.isEmpty else { return [] }
        let paths = integrationPathsByPermissionSet()
        var told = ToldGatedAccess(self)
        return integrationPermissionSets.sorted { $0.key < $1.key }.flatMap { index, evidence in
            let set = metadata.permissionSets[index]
            var seen: Set<Name> = []
            return set.parts.flatMap { part in
                part.objectPermissions.compactMap { entry -> IntegrationObjectGrant? in
                    guard entry.allows(access), isWanted(entry), seen.insert(entry.object).inserted else { return nil }
                    let object = names[entry.object]
                    guard let ways = pathsNotAllowed(object, in: set, paths[index] ?? []),
                        !told.contains(entry.object, in: set, ways)
                    else { return nil }
                    return IntegrationObjectGrant(
                        permissionSet: set,
                        object: object,
                        location: part.location(entry.offset),
                        flag: part.location(entry.offset(of: access) ?? entry.offset),
                        viewAllFlag: entry.allows(.viewAllRecords)
                            ? entry.offset(of: .viewAllRecords).map { part.location($0) } : nil,
                        evidence: evidence,
                        paths: ways
                    )
                }
            }
        }
    }

    /// The ways to a set on which the register does not allow full access to an object; nil where it allows all there is,
    /// or allows it for the set that nobody is known to have.
    private func pathsNotAllowed(_ object: String, in set: PermissionSet, _ paths: [GrantPath]) -> [GrantPath]? {
        func isAllowed(_ entry: IntegrationRegister.Entry) -> Bool {
            entry.allowedObjects.contains { $0.lowercased() == object.lowercased() }
        }
        guard paths.isEmpty else {
            let left = paths.filter { !registerAllows($0, where: isAllowed) }
            return left.isEmpty ? nil : left
        }
        return registerEntries(ofPermissionSet: set.fullName).contains(where: isAllowed) ? nil : []
    }
}
