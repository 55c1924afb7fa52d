public import LintEngine
public import OrgModel
public import RuleCatalogue

/// An integration set that shows tabs, apps or pages, which nobody looks at over the API.
public struct PermissionSetUIAccess: Rule {
    public static let page = RuleFile.permissionSetUiAccess

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let hidden = ["None", "Hidden"].compactMap { org.names.name($0) }
        return org.integrationSetSubjects.compactMap { subject in
            // By kind, so that the place does not depend on how the parts of a decomposed set are named.
            let entries = subject.set.parts.flatMap { $0.shown(hidden) }
            let shown = ShownEntry.Kind.allCases.flatMap { kind in entries.filter { $0.kind == kind } }
            guard let first = shown.first else { return nil }
            return Finding(
                .shows(subject.words, shown.inWords),
                subject: subject.set.componentID,
                element: "userInterface",
                location: first.location,
                confidence: subject.evidence.confidence,
                related: shown.dropFirst().map { entry in
                    Finding.Related("shows the \(entry.kind.rawValue) '\(org.names[entry.name])'", at: entry.location)
                } + subject.related(in: org),
                paths: subject.paths.map(\.steps)
            )
        }
    }

    public func subjects(in org: Org) -> Int { org.integrationPermissionSets.count }
}

/// An entry of a set that shows something to people.
private struct ShownEntry {
    enum Kind: String, CaseIterable {
        case tab
        case app
        case page = "Visualforce page"
    }

    let kind: Kind
    let name: Name
    let location: SourceLocation
}

extension AccessGrants {
    fileprivate func shown(_ hidden: [Name]) -> [ShownEntry] {
        let tabs = tabSettings.filter { !hidden.contains($0.visibility) }.map { setting in
            ShownEntry(kind: .tab, name: setting.tab, location: location(setting.offset))
        }
        return tabs + shown(.app, applicationVisibilities) + shown(.page, pageAccesses)
    }

    private func shown(_ kind: ShownEntry.Kind, _ entries: [Access]) -> [ShownEntry] {
        entries.filter(\.isEnabled).map { ShownEntry(kind: kind, name: $0.name, location: location($0.offset)) }
    }
}

extension [ShownEntry] {
    /// `2 tabs, 1 app`.
    fileprivate var inWords: String {
        ShownEntry.Kind.allCases.compactMap { kind in
            let count = count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)\(count == 1 ? "" : "s")"
        }
        .joined(separator: ", ")
    }
}

extension Finding.Message {
    fileprivate static func shows(_ subject: String, _ entries: String) -> Self {
        "\(subject) gives access to parts of the user interface: \(entries)."
    }
}
