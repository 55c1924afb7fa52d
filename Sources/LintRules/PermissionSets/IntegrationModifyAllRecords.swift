public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration set with *Modify All Records* on an object.
public struct IntegrationModifyAllRecords: Rule {
    public static let page = RuleFile.integrationModifyAllRecords

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.integrationPermissionSets.isEmpty else { return [] }
        let paths = org.integrationPathsByPermissionSet()
        return org.integrationPermissionSets.sorted { $0.key < $1.key }.flatMap { index, evidence in
            let set = org.metadata.permissionSets[index]
            var seen: Set<Name> = []
            return set.parts.flatMap { part in
                part.objectPermissions.compactMap { entry -> Finding? in
                    guard entry.allows(.modifyAllRecords), seen.insert(entry.object).inserted else { return nil }
                    let object = org.names[entry.object]
                    guard let ways = org.pathsNotAllowed(object, in: set, paths[index] ?? []) else { return nil }
                    return finding(object, entry, part, set, evidence, ways, org)
                }
            }
        }
    }

    private func finding(
        _ object: String,
        _ entry: ObjectPermission,
        _ part: AccessGrants,
        _ set: PermissionSet,
        _ evidence: IntegrationEvidence,
        _ paths: [GrantPath],
        _ org: Org
    ) -> Finding {
        let flag = part.location(entry.offset(of: .modifyAllRecords) ?? entry.offset)
        return Finding(
            .granted(set.fullName, object, isConditional: set.hasActivationRequired?.value == true),
            subject: set.componentID,
            element: "objectPermissions:\(object)",
            location: part.location(entry.offset),
            confidence: evidence.confidence,
            related: [Finding.Related("'modifyAllRecords' is true", at: flag)] + org.related(to: paths),
            paths: paths.map(\.steps),
            fix: Fix(
                .unsafe,
                "Set <modifyAllRecords> of '\(object)' to false in permission set '\(set.fullName)'.",
                edits: [.replaceText(flag, with: "false")]
            )
        )
    }
}

extension Org {
    /// The ways to a set on which the register does not allow full access to an object; nil where it allows all there is,
    /// or allows it for the set that nobody is known to have.
    fileprivate func pathsNotAllowed(_ object: String, in set: PermissionSet, _ paths: [GrantPath]) -> [GrantPath]? {
        func isAllowed(_ entry: IntegrationRegister.Entry) -> Bool {
            entry.allowedObjects.contains { $0.lowercased() == object.lowercased() }
        }
        guard paths.isEmpty else {
            let left = paths.filter { !registerAllows($0, where: isAllowed) }
            return left.isEmpty ? nil : left
        }
        let isDeclared = register.entries.contains { entry in
            isAllowed(entry) && entry.permissionSets.contains { $0.lowercased() == set.fullName.lowercased() }
        }
        return isDeclared ? nil : []
    }
}

extension Finding.Message {
    fileprivate static func granted(_ set: String, _ object: String, isConditional: Bool) -> Self {
        """
        Integration permission set '\(set)' grants 'modifyAllRecords' on '\(object)'\
        \(isConditional ? " once it is activated" : ""): every record of the object, whatever the sharing.
        """
    }
}
