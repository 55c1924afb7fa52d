@testable public import OrgModel

/// A picture of two integrations, of which one is known to the configuration alone.
public enum SampleOverview {
    /// - Parameters:
    ///   - text: stands in for every name that files and exports give.
    ///   - place: where everything stands.
    public static func overview(_ text: String, at place: OrgModel.SourceLocation) -> IntegrationOverview {
        let user = ComponentID(type: "User", name: "\(text)@acme.example")
        let set = ComponentID(type: "PermissionSet", name: text)
        let group = ComponentID(type: "PermissionSetGroup", name: "\(text) group")
        let all = ObjectAccessSet(rawValue: 0x7F)
        let held = HeldAccess(
            holder: user,
            ways: [
                HeldAccess.Way(
                    steps: [user, ComponentID(type: "PermissionSetAssignment", name: text), group, set].map {
                        PathStep(component: $0, location: place)
                    },
                    isConditional: true, unreadMutingPermissionSets: [text]),
                HeldAccess.Way(
                    steps: [user, set].map { PathStep(component: $0, location: place) },
                    isConditional: false, unreadMutingPermissionSets: []),
            ],
            objects: [
                HeldAccess.Item(
                    name: text,
                    grants: [
                        HeldAccess.Grant(way: 0, location: place, access: all),
                        HeldAccess.Grant(way: 1, location: place, access: ObjectAccessSet(.allowRead)),
                    ]),
                HeldAccess.Item(
                    name: "\(text)__c",
                    grants: [HeldAccess.Grant(way: 0, location: place, access: ObjectAccessSet(.allowCreate))]),
            ],
            userPermissions: ["ModifyAllData", text].map { name in
                HeldAccess.Item(name: name, grants: [HeldAccess.Grant(way: 1, location: place, access: [])])
            },
            unread: [ComponentID(type: "PermissionSet", name: "\(text) gone")],
            isComplete: false
        )
        return IntegrationOverview(
            organization: text,
            edition: text,
            isSandbox: true,
            exports: ["User", "PermissionSetAssignment", "LoginHistory", "UserLicense"],
            integrations: [
                integration(text, account: account(text, at: place)), integration("\(text) two", account: nil),
            ],
            apps: [
                IntegrationOverview.IntegrationApp(
                    component: ComponentID(type: "ConnectedApp", name: text), label: text, location: place,
                    evidence: .flow, usesClientCredentials: true, certificate: text, runAsUser: text, scopes: [text],
                    isApprovalRequired: nil,
                    users: [
                        IntegrationOverview.IntegrationApp.Use(
                            username: user.name, ground: .preauthorization(set), location: place)
                    ])
            ],
            userLicenses: [
                LicenseSeats(
                    kind: .userLicense, name: text, total: 5, used: 7, status: "Disabled", expirationDate: text,
                    location: place, integrationUsers: [user.name])
            ],
            permissionSetLicenses: [
                LicenseSeats(
                    kind: .permissionSetLicense, name: text, total: nil, used: nil, status: nil, expirationDate: nil,
                    location: nil, integrationUsers: nil)
            ],
            access: [held],
            isAccessOfUsers: true
        )
    }

    private static func integration(
        _ text: String,
        account: IntegrationOverview.Account?
    ) -> IntegrationOverview.Integration {
        IntegrationOverview.Integration(
            name: text, isDeclared: account == nil, username: account?.username ?? text, account: account,
            declaredApps: [text], declaredPermissionSets: [text])
    }

    private static func account(_ text: String, at place: OrgModel.SourceLocation) -> IntegrationOverview.Account {
        func holding(_ type: String) -> IntegrationOverview.Holding {
            IntegrationOverview.Holding(
                component: ComponentID(type: type, name: text), location: place, hasFile: type == "PermissionSet")
        }
        return IntegrationOverview.Account(
            username: "\(text)@acme.example", name: text, location: place, evidence: .license, license: text,
            profile: text, profileLocation: place, permissionSetLicenses: [holding("PermissionSetLicense")],
            assignments: [holding("PermissionSetGroup"), holding("PermissionSet")], lastLogin: .date(text),
            logins: [
                IntegrationOverview.Logins(kind: [text, text], successes: 1, failures: 2, last: text)
            ], access: 0)
    }
}
