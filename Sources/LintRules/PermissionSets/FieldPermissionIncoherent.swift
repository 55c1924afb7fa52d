public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A field that can be edited but not read.
public struct FieldPermissionIncoherent: Rule {
    public static let page = RuleFile.fieldPermissionIncoherent

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.metadata.grantingHolders.flatMap { holder in
            var seen: Set<Name> = []
            var findings: [Finding] = []
            for part in holder.parts {
                // A missing `readable` is unknown, so both flags must be there.
                for entry in part.fieldPermissions where entry.isEditableOnly {
                    guard seen.insert(entry.field).inserted else { continue }
                    findings.append(finding(entry, part, holder.componentID, org))
                }
            }
            return findings
        }
    }

    private func finding(
        _ entry: FieldPermission,
        _ part: AccessGrants,
        _ component: ComponentID,
        _ org: Org
    ) -> Finding {
        let field = org.names[entry.field]
        let editable = entry.editableOffset.map { part.location($0) }
        let readable = entry.readableOffset.map { part.location($0) }
        return Finding(
            .incoherent(component, field),
            subject: component,
            element: "fieldPermissions:\(field)",
            location: part.location(entry.offset),
            related: [
                editable.map { Finding.Related("'editable' is true", at: $0) },
                readable.map { Finding.Related("'readable' is false", at: $0) },
            ].compactMap { $0 },
            fix: Fix(
                .safe,
                "Set <editable> of '\(field)' to false; where the field should be edited, set <readable> to true instead.",
                edits: editable.map { [.replaceText($0, with: "false")] } ?? []
            )
        )
    }
}

extension Finding.Message {
    fileprivate static func incoherent(_ component: ComponentID, _ field: String) -> Self {
        "\(component.capitalizedNoun) '\(component.name)' lets the field '\(field)' be edited but not read."
    }
}
