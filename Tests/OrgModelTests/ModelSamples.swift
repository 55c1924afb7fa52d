import OrgModel

/// Orgs that tests put together from values, without files.
struct SampleOrg {
    var metadata = Metadata()
    var records = Records()
    var register = IntegrationRegister()
    private var names: [String] = [""]
    private var nextOffset: UInt32 = 0

    mutating func name(_ text: String) -> Name {
        if let index = names.firstIndex(of: text) { return Name(id: UInt32(index)) }
        names.append(text)
        return Name(id: UInt32(names.count - 1))
    }

    mutating func here() -> OrgModel.SourceLocation {
        nextOffset += 1
        return OrgModel.SourceLocation(file: FileID(0), offset: nextOffset)
    }

    /// Entries such as `ApiEnabled`, `-ApiEnabled` (disabled), `Account:allowRead,allowEdit` and `Account.A__c:re`.
    mutating func grants(_ entries: [String]) -> AccessGrants {
        var grants = AccessGrants(file: FileID(0))
        for entry in entries {
            let parts = entry.split(separator: ":").map(String.init)
            let offset = here().offset
            if parts.count == 1 {
                let isDisabled = entry.hasPrefix("-")
                let flag: Flag = isDisabled ? .no : .yes
                let name = name(isDisabled ? String(entry.dropFirst()) : entry)
                grants.userPermissions.append(Access(name: name, flag: flag, offset: offset, flagOffset: offset))
            } else if parts[0].contains(".") {
                let permission = FieldPermission(
                    field: name(parts[0]),
                    editable: parts[1].contains("e") ? .yes : .no,
                    readable: parts[1].contains("r") ? .yes : .no,
                    offset: offset,
                    editableOffset: offset,
                    readableOffset: offset
                )
                grants.fieldPermissions.append(permission)
            } else {
                var permission = ObjectPermission(object: name(parts[0]), offset: offset)
                for access in ObjectAccess.allCases where parts[1].split(separator: ",").contains("\(access)") {
                    permission.set(access, .yes, offset: offset + 1)
                }
                grants.objectPermissions.append(permission)
                nextOffset += 1
            }
        }
        return grants
    }

    mutating func add(
        permissionSet name: String,
        label: String? = nil,
        license: String? = nil,
        isConditional: Bool = false,
        _ entries: String...
    ) {
        var set = PermissionSet(fullName: name, location: here(), parts: [grants(entries)])
        set.label = label.map { Located($0, at: set.location) }
        set.licenseElement = license.map { Located($0, at: set.location) }
        if isConditional { set.hasActivationRequired = Located(true, at: set.location) }
        metadata.permissionSets.append(set)
    }

    mutating func add(
        group name: String,
        label: String? = nil,
        of members: [String],
        muting: [String] = [],
        isConditional: Bool = false
    ) {
        var group = PermissionSetGroup(fullName: name, location: here())
        group.label = label.map { Located($0, at: group.location) }
        group.permissionSets = members.map { Located($0, at: group.location) }
        group.mutingPermissionSets = muting.map { Located($0, at: group.location) }
        if isConditional { group.hasActivationRequired = Located(true, at: group.location) }
        metadata.permissionSetGroups.append(group)
    }

    mutating func add(muting name: String, _ entries: String...) {
        metadata.mutingPermissionSets.append(
            MutingPermissionSet(fullName: name, location: here(), parts: [grants(entries)]))
    }

    mutating func add(profile name: String, _ entries: String...) {
        metadata.profiles.append(Profile(fullName: name, location: here(), parts: [grants(entries)]))
    }

    mutating func add(
        user username: String,
        profile: String? = nil,
        license: String? = nil,
        isActive: Bool = true,
        sets: [String] = [],
        groups: [String] = []
    ) {
        var user = User(location: here(), username: username)
        user.profileName = profile
        user.licenseName = license
        user.isActive = isActive
        records.users.append(user)
        for name in sets {
            var row = PermissionSetAssignment(location: here())
            row.assigneeUsername = username
            row.permissionSetName = name
            row.permissionSetIsOwnedByProfile = false
            records.permissionSetAssignments.append(row)
        }
        for name in groups {
            var row = PermissionSetAssignment(location: here())
            row.assigneeUsername = username
            row.permissionSetGroupDeveloperName = name
            records.permissionSetAssignments.append(row)
        }
        let fields: Set = ["assignee.username", "permissionset.name", "permissionsetgroup.developername"]
        records.fields["PermissionSetAssignment"] = fields
        records.fields["User"] = ["username"]
    }

    func org() -> Org {
        var parts = Org.Parts()
        parts.metadata = metadata
        parts.records = records
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for name in names {
            bytes += Array(name.utf8)
            ends.append(UInt32(bytes.count))
        }
        parts.names = NameTable(bytes: bytes, ends: ends)
        let facts = SalesforceFacts(
            userLicenses: ["salesforce", "salesforce integration", "cloud integration user"],
            standardProfileLabels: ["Admin": "System Administrator"]
        )
        return Org(parts, register: register, facts: facts, asOf: Timestamp(seconds: 0))
    }
}
