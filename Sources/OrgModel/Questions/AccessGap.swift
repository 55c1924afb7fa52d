/// Why something about access is not known.
public struct AccessGap: Hashable, Sendable {
    /// What would tell, as the coverage names inputs: `PermissionSetAssignment`, `PermissionSet:INT_ERP`.
    public let missing: String
    /// What follows "not known, because": `the permission set 'INT_ERP' has no file`.
    public let reason: String
    /// Where it shows; nil where nothing is there.
    public let location: SourceLocation?

    public init(_ missing: String, _ reason: String, at location: SourceLocation? = nil) {
        self.missing = missing
        self.reason = reason
        self.location = location
    }

    public static func export(_ object: String) -> AccessGap {
        AccessGap(object, "the export of \(object) is missing")
    }

    static func mutingSet(_ name: Located<String>, _ group: ComponentID) -> AccessGap {
        AccessGap(
            "MutingPermissionSet:\(name.value)",
            "the muting permission set '\(name.value)' of the group '\(group.name)' has no file, and what it takes away "
                + "is open",
            at: name.location
        )
    }

    static func severalFiles(_ component: ComponentID, _ location: SourceLocation) -> AccessGap {
        AccessGap(
            "\(component.type):\(component.name)",
            "\(component.words) lies in several files that differ, and each may be the one that is deployed",
            at: location
        )
    }

    static func file(_ component: ComponentID, at location: SourceLocation) -> AccessGap {
        AccessGap("\(component.type):\(component.name)", "\(component.words) has no file", at: location)
    }
}

extension ComponentID {
    /// In the middle of a sentence: `the permission set 'INT_ERP'`.
    public var words: String {
        let noun =
            switch type {
            case "Profile": "profile"
            case "PermissionSet": "permission set"
            case "PermissionSetGroup": "permission set group"
            case "MutingPermissionSet": "muting permission set"
            case "ConnectedApp": "connected app"
            case "ExternalClientApplication": "external client app"
            case "User": "user"
            default: type
            }
        return "the \(noun) '\(name)'"
    }
}

// MARK: What is not known of a user

extension Org {
    /// Why a user may have more than rows and files show, but for what the profile leaves out.
    /// - Parameter user: index in `users`.
    func accessGaps(ofUser user: Int) -> [AccessGap] {
        assignmentGaps(ofUser: user) + fileGaps(ofUser: user)
    }

    private func assignmentGaps(ofUser user: Int) -> [AccessGap] {
        let object = "PermissionSetAssignment"
        guard records.has(object) else { return [.export(object)] }
        if truncatedObjects.contains(object) {
            return [AccessGap(object, "the export of \(object) is cut off")]
        }
        guard !knowsAllAssignments(ofUser: user) else { return [] }
        let place = users[user].record.location
        if users[user].hasUnresolvedAssignments {
            return [AccessGap(object, "a row of \(object) does not tell which set the user has by it", at: place)]
        }
        return [AccessGap(object, "the rows of \(object) cannot be joined to the user, whose Id is missing", at: place)]
    }

    private func fileGaps(ofUser user: Int) -> [AccessGap] {
        users[user].assignments.flatMap { assignment -> [AccessGap] in
            let row = assignment.row.location
            switch assignment.target {
            case .permissionSet(let set?): return partGaps(set)
            case .permissionSet(nil):
                return [.file(ComponentID(type: "PermissionSet", name: assignment.qualifiedName), at: row)]
            case .permissionSetGroup(nil):
                return [.file(ComponentID(type: "PermissionSetGroup", name: assignment.qualifiedName), at: row)]
            case .permissionSetGroup(let group?): return groupGaps(group)
            }
        }
    }

    /// Why a group may bring more than its files show.
    func groupGaps(_ group: Int) -> [AccessGap] {
        permissionSetGroups(like: group).flatMap { metadata.permissionSetGroups[$0].permissionSets }.flatMap { member in
            guard let set = permissionSet(named: member.value) else {
                return [AccessGap.file(ComponentID(type: "PermissionSet", name: member.value), at: member.location)]
            }
            return partGaps(set)
        }
    }

    /// Why a set may grant more than its files show.
    func partGaps(_ set: Int) -> [AccessGap] {
        permissionSets(like: set).filter { !metadata.permissionSets[$0].hasMainFile }.map { index in
            let file = metadata.permissionSets[index]
            return AccessGap(
                "PermissionSet:\(file.fullName)", "only parts of \(file.componentID.words) are there",
                at: file.location)
        }
    }

    /// Why the profile of a user may grant something that no file shows.
    /// - Parameters:
    ///   - user: index in `users`.
    ///   - right: what is asked about; nil for everything.
    func profileGaps(ofUser user: Int, about right: AskedRight?) -> [AccessGap] {
        let account = users[user]
        guard let profile = account.profile else {
            guard let name = account.profileName else {
                return [AccessGap("Profile", "no export tells the profile of the user", at: account.record.location)]
            }
            return [.file(ComponentID(type: "Profile", name: name), at: account.record.location)]
        }
        let gaps = profiles(like: profile).map { profileGap($0, about: right) }
        // Of several files one that speaks of it is enough: the others were retrieved without.
        return right != nil && gaps.contains(nil) ? [] : gaps.compactMap(\.self)
    }

    /// Why a profile may grant something that its file does not show: a retrieve brings user permissions always, and what
    /// else there is only for the components that it names (Metadata API Developer Guide, Profile).
    /// - Parameter index: in `Metadata.profiles`.
    func profileGap(_ index: Int, about right: AskedRight?) -> AccessGap? {
        let profile = metadata.profiles[index]
        let missing = "Profile:\(profile.fullName)"
        guard let right else {
            return AccessGap(
                missing,
                "\(profile.componentID.words) may grant more than its file shows: a retrieve leaves out objects, fields, "
                    + "classes and pages that it does not name",
                at: profile.location
            )
        }
        guard !shows(profile, right) else { return nil }
        let what = right.kind == .userPermissions ? "lists no user permissions" : "says nothing of '\(right.name)'"
        // So are all that were looked at in plain orgs; an administrator may have changed it.
        let isDelivered = right.kind == .objectPermissions && IntegrationNames.isAPIOnlyProfile(profile.fullName)
        let note = isDelivered ? ", which grants no object as Salesforce delivers it" : ""
        return AccessGap(
            missing, "the file of \(profile.componentID.words)\(note)\(isDelivered ? "," : "") \(what)",
            at: profile.location)
    }

    /// Whether what a profile's file does not grant is not granted.
    ///
    /// An entry says so, whatever its flags are. Of an object the entry of one of its standard fields says it as well:
    /// those come with the object only, custom fields also by themselves.
    private func shows(_ profile: Profile, _ right: AskedRight) -> Bool {
        switch right.kind {
        case .userPermissions: return profile.listsUserPermissions
        case .objectPermissions:
            return profile.parts.contains { part in
                part.objectPermissions.contains { hasText($0.object, right.name) }
                    || part.fieldPermissions.contains { isStandardField($0.field, of: right.name) }
            }
        case .fieldPermissions:
            return profile.parts.contains { part in part.fieldPermissions.contains { hasText($0.field, right.name) } }
        default:
            guard let list = AccessGrants.list(of: right.kind) else { return false }
            return profile.parts.contains { part in part[keyPath: list].contains { hasText($0.name, right.name) } }
        }
    }

    /// Whether a name has a text, in any case; names of other lengths cost no string.
    private func hasText(_ name: Name, _ text: String) -> Bool {
        names.utf8(name).count == text.utf8.count && names[name].lowercased() == text.lowercased()
    }

    private func isStandardField(_ name: Name, of object: String) -> Bool {
        let bytes = names.utf8(name)
        let length = object.utf8.count
        guard bytes.count > length, bytes[bytes.startIndex + length] == UInt8(ascii: ".") else { return false }
        let field = names[name].lowercased()
        return field.hasPrefix(object.lowercased() + ".") && !field.hasSuffix("__c")
    }
}
