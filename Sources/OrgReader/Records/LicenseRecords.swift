import OrgModel

extension UserLicense {
    init?(_ fields: inout RecordFields) {
        guard let name = fields.text("name", "masterlabel") else { return nil }
        self.init(location: fields.row.location, name: name)
        id = fields.id("id")
        licenseDefinitionKey = fields.text("licensedefinitionkey")
        status = fields.text("status")
        totalLicenses = fields.integer("TotalLicenses")
        usedLicenses = fields.integer("UsedLicenses")
    }
}

extension PermissionSetLicense {
    init?(_ fields: inout RecordFields) {
        self.init(location: fields.row.location)
        id = fields.id("id")
        developerName = fields.text("developername")
        masterLabel = fields.text("masterlabel")
        if id == nil, developerName == nil, masterLabel == nil { return nil }
        status = fields.text("status")
        totalLicenses = fields.integer("TotalLicenses")
        usedLicenses = fields.integer("UsedLicenses")
        expirationDate = fields.text("expirationdate")
        maximumPermissions = fields.trueFlags(withPrefix: "maximumpermissions")
    }
}

extension PermissionSetLicenseAssign {
    init?(_ fields: inout RecordFields) {
        self.init(location: fields.row.location)
        id = fields.id("id")
        assigneeID = fields.id("assigneeid", "assignee.id")
        assigneeUsername = fields.text("assignee.username")
        permissionSetLicenseID = fields.id("permissionsetlicenseid", "permissionsetlicense.id")
        developerName = fields.text("permissionsetlicense.developername")
        masterLabel = fields.text("permissionsetlicense.masterlabel")
        isRevoked = fields.boolean("IsRevoked")
        if assigneeID == nil, assigneeUsername == nil { return nil }
        if permissionSetLicenseID == nil, developerName == nil, masterLabel == nil { return nil }
    }
}
