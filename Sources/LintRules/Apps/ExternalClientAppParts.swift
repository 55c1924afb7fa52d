internal import OrgModel

/// A file that belongs to an external client app and names it.
struct ExternalClientAppPart {
    /// The part itself: `ExtlClntAppOauthSettings:MuleSoft_oauth`.
    let componentID: ComponentID
    /// The element that names the app.
    let application: Located<String>
}

extension ExternalClientApplication {
    /// The files beside the application's own that name it.
    var parts: [ExternalClientAppPart] {
        let files = [
            oauthSettings.map { ($0.componentID, $0.externalClientApplication) },
            globalOAuthSettings.map { ($0.componentID, $0.externalClientApplication) },
            oauthPolicies.map { ($0.componentID, $0.externalClientApplication) },
            policies.map { ($0.componentID, $0.externalClientApplication) },
        ]
        return files.compactMap { file in
            guard let file, let name = file.1 else { return nil }
            return ExternalClientAppPart(componentID: file.0, application: name)
        }
    }
}
