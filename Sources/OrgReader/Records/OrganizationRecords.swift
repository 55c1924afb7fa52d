import OrgModel

extension Organization {
    init?(_ fields: inout RecordFields) {
        self.init(location: fields.row.location)
        name = fields.text("name")
        organizationType = fields.text("organizationtype")
        isSandbox = fields.boolean("IsSandbox")
    }
}

extension ConnectedApplication {
    init?(_ fields: inout RecordFields) {
        self.init(location: fields.row.location)
        id = fields.id("id")
        name = fields.text("name")
        if id == nil, name == nil { return nil }
        optionsAllowAdminApprovedUsersOnly = fields.boolean("OptionsAllowAdminApprovedUsersOnly")
    }
}
