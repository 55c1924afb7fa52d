internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

extension IntegrationEvidence? {
    /// Whether more than a name says that the app belongs to an integration.
    var isProven: Bool { map { $0 > .name } ?? false }

    /// How a sentence about the app goes on, so that a guess by name reads like one.
    var phrase: String {
        switch self {
        case .name, nil: "reads like an integration app"
        case .register: "is declared for an integration"
        default: "serves an integration"
        }
    }

    /// Low for an app that only its name makes an integration app; nil, the confidence of the page, for all others.
    var confidence: Confidence? { self == .name ? .low : nil }
}

extension App {
    /// The app as a sentence begins with it: `Connected app 'Warehouse'`.
    var title: String {
        switch (kind, isEnabled) {
        case (.connectedApp, _): "Connected app '\(fullName)'"
        case (.externalClientApplication, true): "External client app '\(fullName)'"
        case (.externalClientApplication, false): "Switched-off external client app '\(fullName)'"
        }
    }

    /// What both kinds of app have under two names.
    enum Element {
        case approval, clientCredentialsFlow, runAsUser, ipRelaxation, refreshTokenPolicy, scopes
        case profiles, permissionSets, ipRanges, sessionTimeout
    }

    /// The element of the app's own kind, as its files spell it.
    func name(of element: Element) -> String {
        let isConnectedApp = kind == .connectedApp
        return switch element {
        case .approval: isConnectedApp ? "isAdminApproved" : "permittedUsersPolicyType"
        case .clientCredentialsFlow: isConnectedApp ? "isClientCredentialEnabled" : "isClientCredentialsFlowEnabled"
        case .runAsUser: isConnectedApp ? "oauthClientCredentialUser" : "clientCredentialsFlowUser"
        case .ipRelaxation: isConnectedApp ? "ipRelaxation" : "ipRelaxationPolicyType"
        case .refreshTokenPolicy: isConnectedApp ? "refreshTokenPolicy" : "refreshTokenPolicyType"
        case .scopes: isConnectedApp ? "scopes" : "commaSeparatedOauthScopes"
        case .profiles: isConnectedApp ? "profileName" : "commaSeparatedProfile"
        case .permissionSets: isConnectedApp ? "permissionSetName" : "commaSeparatedPermissionSet"
        case .ipRanges: isConnectedApp ? "ipRanges" : "trustedIpRanges"
        case .sessionTimeout: isConnectedApp ? "sessionTimeout" : "sessionTimeoutInMinutes"
        }
    }

    /// What the app's files say of approval: `isAdminApproved is false`. A boolean that cannot be read is no value either.
    var approvalAsWritten: String {
        let absent = kind == .connectedApp ? "not set to true" : "absent"
        return "\(name(of: .approval)) is \(approval?.value ?? absent)"
    }

    /// The edit by which only pre-authorised users are admitted; none where that would lock the integration out, or all.
    func approvalEdits(_ evidence: IntegrationEvidence?, in org: Org) -> [Fix.Edit] {
        guard let approval, !preauthorized.isEmpty, evidence == nil || org.mayAdmitIntegration(self) else { return [] }
        let required = kind == .connectedApp ? "true" : "AdminApprovedPreAuthorized"
        return [
            approval.value == nil
                ? .insertElement(in: approval.parent, name: name(of: .approval), text: required)
                : .replaceText(approval.location, with: required)
        ]
    }

    /// The edit that pre-authorises the API-only profile beside what is listed.
    var profileEdits: [Fix.Edit] {
        let profile = IntegrationNames.profiles[0]
        switch kind {
        case .connectedApp:
            return mainFile.map {
                [.insertElement(in: $0, name: name(of: .profiles), text: profile, isRepeatable: true)]
            } ?? []
        case .externalClientApplication:
            guard let policies = approval?.parent else { return [] }
            guard let list = preauthorizedProfiles.first?.location else {
                return [.insertElement(in: policies, name: name(of: .profiles), text: profile)]
            }
            let names = preauthorizedProfiles.map(\.value) + [profile]
            return [.replaceText(list, with: names.joined(separator: ","))]
        }
    }
}

extension Org {
    /// The places that make an app an integration app; none where a name does, of which the message speaks.
    func related(toIntegration app: App) -> [Finding.Related] {
        var related: [Finding.Related] = []
        if isDeclared(app) {
            related.append(Finding.Related("the configuration declares it for an integration", at: app.location))
        }
        if let flow = app.clientCredentialsFlow.last(where: \.value) {
            related.append(Finding.Related("turns the client credentials flow on", at: flow.location))
        }
        if let runAs = app.runAsUser, isIntegrationUser(named: runAs.value) {
            related.append(Finding.Related("runs as the integration user '\(runAs.value)'", at: runAs.location))
        }
        for profile in app.preauthorizedProfiles where isAPIOnlyProfile(listed: profile.value) {
            related.append(Finding.Related("lists the API-only profile '\(profile.value)'", at: profile.location))
        }
        for listed in app.preauthorizedPermissionSets {
            guard let set = permissionSet(namedOrLabelled: listed.value), integrationPermissionSets[set] != nil else {
                continue
            }
            related.append(Finding.Related("lists the integration set '\(listed.value)'", at: listed.location))
        }
        for row in admittingRows(of: app) where admitsIntegration(row) {
            related.append(Finding.Related("admits the users of what only integrations have", at: row.location))
        }
        return related
    }
}
