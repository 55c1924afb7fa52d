public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Looks for callouts that sign in with a username and password.
public struct NamedCredentialPassword: Rule {
    public static let page = RuleFile.namedCredentialPassword

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let metadata = context.org.metadata
        let index = CredentialIndex(metadata)
        return metadata.namedCredentials.compactMap(finding)
            + metadata.externalCredentials.compactMap { finding($0, usedBy: index.users(of: $0)) }
    }

    private func finding(_ credential: NamedCredential) -> Finding? {
        guard credential.isLegacy, let authentication = credential.protocol, isPassword(authentication.value) else {
            return nil
        }
        let host = credential.address.flatMap { EndpointHost(address: $0.value) }
        return Finding(
            .signsInByPassword("Named credential '\(credential.fullName)'", host),
            subject: credential.componentID,
            element: "protocol",
            location: authentication.location,
            severity: host?.isSalesforce == true ? .error : nil,
            related: credential.address.map { [Finding.Related("the address that is called", at: $0.location)] } ?? []
        )
    }

    private func finding(_ credential: ExternalCredential, usedBy users: [NamedCredential]) -> Finding? {
        guard let authentication = credential.authenticationProtocol, isPassword(authentication.value) else {
            return nil
        }
        let hosts = users.map { user in user.address.flatMap { EndpointHost(address: $0.value) } }
        let salesforceHost = hosts.compactMap { $0 }.first(where: \.isSalesforce)
        return Finding(
            .signsInByPassword("External credential '\(credential.fullName)'", salesforceHost),
            subject: credential.componentID,
            element: "authenticationProtocol",
            location: authentication.location,
            severity: salesforceHost == nil ? nil : .error,
            related: users.map { user in
                Finding.Related("used by '\(user.fullName)'", at: user.address?.location ?? user.location)
            }
        )
    }

    private func isPassword(_ authentication: String) -> Bool {
        ["password", "basic"].contains(authentication.lowercased())
    }
}

extension Finding.Message {
    fileprivate static func signsInByPassword(_ credential: String, _ host: EndpointHost?) -> Self {
        let target = host?.isSalesforce == true ? " to Salesforce" : ""
        // A host that is still to be filled in tells nobody where the callout goes.
        let place = host.map { $0.name.contains("{") ? "" : " at '\($0.name)'" } ?? ""
        return "\(credential) signs in\(target)\(place) with a username and password."
    }
}
