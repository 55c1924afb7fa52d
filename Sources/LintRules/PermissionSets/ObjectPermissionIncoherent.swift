public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An object permission that grants a kind of access without the kinds that it requires.
public struct ObjectPermissionIncoherent: Rule {
    public static let page = RuleFile.objectPermissionIncoherent

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.metadata.grantingHolders.flatMap { holder in
            var seen: Set<Name> = []
            return holder.parts.flatMap { part in
                part.objectPermissions.compactMap { entry -> Finding? in
                    guard entry.allowsAnything else { return nil }
                    let gaps = entry.gaps
                    // Records of big objects are replaced and deleted, never edited, and a released package deploys
                    // delete without edit: the requirements are those of other objects.
                    guard !gaps.isEmpty, !org.names[entry.object].lowercased().hasSuffix("__b"),
                        seen.insert(entry.object).inserted
                    else { return nil }
                    return finding(entry, gaps, part, holder.componentID, org)
                }
            }
        }
    }

    private func finding(
        _ entry: ObjectPermission,
        _ gaps: [ObjectPermission.Gap],
        _ part: AccessGrants,
        _ component: ComponentID,
        _ org: Org
    ) -> Finding {
        let object = org.names[entry.object]
        let baseless = entry.baseless
        let involved = ObjectAccess.allCases.filter { access in
            gaps.contains { $0.granted == access || $0.missing.contains(access) }
        }
        return Finding(
            .incoherent(component, object, gaps),
            subject: component,
            element: "objectPermissions:\(object)",
            location: part.location(entry.offset),
            related: involved.compactMap { access in
                entry.offset(of: access).map { offset in
                    Finding.Related("'\(access)' is \(entry.allows(access))", at: part.location(offset))
                }
            },
            fix: Fix(
                .safe,
                "Set \(baseless.map { "<\($0)>" }.joined(separator: ", ")) of '\(object)' to false.",
                edits: baseless.compactMap { access in
                    entry.offset(of: access).map { .replaceText(part.location($0), with: "false") }
                }
            )
        )
    }
}

extension ObjectPermission {
    /// A kind of access that is granted, and what it requires but is explicitly not.
    struct Gap {
        let granted: ObjectAccess
        let missing: [ObjectAccess]
    }

    /// What is granted without something that it requires; a boolean that is absent is unknown, no gap.
    var gaps: [Gap] {
        ObjectAccess.allCases.compactMap { access in
            guard allows(access) else { return nil }
            let missing = access.requirements.filter { flag($0) == .no }
            return missing.isEmpty ? nil : Gap(granted: access, missing: missing)
        }
    }

    /// What has to go so that nothing is left without its requirements.
    var baseless: [ObjectAccess] {
        var denied = Set(ObjectAccess.allCases.filter { flag($0) == .no })
        var removed: [ObjectAccess] = []
        while let next = ObjectAccess.allCases.first(where: { access in
            allows(access) && !denied.contains(access) && access.requirements.contains(where: denied.contains)
        }) {
            denied.insert(next)
            removed.append(next)
        }
        return removed
    }
}

extension Finding.Message {
    fileprivate static func incoherent(
        _ component: ComponentID,
        _ object: String,
        _ gaps: [ObjectPermission.Gap]
    ) -> Self {
        let seen = gaps.map { gap in
            "'\(gap.granted)' without \(gap.missing.map { "'\($0)'" }.joined(separator: ", "))"
        }
        return """
            \(component.capitalizedNoun) '\(component.name)' grants \(seen.joined(separator: " and ")) \
            on '\(object)'.
            """
    }
}
