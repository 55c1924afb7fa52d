/// What the rows that count assign to anybody: people, integration users, and users of no export.
struct AssignedComponents: Sendable {
    /// Indices in `Metadata.permissionSets`.
    private(set) var permissionSets: Set<Int> = []
    /// Indices in `Metadata.permissionSetGroups`.
    private(set) var groups: Set<Int> = []
    /// Whether a row may assign any set of the project: it cannot be named, or it is of a group whose members no file
    /// tells.
    private(set) var hasUnknown = false

    mutating func add(_ assignment: OrgUser.Assignment) {
        switch assignment.target {
        case .permissionSet(let index?): permissionSets.insert(index)
        case .permissionSetGroup(let index?): groups.insert(index)
        case .permissionSet(nil): break
        case .permissionSetGroup(nil): hasUnknown = hasUnknown || assignment.namespacePrefix == nil
        }
    }

    /// The same, with all files of what lies in several.
    func including(_ files: FurtherFiles) -> AssignedComponents {
        var result = self
        for index in permissionSets { result.permissionSets.formUnion(files.permissionSets[index] ?? []) }
        for index in groups { result.groups.formUnion(files.groups[index] ?? []) }
        return result
    }

    /// Notes a row that no set or group was found for; one with a name is of a set that the project does not have.
    mutating func noteUnresolved(name: String?) {
        hasUnknown = hasUnknown || name == nil
    }
}

extension Org {
    /// The permission sets that somebody has, directly or through a group, by index in `Metadata.permissionSets`; nil
    /// where the export is not there, is cut off, or has rows of which nobody knows what they assign.
    public var heldPermissionSets: Set<Int>? {
        guard isComplete("PermissionSetAssignment"), !assigned.hasUnknown else { return nil }
        let members = assigned.groups.flatMap { metadata.permissionSetGroups[$0].permissionSets }
        return assigned.permissionSets.union(members.flatMap { permissionSets(named: $0.value) })
    }
}
