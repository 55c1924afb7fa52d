package import OrgModel

/// What an input file is, as its name and its folders tell; the type names are the Metadata API's.
package enum FileKind: Hashable, Sendable {
    case permissionSet
    case permissionSetGroup
    case mutingPermissionSet
    case profile
    case connectedApp
    case externalClientApplication
    case extlClntAppOauthSettings
    case extlClntAppGlobalOauthSettings
    case extlClntAppOauthConfigurablePolicies
    case extlClntAppConfigurablePolicies
    case namedCredential
    case externalCredential
    case authProvider
    case remoteSiteSetting
    case userAccessPolicy
    case network
    case certificate
    case profilePasswordPolicy
    case customField
    /// An object; in mdapi format its fields lie inside.
    case customObject
    case settings(SettingsKind)
    /// A part of a permission set that lies beside the set's main file; the full name is the set's.
    case permissionSetPart(PermissionSetPart)
    /// A component that others refer to: its name says that it exists, and its file is not opened.
    case nameOnly(NameOnlyType)
    /// `package.xml`.
    case packageManifest
    /// `destructiveChanges.xml` and its forms for before and after the deploy.
    case destructiveChanges
    /// `sfdx-project.json`.
    case salesforceProject
    /// Exported rows; the full name is the file's name without its suffix.
    case records(SourceFile.Syntax)

    /// The metadata type, which is also what the root element is called; nil for files that hold no metadata.
    ///
    /// The root of a permission set part is another in one of the two layouts: see ``PermissionSetPart``.
    package var metadataType: String? {
        switch self {
        case .permissionSet, .permissionSetPart: "PermissionSet"
        case .permissionSetGroup: "PermissionSetGroup"
        case .mutingPermissionSet: "MutingPermissionSet"
        case .profile: "Profile"
        case .connectedApp: "ConnectedApp"
        case .externalClientApplication: "ExternalClientApplication"
        case .extlClntAppOauthSettings: "ExtlClntAppOauthSettings"
        case .extlClntAppGlobalOauthSettings: "ExtlClntAppGlobalOauthSettings"
        case .extlClntAppOauthConfigurablePolicies: "ExtlClntAppOauthConfigurablePolicies"
        case .extlClntAppConfigurablePolicies: "ExtlClntAppConfigurablePolicies"
        case .namedCredential: "NamedCredential"
        case .externalCredential: "ExternalCredential"
        case .authProvider: "AuthProvider"
        case .remoteSiteSetting: "RemoteSiteSetting"
        case .userAccessPolicy: "UserAccessPolicy"
        case .network: "Network"
        case .certificate: "Certificate"
        case .profilePasswordPolicy: "ProfilePasswordPolicy"
        case .customField: "CustomField"
        case .customObject: "CustomObject"
        case .settings(let kind): kind.rawValue + "Settings"
        case .nameOnly(let type): type.rawValue
        case .packageManifest, .destructiveChanges: "Package"
        case .salesforceProject, .records: nil
        }
    }

    package var isRecords: Bool {
        if case .records = self { true } else { false }
    }

    /// How the bytes of the file are laid out.
    package var syntax: SourceFile.Syntax {
        switch self {
        case .salesforceProject: .json
        case .records(let syntax): syntax
        default: .xml
        }
    }
}

/// The metadata types of which only the names matter, for what refers to them.
package enum NameOnlyType: String, CaseIterable, Sendable {
    case apexClass = "ApexClass"
    case apexPage = "ApexPage"
    case flow = "Flow"
    case customPermission = "CustomPermission"

    /// Source of this and of `folder`: the types, folders and suffixes of the registry of source-deploy-retrieve.
    var suffix: String {
        switch self {
        case .apexClass: "cls"
        case .apexPage: "page"
        case .flow: "flow"
        case .customPermission: "customPermission"
        }
    }

    /// The folder in which files of the type lie, or below.
    var folder: String {
        switch self {
        case .apexClass: "classes"
        case .apexPage: "pages"
        case .flow: "flows"
        case .customPermission: "customPermissions"
        }
    }
}

/// The kinds of settings that tell something about access: `settings/<Kind>.settings`, root `<Kind>Settings`.
package enum SettingsKind: String, CaseIterable, Sendable {
    case security = "Security"
    case connectedApp = "ConnectedApp"
    case oauthOidc = "OauthOidc"
    case externalClientApp = "ExternalClientApp"
    case event = "Event"
    case myDomain = "MyDomain"
    case userManagement = "UserManagement"
    case identityProvider = "IdentityProvider"
}

/// What a part of a decomposed permission set holds; the raw value is the element of `PermissionSet` that it stands for.
///
/// In the layout `decomposePermissionSetBeta` the root is the element in the singular with a capital (`ObjectPermission`)
/// and its fields lie directly inside; in `decomposePermissionSetBeta2` it is `PermissionSet`, with the elements inside.
/// Source: the presets of the registry of source-deploy-retrieve.
package enum PermissionSetPart: String, CaseIterable, Sendable {
    case agentAccesses
    case applicationVisibilities
    case classAccesses
    case customMetadataTypeAccesses
    case customPermissions
    case customSettingAccesses
    case dataspaceScopes
    case emailRoutingAddressAccesses
    case externalCredentialPrincipalAccesses
    case externalDataSourceAccesses
    case fieldPermissions
    case flowAccesses
    case genComputingSummaryDefAccesses
    case objectPermissions
    case pageAccesses
    case recordTypeVisibilities
    case servicePresenceStatusAccesses
    case tabSettings
    case userPermissions
    /// No element: object, field, record type and tab permissions of one object together.
    case objectSettings

    /// The element in the singular, as the suffixes of one layout spell it.
    package var singular: String {
        if rawValue.hasSuffix("ies") { return rawValue.dropLast(3) + "y" }
        if rawValue.hasSuffix("Accesses") { return String(rawValue.dropLast(2)) }
        return String(rawValue.dropLast())
    }
}
