import OrgModel

extension User {
    /// A row that has a username or at least an Id, which then stands for it.
    init?(_ fields: inout RecordFields) {
        guard let username = fields.text("username", "id") else { return nil }
        self.init(location: fields.row.location, username: username)
        id = fields.id("id")
        let parts = [fields.text("firstname"), fields.text("lastname")].compactMap { $0 }
        name = fields.text("name") ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
        alias = fields.text("alias")
        email = fields.text("email")
        isActive = fields.boolean("IsActive") ?? true
        profileID = fields.id("profileid", "profile.id")
        profileName = fields.text("profile.name")
        licenseName = fields.text("profile.userlicense.name", "profile.userlicense.masterlabel")
        licenseID = fields.id("profile.userlicenseid", "profile.userlicense.id")
        licenseDefinitionKey = fields.text("profile.userlicense.licensedefinitionkey")
        userType = fields.text("usertype")
        title = fields.text("title")
        hasRole =
            fields.text("userroleid", "userrole.id") ?? fields.text("userrole.name", "userrole.developername") != nil
        lastLoginDate = fields.text("lastlogindate")
        createdDate = fields.text("createddate")
        featureFlags = fields.trueFlags(withPrefix: Self.flagPrefix).map { flag in
            Self.flags[Self.flagPrefix + flag] ?? Self.flagPrefix + flag
        }
        mentionedFields = fields.row.mentionedFields
    }

    private static let flagPrefix = "userpermissions"

    /// The flags of the User object as the API spells them, by their lower-case names.
    private static let flags: [String: String] = {
        let features = [
            "AvantgoUser", "CallCenterAutoLogin", "ChatterAnswersUser", "InteractionUser", "JigsawProspectingUser",
            "KnowledgeUser", "LiveAgentUser", "MarketingUser", "MobileUser", "OfflineUser", "SFContentUser",
            "SiteforceContributorUser", "SiteforcePublisherUser", "SupportUser", "WorkDotComUserFeature",
        ]
        let names = features.map { "UserPermissions" + $0 }
        return Dictionary(names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }()
}

extension UserLogin {
    init?(_ fields: inout RecordFields) {
        guard let user = fields.id("userid", "user.id") else { return nil }
        self.init(location: fields.row.location)
        userID = user
        isFrozen = fields.boolean("IsFrozen")
        isPasswordLocked = fields.boolean("IsPasswordLocked")
    }
}

extension LoginHistory {
    init?(_ fields: inout RecordFields) {
        self.init(location: fields.row.location)
        userID = fields.id("userid", "user.id")
        username = fields.text("user.username")
        if userID == nil, username == nil { return nil }
        loginTime = fields.text("logintime")
        loginType = fields.text("logintype")
        loginSubType = fields.text("loginsubtype")
        status = fields.text("status")
        sourceIp = fields.text("sourceip")
        application = fields.text("application")
    }
}
