import OrgModel

/// What begins like a permission in the exports of sets and profiles and is none: `PermissionSetGroupId`.
private let stranger = "permissionset"

extension ProfileRecord {
    init?(_ fields: inout RecordFields) {
        guard let name = fields.text("name") else { return nil }
        self.init(location: fields.row.location, name: name)
        id = fields.id("id")
        userLicenseID = fields.id("userlicenseid", "userlicense.id")
        userLicenseName = fields.text("userlicense.name", "userlicense.masterlabel")
        permissions = fields.trueFlags(withPrefix: "permissions", except: stranger)
    }
}

extension PermissionSetRecord {
    init?(_ fields: inout RecordFields) {
        self.init(location: fields.row.location)
        id = fields.id("id")
        name = fields.text("name")
        if id == nil, name == nil { return nil }
        label = fields.text("label")
        isOwnedByProfile = fields.boolean("IsOwnedByProfile")
        profileID = fields.id("profileid", "profile.id")
        if isOwnedByProfile == nil, fields.text("profile.name") != nil { isOwnedByProfile = true }
        licenseID = fields.id("licenseid", "license.id")
        licenseName = fields.text("license.name", "license.masterlabel")
        namespacePrefix = fields.text("namespaceprefix")
        type = fields.text("type")
        permissionSetGroupID = fields.id("permissionsetgroupid", "permissionsetgroup.id")
        permissions = fields.trueFlags(withPrefix: "permissions", except: stranger)
    }
}

extension PermissionSetGroupRecord {
    init?(_ fields: inout RecordFields) {
        self.init(location: fields.row.location)
        id = fields.id("id")
        developerName = fields.text("developername")
        if id == nil, developerName == nil { return nil }
        masterLabel = fields.text("masterlabel")
    }
}

extension PermissionSetAssignment {
    init?(_ fields: inout RecordFields) {
        self.init(location: fields.row.location)
        id = fields.id("id")
        assigneeID = fields.id("assigneeid", "assignee.id")
        assigneeUsername = fields.text("assignee.username")
        permissionSetID = fields.id("permissionsetid", "permissionset.id")
        permissionSetName = fields.text("permissionset.name")
        permissionSetLabel = fields.text("permissionset.label")
        permissionSetIsOwnedByProfile = fields.boolean("PermissionSet.IsOwnedByProfile")
        permissionSetType = fields.text("permissionset.type")
        permissionSetProfileID = fields.id("permissionset.profileid", "permissionset.profile.id")
        if permissionSetIsOwnedByProfile == nil, fields.text("permissionset.profile.name") != nil {
            permissionSetIsOwnedByProfile = true
        }
        permissionSetLicenseName = fields.text("permissionset.license.name", "permissionset.license.masterlabel")
        permissionSetNamespacePrefix = fields.text("permissionset.namespaceprefix")
        permissionSetGroupID =
            fields.id("permissionsetgroupid", "permissionsetgroup.id")
            ?? fields.id("permissionset.permissionsetgroupid", "permissionset.permissionsetgroup.id")
        permissionSetGroupDeveloperName = fields.text(
            "permissionsetgroup.developername", "permissionset.permissionsetgroup.developername")
        isActive = fields.boolean("IsActive")
        isRevoked = fields.boolean("IsRevoked")
        expirationDate = fields.text("expirationdate")
        if assigneeID == nil, assigneeUsername == nil { return nil }
        if permissionSetID == nil, permissionSetName == nil, permissionSetGroupID == nil,
            permissionSetGroupDeveloperName == nil
        {
            return nil
        }
    }
}

extension SetupEntityAccess {
    init?(_ fields: inout RecordFields) {
        self.init(location: fields.row.location)
        parentID = fields.id("parentid", "parent.id")
        parentName = fields.text("parent.name")
        setupEntityID = fields.id("setupentityid", "setupentity.id")
        setupEntityType = fields.text("setupentitytype")
        if setupEntityID == nil || parentID == nil && parentName == nil { return nil }
    }
}
