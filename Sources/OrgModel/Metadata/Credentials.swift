/// A named credential, of the legacy kind or of the kind that uses external credentials.
public struct NamedCredential: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var label: Located<String>?
    /// Absent in old files, which are `Legacy` and have no parameters.
    public var namedCredentialType: Located<String>?
    public var endpoint: Located<String>?
    public var principalType: Located<String>?
    public var `protocol`: Located<String>?
    public var username: Located<String>?
    public var password: Located<String>?
    public var oauthToken: Located<String>?
    public var oauthRefreshToken: Located<String>?
    public var awsAccessKey: Located<String>?
    public var awsAccessSecret: Located<String>?
    public var authProvider: Located<String>?
    public var calloutStatus: Located<String>?
    public var parameters: [CredentialParameter] = []

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "NamedCredential", name: fullName)
        self.location = location
    }

    public var fullName: String { componentID.name }
    public var isLegacy: Bool { namedCredentialType.map { $0.value == "Legacy" } ?? parameters.isEmpty }
    /// The address that is called: `endpoint` of a legacy credential, else the value of the `Url` parameter.
    public var address: Located<String>? {
        isLegacy ? endpoint : parameters.first { $0.parameterType == "Url" }?.parameterValue
    }
}

/// `namedCredentialParameters` or `externalCredentialParameters`.
public struct CredentialParameter: Sendable {
    public let location: SourceLocation
    public var parameterName: Located<String>?
    public var parameterType: String
    public var parameterValue: Located<String>?
    public var externalCredential: Located<String>?

    public init(location: SourceLocation, parameterType: String) {
        self.location = location
        self.parameterType = parameterType
    }
}

/// How a callout authenticates.
public struct ExternalCredential: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var label: Located<String>?
    public var authenticationProtocol: Located<String>?
    public var parameters: [CredentialParameter] = []

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "ExternalCredential", name: fullName)
        self.location = location
    }

    public var fullName: String { componentID.name }
}

/// A provider through which people or callouts sign in.
public struct AuthProvider: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var friendlyName: Located<String>?
    public var providerType: Located<String>?
    public var consumerKey: Located<String>?
    public var consumerSecret: Located<String>?
    /// The private key of a provider of the type Apple.
    public var ecKey: Located<String>?
    public var executionUser: Located<String>?

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "AuthProvider", name: fullName)
        self.location = location
    }

    public var fullName: String { componentID.name }
}

/// An address that Apex may call.
public struct RemoteSiteSetting: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var url: Located<String>?
    public var isActive: Located<Bool>?
    public var disableProtocolSecurity: Located<Bool>?

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "RemoteSiteSetting", name: fullName)
        self.location = location
    }

    public var fullName: String { componentID.name }
}

/// A certificate by its description; the certificate itself is the file beside it.
public struct Certificate: Sendable {
    public let componentID: ComponentID
    public let location: SourceLocation
    public var caSigned: Located<Bool>?
    public var expirationDate: Located<String>?
    public var keySize: Located<String>?
    public var masterLabel: Located<String>?
    public var privateKeyExportable: Located<Bool>?

    public init(fullName: String, location: SourceLocation) {
        componentID = ComponentID(type: "Certificate", name: fullName)
        self.location = location
    }

    public var fullName: String { componentID.name }
}
