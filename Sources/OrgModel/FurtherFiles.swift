/// The files of components that lie in several of them, as in two package directories: each may be what is deployed, so
/// what is said of the name is said of all.
///
/// The key is the index of the first file of a name, as the lookups by name return it; components of one file are left out.
struct FurtherFiles: Sendable {
    let permissionSets: [Int: [Int]]
    let groups: [Int: [Int]]
    let profiles: [Int: [Int]]
    let mutingPermissionSets: [Int: [Int]]

    init(_ metadata: Metadata) {
        permissionSets = Self.index(metadata.permissionSets.map(\.fullName))
        groups = Self.index(metadata.permissionSetGroups.map(\.fullName))
        profiles = Self.index(metadata.profiles.map { IntegrationNames.normalizeDashes($0.fullName) })
        mutingPermissionSets = Self.index(metadata.mutingPermissionSets.map(\.fullName))
    }

    private static func index(_ names: [String]) -> [Int: [Int]] {
        var first: [String: Int] = [:]
        var further: [Int: [Int]] = [:]
        for (index, name) in names.enumerated() {
            let name = name.lowercased()
            if let known = first[name] {
                further[known, default: []].append(index)
            } else {
                first[name] = index
            }
        }
        return further
    }
}
