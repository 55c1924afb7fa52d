/// What permission sets, groups, profiles and apps bring, and who has them.
extension Org {
    /// What a permission set grants, and who has it.
    /// - Parameters:
    ///   - fullName: in any case; a set that only the exports name has no grants.
    ///   - location: where it stands, where it has no file.
    public func access(ofPermissionSet fullName: String, at location: SourceLocation? = nil) -> AccessAnswer {
        let files = permissionSets(named: fullName)
        let component =
            files.first.map { metadata.permissionSets[$0].componentID }
            ?? ComponentID(type: "PermissionSet", name: fullName)
        var collector = AccessCollector(self)
        let sources = files.map { index in
            source(
                index, path: [], muting: [],
                isConditional: metadata.permissionSets[index].hasActivationRequired?.value == true)
        }
        var facts: [AccessAnswer.Fact] = []
        for set in files.map({ metadata.permissionSets[$0] }) {
            if let label = set.label {
                facts.append(.init(name: "label", value: label.value, location: label.location))
            }
            if let license = set.license {
                facts.append(.init(name: "license", value: license.value, location: license.location))
            }
            if let flag = set.hasActivationRequired, flag.value {
                facts.append(.init(name: "activation", value: "required", location: flag.location))
            }
        }
        for group in metadata.permissionSetGroups {
            for member in group.permissionSets where member.value.lowercased() == fullName.lowercased() {
                facts.append(.init(name: "member of group", value: group.fullName, location: member.location))
            }
        }
        let place = files.first.map { metadata.permissionSets[$0].location } ?? location
        let own = files.isEmpty ? [AccessGap.missingFile(component, place)] : files.first.map(partGaps) ?? []
        return AccessAnswer(
            .permissionSet,
            component,
            at: place,
            facts: facts,
            grants: files.isEmpty ? nil : collector.held(by: sources),
            holdings: knowsAssignments ? holdings(ofPermissionSet: fullName) : nil,
            unknowns: own.map { .init(gap: $0, users: nil) } + exportGaps + assignmentGaps,
            isUnanswered: files.isEmpty && !knowsAssignments
        )
    }

    private func holdings(ofPermissionSet fullName: String) -> [AccessAnswer.Holding] {
        let set = assignedPermissionSets(ofUsers: activeUsers).first {
            $0.componentID.name.lowercased() == fullName.lowercased()
        }
        let paths = Dictionary(grouping: set?.paths ?? []) { $0.user }
        return activeUsers.compactMap { user in
            paths[user].map { paths in
                let ways = paths.map { path in
                    let group = path.steps.last { $0.component.type == "PermissionSetGroup" }
                    let activation = path.isConditional ? (group ?? path.steps.last)?.component : nil
                    return AccessPath(steps: namingMembers(path.steps), activation: activation)
                }
                return holding(user, ways, ending: AccessEnding(ways))
            }
        }
    }

    /// What a group brings after muting, and who has it.
    public func access(ofPermissionSetGroup fullName: String, at location: SourceLocation? = nil) -> AccessAnswer {
        let first = permissionSetGroup(named: fullName)
        let files = first.map(permissionSetGroups(like:)) ?? []
        let component =
            first.map { metadata.permissionSetGroups[$0].componentID }
            ?? ComponentID(type: "PermissionSetGroup", name: fullName)
        var collector = AccessCollector(self)
        var facts: [AccessAnswer.Fact] = []
        for group in files.map({ metadata.permissionSetGroups[$0] }) {
            let texts: [(String, Located<String>?)] = [("label", group.label), ("status", group.status)]
            for (name, text) in texts {
                if let text { facts.append(.init(name: name, value: text.value, location: text.location)) }
            }
            if let flag = group.hasActivationRequired, flag.value {
                facts.append(.init(name: "activation", value: "required", location: flag.location))
            }
            facts += group.permissionSets.map { .init(name: "member", value: $0.value, location: $0.location) }
            facts += group.mutingPermissionSets.map { .init(name: "muted by", value: $0.value, location: $0.location) }
        }
        let place = first.map { metadata.permissionSetGroups[$0].location } ?? location
        let own = first.map(groupGaps) ?? [AccessGap.missingFile(component, place)]
        return AccessAnswer(
            .permissionSetGroup,
            component,
            at: place,
            facts: facts,
            grants: files.isEmpty ? nil : collector.held(by: files.flatMap { sourcesOfGroup($0, path: []).sources }),
            holdings: knowsAssignments ? holdings(ofGroup: fullName, files) : nil,
            unknowns: own.map { .init(gap: $0, users: nil) } + exportGaps + assignmentGaps,
            isUnanswered: files.isEmpty && !knowsAssignments
        )
    }

    private func holdings(ofGroup fullName: String, _ files: [Int]) -> [AccessAnswer.Holding] {
        activeUsers.compactMap { user in
            let account = users[user]
            let start = PathStep(component: account.componentID, location: account.record.location)
            let ways = account.assignments.filter { assignment in
                guard case .permissionSetGroup(let index) = assignment.target else { return false }
                return index.map(files.contains) ?? (assignment.qualifiedName.lowercased() == fullName.lowercased())
            }.map { assignment in
                let row = PathStep(
                    component: ComponentID(type: "PermissionSetAssignment", name: assignment.name),
                    location: assignment.row.location)
                let group = files.first.map { metadata.permissionSetGroups[$0] }
                let end = group.map { [PathStep(component: $0.componentID, location: $0.location)] } ?? []
                let isConditional = group?.hasActivationRequired?.value == true
                return AccessPath(
                    steps: [start, row] + end, activation: isConditional ? group?.componentID : nil)
            }
            return ways.isEmpty ? nil : holding(user, ways, ending: AccessEnding(ways))
        }
    }

    /// What a profile grants, and who has it.
    /// - Parameter name: as metadata or records have it.
    public func access(ofProfile name: String, at location: SourceLocation? = nil) -> AccessAnswer {
        let first = profile(named: name)
        let files = first.map(profiles(like:)) ?? []
        let component = first.map { metadata.profiles[$0].componentID } ?? ComponentID(type: "Profile", name: name)
        var collector = AccessCollector(self)
        let sources = files.map { index in
            let profile = metadata.profiles[index]
            return AccessSource(
                holder: .profile(index),
                path: [PathStep(component: profile.componentID, location: profile.location)],
                mutingPermissionSets: [], isConditional: false)
        }
        var facts: [AccessAnswer.Fact] = []
        for license in files.compactMap({ metadata.profiles[$0].userLicense }) {
            facts.append(.init(name: "license", value: license.value, location: license.location))
        }
        let place = first.map { metadata.profiles[$0].location } ?? location
        let own =
            first == nil
            ? [AccessGap.missingFile(component, place)] : files.compactMap { profileGap($0, about: nil) }
        let isUserMissing = !records.has("User")
        return AccessAnswer(
            .profile,
            component,
            at: place,
            facts: facts,
            grants: files.isEmpty ? nil : collector.held(by: sources),
            holdings: isUserMissing ? nil : holdings(ofProfile: name, first),
            unknowns: own.map { .init(gap: $0, users: nil) }
                + (isUserMissing ? [.init(gap: .export("User"), users: nil)] : []),
            isUnanswered: files.isEmpty && isUserMissing
        )
    }

    private func holdings(ofProfile name: String, _ file: Int?) -> [AccessAnswer.Holding] {
        activeUsers.compactMap { user in
            let account = users[user]
            let isIt = file.map { $0 == account.profile } ?? (account.profileName?.lowercased() == name.lowercased())
            guard isIt else { return nil }
            let start = PathStep(component: account.componentID, location: account.record.location)
            let end = file.map { metadata.profiles[$0] }.map {
                [PathStep(component: $0.componentID, location: $0.location)]
            }
            return holding(user, [AccessPath(steps: [start] + (end ?? []))])
        }
    }

    /// Why users may have sets that no row shows, each once.
    private var assignmentGaps: [AccessAnswer.Unknown] {
        guard knowsAssignments else { return [] }
        let object = "PermissionSetAssignment"
        if truncatedObjects.contains(object) {
            return [.init(gap: AccessGap(object, "the export of \(object) is cut off"), users: nil)]
        }
        return counted(
            users.indices.filter { users[$0].isActive && users[$0].hasUnresolvedAssignments }.map { user in
                let reason = "rows of \(object) do not tell which set they assign"
                return (AccessGap(object, reason, at: users[user].record.location), user)
            })
    }
}

extension AccessGap {
    /// Like `file`, of what is asked about itself.
    static func missingFile(_ component: ComponentID, _ location: SourceLocation?) -> AccessGap {
        AccessGap("\(component.type):\(component.name)", "\(component.words) has no file", at: location)
    }
}
