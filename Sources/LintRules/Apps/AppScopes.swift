internal import LintEngine
internal import OrgModel

extension App {
    /// The edit that takes a scope away; where that leaves no scope for the APIs, `Api` takes its place.
    func removal(of scope: Located<String>) -> Fix.Edit {
        let others = scopes.map(\.value).filter { $0.lowercased() != scope.value.lowercased() }
        let reachesAPIs = others.contains { ["api", "full"].contains($0.lowercased()) }
        switch kind {
        case .connectedApp:
            return reachesAPIs ? .removeElement(scope.location) : .replaceText(scope.location, with: "Api")
        case .externalClientApplication:
            return .replaceText(scope.location, with: ((reachesAPIs ? [] : ["Api"]) + others).joined(separator: ", "))
        }
    }
}
