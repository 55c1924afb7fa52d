/// The integrations that the configuration declares; what it says goes before records and names.
public struct IntegrationRegister: Sendable {
    public struct Entry: Sendable {
        public var name: String
        /// The username of the integration's user.
        public var user: String?
        /// Full names of connected apps and external client apps.
        public var apps: [String]
        /// API names of permission sets and groups.
        public var permissionSets: [String]
        /// User permissions that this integration needs on purpose.
        public var allowedPermissions: [String]
        /// Objects whose access this integration needs on purpose.
        public var allowedObjects: [String]

        public init(
            name: String,
            user: String? = nil,
            apps: [String] = [],
            permissionSets: [String] = [],
            allowedPermissions: [String] = [],
            allowedObjects: [String] = []
        ) {
            self.name = name
            self.user = user
            self.apps = apps
            self.permissionSets = permissionSets
            self.allowedPermissions = allowedPermissions
            self.allowedObjects = allowedObjects
        }
    }

    public var entries: [Entry]
    /// Sets that several integrations share on purpose.
    public var basePermissionSets: [String]
    /// The edition of the org as the configuration names it, `enterprise`; an Organization record goes before it.
    public var edition: String?
    /// The forms of names.
    public var naming: NamingPatterns

    public init(
        entries: [Entry] = [],
        basePermissionSets: [String] = [],
        edition: String? = nil,
        naming: NamingPatterns = NamingPatterns()
    ) {
        self.entries = entries
        self.basePermissionSets = basePermissionSets
        self.edition = edition
        self.naming = naming
    }
}

/// What is known of Salesforce itself and is needed to tell integrations from people; it comes from the reference tables.
public struct SalesforceFacts: Sendable {
    /// The names of user licences, lower case.
    public var userLicenses: Set<String>
    /// The labels of standard profiles by their metadata names: `Admin` is `System Administrator`.
    public var standardProfileLabels: [String: String]

    public init(userLicenses: Set<String>, standardProfileLabels: [String: String]) {
        self.userLicenses = userLicenses
        self.standardProfileLabels = standardProfileLabels
    }
}

/// The names by which Salesforce's own integration licence, profiles and permission set license are known.
public enum IntegrationNames {
    public static let license = "Salesforce Integration"
    public static let permissionSetLicense = "SalesforceAPIIntegrationPsl"
    public static let permissionSetLicenseLabel = "Salesforce API Integration"
    public static let profiles = ["Minimum Access - API Only Integrations", "Salesforce API Only System Integrations"]
    /// The user permissions that both API-only profiles hold as Salesforce delivers them.
    public static let profilePermissions = ["ApiEnabled", "ApiUserOnly", "ChatterInternalUser"]

    /// Whether a profile is one of the two API-only profiles; dashes of any kind and case are equal.
    public static func isAPIOnlyProfile(_ name: String) -> Bool {
        let normalized = normalizeDashes(name).lowercased()
        return profiles.contains { $0.lowercased() == normalized }
    }

    /// Whether a text is the permission set license *Salesforce API Integration*, by developer name or label.
    public static func isPermissionSetLicense(_ text: String) -> Bool {
        let lowered = text.lowercased()
        return lowered == permissionSetLicense.lowercased() || lowered == permissionSetLicenseLabel.lowercased()
    }

    /// Whether a text is the user licence *Salesforce Integration*; other licences have "Integration" in their names.
    public static func isLicense(_ text: String) -> Bool {
        text.lowercased() == license.lowercased()
    }

    /// The user licence behind a `LicenseDefinitionKey`; nil for all keys but that of *Salesforce Integration*, which
    /// no page of Salesforce lists: `users_test.go` of ConductorOne/baton-salesforce has it.
    static func license(ofKey key: String) -> String? {
        key.lowercased() == "salesforce_integration_user" ? license : nil
    }

    static func normalizeDashes(_ text: String) -> String {
        String(text.map { "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}".contains($0) ? "-" : $0 })
    }

    /// Whether one of the words of a text is `integration` or `integrations`; words end at everything that is no letter
    /// or digit and where a capital letter follows a small one.
    public static func namesIntegration(_ text: String) -> Bool {
        var words: [String] = []
        var word = ""
        var previous: Character = " "
        for character in text {
            let startsWord = previous.isLowercase && character.isUppercase
            if startsWord || !(character.isLetter || character.isNumber) {
                words.append(word)
                word = ""
            }
            if character.isLetter || character.isNumber { word.append(character) }
            previous = character
        }
        words.append(word)
        return words.contains { ["integration", "integrations"].contains($0.lowercased()) }
    }
}

/// What a claim that something belongs to an integration rests on; the strongest evidence counts.
public enum IntegrationEvidence: Int, Comparable, Sendable {
    /// A name, label or description says so.
    case name
    /// The configuration declares it.
    case register
    /// A group is one because a member is.
    case member
    /// An API-only profile or an integration permission set is pre-authorised.
    case preauthorization
    /// The client credentials flow is on, or an integration user is the run-as user.
    case flow
    /// The licence string of the set, or the API-only profile of the user.
    case license
    /// An export shows that an integration user has it.
    case assignment

    public static func < (left: IntegrationEvidence, right: IntegrationEvidence) -> Bool {
        left.rawValue < right.rawValue
    }
}
