public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// A permission set, muting set or profile that names a user permission which is not known.
public struct PermissionSetUnknownPermission: Rule {
    public static let page = RuleFile.permissionSetUnknownPermission

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let holders = org.metadata.grantingHolders + org.metadata.mutingPermissionSets
        guard holders.contains(where: { !$0.parts.allSatisfy(\.userPermissions.isEmpty) }) else { return [] }
        var known = KnownUserPermissions()
        return holders.flatMap { holder in
            var seen: Set<Name> = []
            var findings: [Finding] = []
            for part in holder.parts {
                for entry in part.userPermissions where !known.isExact(entry.name, org.names) {
                    let name = org.names[entry.name]
                    guard !name.isEmpty, seen.insert(entry.name).inserted else { continue }
                    findings.append(
                        finding(name, known.spelling(of: name), holder, part.location(entry.offset), org.names)
                    )
                }
            }
            return findings
        }
    }

    private func finding(
        _ name: String,
        _ spelling: String?,
        _ holder: any AccessHolder,
        _ location: SourceLocation,
        _ names: NameTable
    ) -> Finding {
        let component = holder.componentID
        // Where both spellings are there, the edit would make two entries of one name.
        let isTwice = spelling.map { holder.lists($0, names) } ?? false
        return Finding(
            spelling.map { .misspelled(component, name, $0) } ?? .unknown(component, name),
            subject: component,
            element: "userPermissions:\(name)",
            location: location,
            severity: spelling == nil ? nil : .warning,
            confidence: spelling == nil ? .medium : .high,
            fix: spelling.flatMap { right in
                isTwice
                    ? nil : Fix(.safe, "Write '\(right)' for '\(name)'.", edits: [.replaceText(location, with: right)])
            }
        )
    }
}

/// The user permissions of the table; each name of an org is looked up once, however many files hold it.
private struct KnownUserPermissions {
    private let listed = Set(ReferenceTable.userPermissions.rows.map { $0["permission"] })
    private var verdicts: [Name: Bool] = [:]

    mutating func isExact(_ name: Name, _ names: NameTable) -> Bool {
        if let known = verdicts[name] { return known }
        let isExact = listed.contains(names[name])
        verdicts[name] = isExact
        return isExact
    }

    /// The right spelling of a name in other case; no two names of the table differ in case alone.
    func spelling(of name: String) -> String? {
        let lowered = name.lowercased()
        return listed.first { $0.lowercased() == lowered }
    }
}

extension AccessHolder {
    fileprivate func lists(_ permission: String, _ names: NameTable) -> Bool {
        parts.contains { part in part.userPermissions.contains { names[$0.name] == permission } }
    }
}

extension Finding.Message {
    fileprivate static func unknown(_ component: ComponentID, _ name: String) -> Self {
        """
        \(component.capitalizedNoun) '\(component.name)' names the user permission '\(name)', which API version 66.0 does \
        not list: it may be misspelled, retired, newer, or of a feature that the target org must have.
        """
    }

    fileprivate static func misspelled(_ component: ComponentID, _ name: String, _ right: String) -> Self {
        """
        \(component.capitalizedNoun) '\(component.name)' spells the user permission '\(right)' in other case, as \
        '\(name)'.
        """
    }
}
