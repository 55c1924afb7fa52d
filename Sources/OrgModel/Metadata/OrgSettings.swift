/// A settings file: `OauthOidcSettings:OauthOidc`. In a file that is there, an absent element is its default.
public struct Settings: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    /// The elements without children directly below the root, and those one level down by `parent.child`.
    public var values: [String: Located<String>]
    /// `networkAccess.ipRanges` of the security settings.
    public var ipRanges: [IPRange] = []

    /// - Parameter kind: `OauthOidc`, `Security`, …
    public init(kind: String, location: SourceLocation, values: [String: Located<String>]) {
        componentID = ComponentID(type: kind + "Settings", name: kind)
        self.location = location
        self.values = values
    }

    public var kind: String { componentID.name }

    /// A boolean by its element, in any case; nil where the element is absent or no boolean.
    public func flag(_ element: String) -> Located<Bool>? {
        guard let value = values[element] else { return nil }
        switch value.value.lowercased() {
        case "true", "1": return Located(true, at: value.location)
        case "false", "0": return Located(false, at: value.location)
        default: return nil
        }
    }
}

/// A policy that grants or revokes permission sets and licences by what a user is.
public struct UserAccessPolicy: Sendable {
    public struct Action: Sendable {
        public let action: String
        public let type: String
        public let target: Located<String>

        public init(action: String, type: String, target: Located<String>) {
            self.action = action
            self.type = type
            self.target = target
        }
    }

    public struct Filter: Sendable {
        public let type: String
        public let operation: String
        public let target: String
        public let columnName: String?
        public let value: String?

        public init(type: String, operation: String, target: String, columnName: String?, value: String?) {
            self.type = type
            self.operation = operation
            self.target = target
            self.columnName = columnName
            self.value = value
        }
    }

    public let componentID: ComponentID
    public let location: SourceLocation
    public var status: Located<String>?
    public var actions: [Action] = []
    public var filters: [Filter] = []

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "UserAccessPolicy", name: fullName)
        self.location = location
    }
}

/// An Experience Cloud site and who may enter it.
public struct Network: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var memberProfiles: [Located<String>] = []
    public var memberPermissionSets: [Located<String>] = []

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "Network", name: fullName)
        self.location = location
    }
}

/// The password policy of one profile.
public struct ProfilePasswordPolicy: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    /// The metadata name of the profile.
    public var profile: Located<String>?
    /// Days; 0 is never.
    public var passwordExpiration: Located<String>?
    public var minimumPasswordLength: Located<String>?

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "ProfilePasswordPolicy", name: fullName)
        self.location = location
    }
}

/// What the metadata of a field says of how sensitive it is.
public struct CustomField: Sendable {
    /// `Object.Field`.
    public let componentID: ComponentID
    public let location: SourceLocation
    public var type: Located<String>?
    public var securityClassification: Located<String>?
    public var complianceGroup: Located<String>?

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "CustomField", name: fullName)
        self.location = location
    }

    public var fullName: String { componentID.name }
}
