import OrgModel
import Testing

/// Connected apps and external client apps answer the same questions.
struct AppTests {
    private let here = OrgModel.SourceLocation(file: FileID(0), offset: 1)

    private func at<Value: Sendable>(_ value: Value) -> Located<Value> { Located(value, at: here) }

    private func connected(_ change: (inout ConnectedApp) -> Void = { _ in }) -> App {
        var app = ConnectedApp(fullName: "ERP", location: here)
        app.oauthConfig = ConnectedApp.OAuthConfig(location: here)
        change(&app)
        return App(app)
    }

    private func external(_ change: (inout ExternalClientApplication) -> Void) -> App {
        var app = ExternalClientApplication(fullName: "ERP")
        change(&app)
        return App(app)
    }

    private func policies(
        _ change: (inout ExternalClientApplication.OAuthPolicies) -> Void = { _ in }
    ) -> ExternalClientApplication.OAuthPolicies {
        var policies = ExternalClientApplication.OAuthPolicies(
            componentID: ComponentID(type: "x", name: "y"), location: here)
        change(&policies)
        return policies
    }

    @Test func approvalIsWhatTheFileSays() {
        let approved = [
            connected(), connected { $0.oauthConfig?.isAdminApproved = at(true) }, connected { $0.oauthConfig = nil },
            external { $0.oauthPolicies = policies() },
            external { $0.oauthPolicies = policies { $0.permittedUsersPolicyType = at("AdminApprovedPreAuthorized") } },
            external { $0.oauthPolicies = policies { $0.permittedUsersPolicyType = at("AllSelfAuthorized") } },
            external { $0.oauthPolicies = policies { $0.permittedUsersPolicyType = at("allselfauthorized") } },
            external { $0.oauthPolicies = policies { $0.permittedUsersPolicyType = at("SomethingNew") } },
            external { $0.application = .init(location: here) },
        ].map { $0.approval?.isRequired }
        #expect(approved == [false, true, nil, false, true, false, false, nil, nil])
        #expect(connected().approval?.value == nil && connected().approval?.location == here)
    }

    @Test func anAppWithoutOAuthHasNone() {
        #expect(!connected { $0.oauthConfig = nil }.hasOAuth && connected().hasOAuth)
        #expect(!external { $0.application = .init(location: here) }.hasOAuth)
        #expect(external { $0.oauthPolicies = policies() }.hasOAuth)
    }

    @Test func listsOfExternalClientAppsAreSplit() {
        let app = external {
            $0.oauthPolicies = policies {
                $0.commaSeparatedProfile = at("Admin, Minimum Access - API Only Integrations,")
                $0.commaSeparatedPermissionSet = at("A,B , ,C")
            }
            $0.oauthSettings = .init(componentID: ComponentID(type: "x", name: "y"), location: here)
            $0.oauthSettings?.commaSeparatedOauthScopes = at("Api, RefreshToken")
        }
        #expect(app.preauthorizedProfiles.map(\.value) == ["Admin", "Minimum Access - API Only Integrations"])
        #expect(app.preauthorizedPermissionSets.map(\.value) == ["A", "B", "C"])
        #expect(app.scopes.map(\.value) == ["Api", "RefreshToken"])
        #expect(app.scope("refreshtoken")?.value == "RefreshToken" && app.scope("Full") == nil)
    }

    @Test func eitherFileOfAnExternalClientAppTurnsTheFlowOn() {
        let global = { (isOn: Bool?) in
            var settings = ExternalClientApplication.GlobalOAuthSettings(
                componentID: ComponentID(type: "x", name: "y"), location: self.here)
            settings.isClientCredentialsFlowEnabled = isOn.map { self.at($0) }
            return settings
        }
        for (first, second) in [(true, false), (false, true), (true, nil), (nil, true)] as [(Bool?, Bool?)] {
            let app = external {
                $0.globalOAuthSettings = global(first)
                $0.oauthPolicies = policies { $0.isClientCredentialsFlowEnabled = second.map { at($0) } }
            }
            #expect(app.usesClientCredentials)
            // A missing element is off when its file is there.
            #expect(app.clientCredentialsFlow.map(\.value) == [first ?? false, second ?? false])
        }
        #expect(external { $0.globalOAuthSettings = global(nil) }.clientCredentialsFlow.map(\.value) == [false])
        #expect(connected().clientCredentialsFlow.map(\.value) == [false])
        let on = connected { $0.oauthConfig?.isClientCredentialEnabled = at(true) }
        let without = connected { $0.oauthConfig = nil }
        #expect(on.usesClientCredentials && without.clientCredentialsFlow.isEmpty)
    }

    @Test(
        arguments: [
            ("Infinite", nil, nil, "infinite"), ("Zero", nil, nil, "zero"),
            ("SpecificLifetime", "365", "Days", "specific_lifetime:365:DAYS"),
            ("SpecificInactivity", "30", "Hours", "specific_inactivity:30:HOURS"),
            ("SpecificLifetime", nil, nil, "specific_lifetime::"), ("Other", nil, nil, "other"),
        ] as [(String, String?, String?, String)])
    func refreshTokenPoliciesHaveOneSpelling(_ type: String, _ period: String?, _ unit: String?, _ expected: String) {
        let app = external {
            $0.oauthPolicies = policies {
                $0.refreshTokenPolicyType = at(type)
                $0.refreshTokenValidityPeriod = period.map { at($0) }
                $0.refreshTokenValidityUnit = unit.map { at($0) }
            }
        }
        #expect(app.refreshTokenPolicy?.value == expected)
        #expect(app.refreshTokenPolicy?.isInfinite == (type == "Infinite"))
    }

    @Test func switchedOffIsWhatThePoliciesSay() {
        #expect(connected().isEnabled && external { $0.application = .init(location: here) }.isEnabled)
        let off = external {
            $0.policies = .init(componentID: ComponentID(type: "x", name: "y"), location: here)
            $0.policies?.isEnabled = at(false)
        }
        #expect(!off.isEnabled)
    }

    @Test func anAppLiesInItsFirstFile() {
        let other = OrgModel.SourceLocation(file: FileID(3), offset: 5)
        let app = external {
            $0.oauthPolicies = policies()
            $0.application = .init(location: other)
        }
        #expect(app.location == other && app.componentID.type == "ExternalClientApplication")
        #expect(external { $0.oauthPolicies = policies() }.location == here)
    }

    private func global(
        _ change: (inout ExternalClientApplication.GlobalOAuthSettings) -> Void = { _ in }
    ) -> ExternalClientApplication.GlobalOAuthSettings {
        var settings = ExternalClientApplication.GlobalOAuthSettings(
            componentID: ComponentID(type: "x", name: "y"), location: here)
        change(&settings)
        return settings
    }

    @Test func theConsumerIsKnownWhereItsFileIsThere() {
        #expect(connected().consumer?.location == here && connected { $0.oauthConfig = nil }.consumer == nil)
        #expect(external { $0.oauthPolicies = policies() }.consumer == nil)
        #expect(external { $0.globalOAuthSettings = global() }.consumer?.location == here)
    }

    @Test func theProofKeyHasTheDefaultOfTheKind() {
        let required = [
            connected(), connected { $0.oauthConfig?.isPkceRequired = at(true) },
            external { $0.globalOAuthSettings = global() },
            external { $0.globalOAuthSettings = global { $0.isPkceRequired = at(false) } },
        ].map { $0.consumer?.requiresPKCE }
        #expect(required == [false, true, true, false])
    }

    @Test func clientCredentialsOnlyIsUnknownWithoutTheFlags() {
        let apps = [
            connected(),
            connected { $0.oauthConfig?.isClientCredentialEnabled = at(true) },
            connected {
                $0.oauthConfig?.isClientCredentialEnabled = at(true)
                $0.oauthConfig?.certificate = at("MII")
            },
            connected {
                $0.oauthConfig?.isClientCredentialEnabled = at(true)
                $0.oauthConfig?.isNamedUserJwtEnabled = at(true)
            },
            external { $0.oauthPolicies = policies { $0.isClientCredentialsFlowEnabled = at(true) } },
            external {
                $0.oauthPolicies = policies { $0.isClientCredentialsFlowEnabled = at(true) }
                $0.globalOAuthSettings = global { $0.isDeviceFlowEnabled = at(false) }
            },
            external {
                $0.globalOAuthSettings = global { $0.isClientCredentialsFlowEnabled = at(true) }
                $0.oauthPolicies = policies { $0.isTokenExchangeFlowEnabled = at(true) }
            },
        ]
        #expect(apps.map(\.usesClientCredentialsOnly) == [false, true, false, false, nil, true, false])
    }

    @Test func managedIsWhatCameWithAPackageOrTheOrg() {
        #expect(!connected().isManaged && App(ConnectedApp(fullName: "ledger__Sync", location: here)).isManaged)
        let managed = ["Local", "Packaged", "Managed", "AutoInstalled"].map { state in
            external {
                $0.application = .init(location: here)
                $0.application?.distributionState = at(state)
            }.isManaged
        }
        #expect(managed == [false, false, true, true])
    }

    @Test func aRefreshTokenPolicyKeepsItsSpelling() {
        let app = external {
            $0.oauthPolicies = policies {
                $0.refreshTokenPolicyType = at("SpecificLifetime")
                $0.refreshTokenValidityUnit = at("Weeks")
            }
        }
        #expect(app.refreshTokenPolicy?.written.value == "SpecificLifetime")
        #expect(app.refreshTokenPolicy?.unit?.value == "Weeks" && app.refreshTokenPolicy?.period == nil)
    }

    @Test func eachFileIsKnownByItsRoot() {
        let files = [
            connected(), connected { $0.oauthConfig = nil }, external { $0.application = .init(location: here) },
            external { $0.oauthSettings = .init(componentID: ComponentID(type: "x", name: "y"), location: here) },
        ].map { [$0.mainFile, $0.settingsFile] }
        #expect(files == [[here, here], [here, nil], [here, nil], [nil, here]])
    }
}
