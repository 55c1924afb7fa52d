internal import OrgModel

/// What one file holds, before the files of one component are put together.
enum DecodedContent {
    /// Read, and nothing that the model keeps.
    case nothing
    case permissionSet(PermissionSet)
    /// What a part says, and its root element.
    case permissionSetPart(AccessGrants, root: SourceLocation)
    case permissionSetGroup(PermissionSetGroup)
    case mutingPermissionSet(MutingPermissionSet)
    case profile(Profile)
    case connectedApp(ConnectedApp)
    case externalClientApplication(ExternalClientApplication.Application)
    case extlClntAppOauthSettings(ExternalClientApplication.OAuthSettings)
    case extlClntAppGlobalOauthSettings(ExternalClientApplication.GlobalOAuthSettings)
    case extlClntAppOauthConfigurablePolicies(ExternalClientApplication.OAuthPolicies)
    case extlClntAppConfigurablePolicies(ExternalClientApplication.Policies)
    case namedCredential(NamedCredential)
    case externalCredential(ExternalCredential)
    case authProvider(AuthProvider)
    case remoteSiteSetting(RemoteSiteSetting)
    case certificate(Certificate)
    case settings(Settings)
    case userAccessPolicy(UserAccessPolicy)
    case network(Network)
    case profilePasswordPolicy(ProfilePasswordPolicy)
    case customFields([CustomField])
    /// The `<version>` of a manifest, and its members by type.
    case manifest(version: Located<String>?, members: [ComponentID])
    case records([RecordExport])

    /// Renumbers the names of access that were read with a table of their own; in place, because nothing else holds them
    /// meanwhile.
    mutating func renumber(_ ids: [UInt32]) {
        let content = self
        self = .nothing
        switch consume content {
        case .permissionSet(var set):
            set.parts.renumber(ids)
            self = .permissionSet(set)
        case .permissionSetPart(var part, let root):
            part.renumber(ids)
            self = .permissionSetPart(part, root: root)
        case .mutingPermissionSet(var set):
            set.parts.renumber(ids)
            self = .mutingPermissionSet(set)
        case .profile(var profile):
            profile.parts.renumber(ids)
            self = .profile(profile)
        case let other: self = other
        }
    }
}

extension [AccessGrants] {
    fileprivate mutating func renumber(_ ids: [UInt32]) {
        for index in indices {
            self[index].renumber(ids)
        }
    }
}

struct DecodedFile {
    var content: DecodedContent
    var problems: [InputProblem]
    var inlineExceptions: [InlineException] = []
    /// What `ContentDigest` makes of the bytes; 0 unless asked for, and for what could not be read.
    var digest: UInt64 = 0
}
