/// A permission set that active integration users have, or a group of which no file tells the sets.
public struct IntegrationHolding: Sendable {
    public let componentID: ComponentID
    /// Index in `Metadata.permissionSets`; nil for a group, and for a set without a file.
    public let index: Int?
    /// The file, else the first row that assigns it.
    public let location: SourceLocation
    public let paths: [GrantPath]

    /// The kind of thing at the start of a sentence.
    public var capitalizedNoun: String {
        componentID.type == "PermissionSetGroup" ? "Permission set group" : "Permission set"
    }

    /// The namespace of a managed package; nil for the org's own and for what Salesforce itself brings.
    public var managedNamespace: String? {
        isSalesforceOwn ? nil : namespacePrefix(componentID.name)
    }

    /// Whether Salesforce itself brings it.
    public var isSalesforceOwn: Bool { OrgModel.isSalesforceOwn(componentID.name) }
}

extension Org {
    /// What active integration users have, in the order of users and rows.
    public var integrationHoldings: [IntegrationHolding] {
        let sets = assignedPermissionSets.compactMap { set in
            set.paths.first.map { first in
                IntegrationHolding(
                    componentID: set.componentID,
                    index: set.index,
                    location: set.index.map { metadata.permissionSets[$0].location } ?? assignmentLocation(of: first),
                    paths: set.paths
                )
            }
        }
        return sets + groupsWithoutFile
    }

    private var groupsWithoutFile: [IntegrationHolding] {
        var paths: [String: (name: String, paths: [GrantPath])] = [:]
        for index in integrationUsers {
            let user = users[index]
            for assignment in user.assignments {
                guard case .permissionSetGroup(nil) = assignment.target else { continue }
                let name = assignment.qualifiedName
                let steps = [
                    PathStep(component: user.componentID, location: user.record.location),
                    PathStep(
                        component: ComponentID(type: "PermissionSetAssignment", name: assignment.name),
                        location: assignment.row.location
                    ),
                ]
                paths[name.lowercased(), default: (name, [])].paths.append(
                    GrantPath(user: index, steps: steps, isConditional: false)
                )
            }
        }
        return paths.sorted { $0.key < $1.key }.compactMap { _, group in
            group.paths.first.map { first in
                IntegrationHolding(
                    componentID: ComponentID(type: "PermissionSetGroup", name: group.name),
                    index: nil,
                    location: assignmentLocation(of: first),
                    paths: group.paths
                )
            }
        }
    }

    /// The row behind a way: the step behind the user.
    private func assignmentLocation(of path: GrantPath) -> SourceLocation {
        path.steps.first { $0.component.type == "PermissionSetAssignment" }?.location
            ?? users[path.user].record.location
    }
}

extension OrgUser.Assignment {
    /// The full name of metadata: records keep the namespace of what is managed in a field of its own.
    public var qualifiedName: String { qualified(name, namespacePrefix) }
}
