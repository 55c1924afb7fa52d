internal import LintEngine
internal import OrgModel

extension App {
    /// The edits that take a scope away; where that leaves no scope for the APIs, `Api` takes its place.
    func removal(of scope: Located<String>) -> [Fix.Edit] {
        let others = scopes.map(\.value).filter { $0.lowercased() != scope.value.lowercased() }
        let reachesAPIs = others.contains { ["api", "full"].contains($0.lowercased()) }
        switch kind {
        case .connectedApp:
            let entries = scopes.filter { $0.value.lowercased() == scope.value.lowercased() }.map(\.location)
            return entries.enumerated().map { index, entry in
                index > 0 || reachesAPIs ? .removeElement(entry) : .replaceText(entry, with: "Api")
            }
        case .externalClientApplication:
            return [.replaceText(scope.location, with: ((reachesAPIs ? [] : ["Api"]) + others).joined(separator: ", "))]
        }
    }
}
