public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration set with access to a field that is sensitive by its own metadata or by its name.
public struct IntegrationSensitiveField: Rule {
    public static let page = RuleFile.integrationSensitiveField

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard !org.integrationPermissionSets.isEmpty else { return [] }
        let paths = org.integrationPathsByPermissionSet()
        var fields = FieldSensitivities(org)
        var told = ToldGatedAccess(org)
        return org.integrationPermissionSets.sorted { $0.key < $1.key }.flatMap { index, evidence in
            let set = org.metadata.permissionSets[index]
            var seen: Set<Name> = []
            var findings: [Finding] = []
            for part in set.parts {
                for entry in part.fieldPermissions where entry.allowsAnything {
                    guard let sensitivity = fields.sensitivity(of: entry.field), seen.insert(entry.field).inserted,
                        !told.contains(entry.field, in: set, paths[index] ?? [])
                    else { continue }
                    findings.append(finding(entry, sensitivity, part, set, evidence, paths[index] ?? [], org))
                }
            }
            return findings
        }
    }

    private func finding(
        _ entry: FieldPermission,
        _ sensitivity: FieldSensitivity,
        _ part: AccessGrants,
        _ set: PermissionSet,
        _ evidence: IntegrationEvidence,
        _ paths: [GrantPath],
        _ org: Org
    ) -> Finding {
        let field = org.names[entry.field]
        let flags = [
            ("readable", entry.readable, entry.readableOffset), ("editable", entry.editable, entry.editableOffset),
        ]
        let granted = flags.compactMap { name, flag, offset in
            flag == .yes ? offset.map { Finding.Related("'\(name)' is true", at: part.location($0)) } : nil
        }
        return Finding(
            .sensitive(set.fullName, field, isEdited: entry.editable == .yes, sensitivity),
            subject: set.componentID,
            element: "fieldPermissions:\(field)",
            location: part.location(entry.offset),
            confidence: sensitivity.isNamed
                ? .low : org.isCertain(paths) ? evidence.confidence : min(evidence.confidence, .medium),
            related: granted + sensitivity.places.map { Finding.Related($0.value, at: $0.location) }
                + set.related(evidence) + org.related(to: paths),
            paths: paths.map(\.steps)
        )
    }
}

extension Finding.Message {
    fileprivate static func sensitive(
        _ set: String,
        _ field: String,
        isEdited: Bool,
        _ sensitivity: FieldSensitivity
    ) -> Self {
        """
        Integration permission set '\(set)' lets the field '\(field)', \(sensitivity.reason), be \
        read\(isEdited ? " and edited" : "").
        """
    }
}
