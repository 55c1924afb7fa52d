extension Org {
    /// The ways on which active integration users have each permission set, by index in `Metadata.permissionSets`; sets
    /// that none of them has are left out.
    public func integrationPathsByPermissionSet() -> [Int: [GrantPath]] {
        var paths: [Int: [GrantPath]] = [:]
        for access in integrationAccess {
            for source in access.sources {
                guard case .permissionSet(let index) = source.holder else { continue }
                paths[index, default: []].append(
                    GrantPath(user: access.user, steps: source.path, isConditional: source.isConditional)
                )
            }
        }
        return paths
    }
}
