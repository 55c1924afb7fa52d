import OrgModel
import Testing

struct ComponentDecodingTests {
    private func one<Component>(
        _ path: String,
        _ root: String,
        _ content: String,
        _ list: KeyPath<Metadata, [Component]>,
        problems: [String] = []
    ) throws -> (component: Component, files: ReadFiles) {
        let files = try ReadFiles([path: xml(root, content)], wantedTypes: ["CustomField"])
        #expect(files.problems == problems)
        return (try #require(files.metadata[keyPath: list].first), files)
    }

    @Test func permissionSet() throws {
        let (set, _) = try one(
            "permissionsets/INT_ERP.permissionset-meta.xml", "PermissionSet",
            """
            <description> For ERP </description><hasActivationRequired>true</hasActivationRequired>
            <label>INT &amp; ERP</label><license>SalesforceAPIIntegrationPsl</license><userLicense>Salesforce</userLicense>
            """, \.permissionSets
        )
        #expect(set.componentID == ComponentID(type: "PermissionSet", name: "INT_ERP"))
        #expect(set.label?.value == "INT & ERP" && set.description?.value == "For ERP")
        #expect(set.license?.value == "SalesforceAPIIntegrationPsl" && set.userLicense?.value == "Salesforce")
        #expect(set.hasActivationRequired?.value == true)
    }

    @Test func emptyElementsAreAbsent() throws {
        let (set, _) = try one(
            "A.permissionset", "PermissionSet",
            "<label>A</label><description></description><license xsi:nil='true'/><userLicense> </userLicense>",
            \.permissionSets
        )
        #expect(set.description == nil && set.license == nil && set.userLicense == nil)
        #expect(set.hasActivationRequired == nil)
    }

    @Test func permissionSetGroup() throws {
        let (group, files) = try one(
            "G.permissionsetgroup-meta.xml", "PermissionSetGroup",
            """
            <hasActivationRequired>false</hasActivationRequired><label>G</label><mutingPermissionSets>M</mutingPermissionSets>
            <permissionSets>A</permissionSets><permissionSets>B</permissionSets><permissionSets/><status>Outdated</status>
            """, \.permissionSetGroups
        )
        #expect(group.permissionSets.map(\.value) == ["A", "B"] && group.mutingPermissionSets.map(\.value) == ["M"])
        #expect(group.status?.value == "Outdated" && group.hasActivationRequired?.value == false)
        #expect(files.tag(group.permissionSets[1].location) == "G.permissionsetgroup-meta.xml <permissionSets>")
    }

    @Test func anUnknownStatusIsReportedAndKept() throws {
        let (group, _) = try one(
            "G.permissionsetgroup", "PermissionSetGroup", "<label>G</label><status>outdated</status>",
            \.permissionSetGroups,
            problems: ["invalidValue PermissionSetGroup:G status at <status>"]
        )
        #expect(group.status?.value == "outdated")
    }

    @Test func profile() throws {
        let (profile, files) = try one(
            "profiles/Custom%3A Sales.profile-meta.xml", "Profile",
            """
            <custom>false</custom><description>D</description><userLicense>Salesforce Integration</userLicense>
            <loginHours><mondayStart>480</mondayStart><mondayEnd>1020</mondayEnd></loginHours>
            <loginIpRanges><endAddress>10.0.0.9</endAddress><startAddress>10.0.0.1</startAddress></loginIpRanges>
            <layoutAssignments><layout>Account-Layout</layout></layoutAssignments>
            """, \.profiles
        )
        #expect(profile.fullName == "Custom: Sales")
        #expect(profile.custom?.value == false && profile.userLicense?.value == "Salesforce Integration")
        #expect(profile.loginIpRanges.map { [$0.start, $0.end] } == [["10.0.0.1", "10.0.0.9"]])
        #expect(files.tag(profile.loginHours)?.hasSuffix("<loginHours>") == true)
        let (bare, _) = try one("Admin.profile", "Profile", "<loginHours/>", \.profiles)
        #expect(bare.loginHours == nil && bare.custom == nil)
    }

    @Test(
        "Login hours count where they leave out an hour",
        arguments: [
            ("<mondayStart>0</mondayStart><mondayEnd>1440</mondayEnd>", false),
            ("<mondayStart>0</mondayStart><mondayEnd>0</mondayEnd>", true),
            ("<mondayStart xsi:nil=\"true\"/><mondayEnd/>", false),
            ("<sundayStart>60</sundayStart>", true),
        ]
    )
    func loginHours(hours: String, isLimit: Bool) throws {
        let (profile, _) = try one(
            "Admin.profile", "Profile", "<loginHours>\(hours)</loginHours>", \.profiles)
        #expect((profile.loginHours != nil) == isLimit)
    }

    @Test func defaultRecordTypes() throws {
        func visibility(_ name: String, _ flags: String) -> String {
            "<recordTypeVisibilities>\(flags)<recordType>\(name)</recordType><visible>true</visible></recordTypeVisibilities>"
        }
        let (profile, files) = try one(
            "Admin.profile", "Profile",
            visibility("Account.A", "<default>false</default>")
                + visibility("Account.B", "<default>true</default>")
                + visibility("Account.P", "<default>false</default><personAccountDefault>1</personAccountDefault>")
                    + """
                    <applicationVisibilities><application>Sales</application><default>true</default><visible>true</visible>
                    </applicationVisibilities>
                    """,
            \.profiles
        )
        let defaults = profile.parts.flatMap(\.defaultRecordTypes).map { files.parts.names[$0] }
        #expect(defaults == ["Account.B", "Account.P"])
        #expect(profile.parts.flatMap(\.recordTypeVisibilities).count == 3)
    }

    @Test func namesOfDefaultRecordTypesAreJoinedAcrossThreads() throws {
        func profile(_ type: String) -> String {
            xml(
                "Profile",
                """
                <userLicense>License of \(type)</userLicense>
                <recordTypeVisibilities><default>true</default><recordType>\(type)</recordType><visible>true</visible>
                </recordTypeVisibilities>
                """
            )
        }
        let types = (0..<40).map { "Object\($0)__c.Main" }
        let files = try ReadFiles(
            files: types.enumerated().map { ("P\($0.offset + 10).profile", profile($0.element)) }, jobs: 4)
        let read = files.metadata.profiles.flatMap { $0.parts.flatMap(\.defaultRecordTypes) }
        #expect(read.map { files.parts.names[$0] } == types)
    }

    @Test func aSetOfPartsAloneHasNoMainFile() throws {
        let part =
            "<PermissionSet><userPermissions><enabled>true</enabled><name>A</name></userPermissions></PermissionSet>"
        let files = try ReadFiles([
            "permissionsets/A/A.permissionset-meta.xml": xml("PermissionSet", "<label>A</label>"),
            "permissionsets/A/A.userPermission-meta.xml": part,
            "permissionsets/B/B.userPermission-meta.xml": part,
        ])
        #expect(files.metadata.permissionSets.map(\.fullName) == ["A", "B"])
        #expect(files.metadata.permissionSets.map(\.hasMainFile) == [true, false])
    }

    @Test func connectedApp() throws {
        let (app, files) = try one(
            "connectedApps/ERP.connectedApp-meta.xml", "ConnectedApp",
            """
            <contactEmail>a@acme.example</contactEmail><description>D</description>
            <ipRanges><end>10.0.0.9</end><start>10.0.0.1</start></ipRanges><label>ERP</label>
            <oauthConfig><callbackUrl>https://acme.example/cb</callbackUrl><consumerKey>KEY</consumerKey>
            <isAdminApproved>true</isAdminApproved><isClientCredentialEnabled>True</isClientCredentialEnabled>
            <isPkceRequired>false</isPkceRequired><oauthClientCredentialUser>erp@acme.example</oauthClientCredentialUser>
            <scopes>Api</scopes><scopes>NewInVersion99</scopes></oauthConfig>
            <oauthPolicy><ipRelaxation>BYPASS</ipRelaxation><refreshTokenPolicy>infinite</refreshTokenPolicy></oauthPolicy>
            <permissionSetName>INT_ERP</permissionSetName><profileName>Admin</profileName>
            <sessionPolicy><policyAction>Block</policyAction><sessionTimeout>240</sessionTimeout></sessionPolicy>
            """, \.connectedApps,
            problems: [
                "invalidValue ConnectedApp:ERP isClientCredentialEnabled at <isClientCredentialEnabled>"
            ]
        )
        let config = try #require(app.oauthConfig)
        #expect(config.scopes.map(\.value) == ["Api", "NewInVersion99"])
        #expect(config.isAdminApproved?.value == true && config.isClientCredentialEnabled?.value == true)
        #expect(config.isPkceRequired?.value == false && config.isIntrospectAllTokens == nil)
        #expect(config.oauthClientCredentialUser?.value == "erp@acme.example")
        #expect(app.oauthPolicy?.ipRelaxation?.value == "BYPASS")
        #expect(app.oauthPolicy?.refreshTokenPolicy?.value == "infinite")
        #expect(app.permissionSetNames.map(\.value) == ["INT_ERP"] && app.profileNames.map(\.value) == ["Admin"])
        #expect(app.sessionPolicy?.sessionTimeout?.value == "240" && app.ipRanges.map(\.start) == ["10.0.0.1"])
        #expect(files.tag(config.scopes[1].location)?.hasSuffix("<scopes>") == true)
        #expect(files.tag(config.location)?.hasSuffix("<oauthConfig>") == true)
    }

    @Test func credentials() throws {
        let (credential, _) = try one(
            "N.namedCredential", "NamedCredential",
            """
            <label>N</label><namedCredentialType>SecuredEndpoint</namedCredentialType><calloutStatus>Enabled</calloutStatus>
            <namedCredentialParameters><parameterName>Url</parameterName><parameterType>Url</parameterType>\
            <parameterValue>https://acme.example</parameterValue></namedCredentialParameters>
            <namedCredentialParameters><externalCredential>E</externalCredential><parameterName>A</parameterName>\
            <parameterType>Authentication</parameterType></namedCredentialParameters>
            """, \.namedCredentials
        )
        #expect(!credential.isLegacy && credential.address?.value == "https://acme.example")
        #expect(credential.parameters.map { $0.externalCredential?.value } == [nil, "E"])
        let (legacy, _) = try one(
            "N.namedCredential", "NamedCredential",
            "<label>N</label><endpoint>http://a.example</endpoint><protocol>Password</protocol><password>x</password>",
            \.namedCredentials
        )
        #expect(legacy.isLegacy && legacy.address?.value == "http://a.example")
        #expect(legacy.protocol?.value == "Password" && legacy.password?.value == "x")
        let (external, _) = try one(
            "E.externalCredential", "ExternalCredential",
            """
            <authenticationProtocol>Oauth</authenticationProtocol><externalCredentialParameters>\
            <parameterName>P</parameterName><parameterType>NamedPrincipal</parameterType></externalCredentialParameters>\
            <label>E</label>
            """, \.externalCredentials
        )
        #expect(external.parameters.map(\.parameterType) == ["NamedPrincipal"])
        let (provider, _) = try one(
            "A.authprovider", "AuthProvider",
            "<consumerSecret>s</consumerSecret><friendlyName>A</friendlyName><providerType>Salesforce</providerType>",
            \.authProviders
        )
        #expect(provider.consumerSecret?.value == "s" && provider.providerType?.value == "Salesforce")
        let (site, _) = try one(
            "R.remoteSite", "RemoteSiteSetting",
            "<disableProtocolSecurity>true</disableProtocolSecurity><isActive>1</isActive><url>http://a.example</url>",
            \.remoteSiteSettings
        )
        #expect(site.disableProtocolSecurity?.value == true && site.isActive?.value == true)
        let (certificate, _) = try one(
            "C.crt-meta.xml", "Certificate",
            """
            <caSigned>false</caSigned><expirationDate>2027-01-01T00:00:00.000Z</expirationDate><keySize>2048</keySize>\
            <masterLabel>C</masterLabel><privateKeyExportable>true</privateKeyExportable>
            """, \.certificates
        )
        #expect(certificate.keySize?.value == "2048" && certificate.privateKeyExportable?.value == true)
    }

    @Test func settings() throws {
        let (security, files) = try one(
            "settings/Security.settings-meta.xml", "SecuritySettings",
            """
            <networkAccess><ipRanges><end>10.0.0.9</end><start>10.0.0.1</start></ipRanges></networkAccess>
            <sessionSettings><enforceIpRangesEveryRequest>TRUE</enforceIpRangesEveryRequest>\
            <lockSessionsToIp>0</lockSessionsToIp><sessionTimeout>TwoHours</sessionTimeout></sessionSettings>
            <certificateName xsi:nil="true"/>
            """, \.settings,
            problems: [
                "invalidValue SecuritySettings:Security enforceIpRangesEveryRequest "
                    + "at <enforceIpRangesEveryRequest>"
            ]
        )
        #expect(security.kind == "Security" && security.ipRanges.map(\.end) == ["10.0.0.9"])
        #expect(security.flag("sessionSettings.enforceIpRangesEveryRequest")?.value == true)
        #expect(security.flag("sessionSettings.lockSessionsToIp")?.value == false)
        #expect(security.flag("sessionSettings.sessionTimeout") == nil)
        #expect(security.values["sessionSettings.sessionTimeout"]?.value == "TwoHours")
        #expect(security.values["certificateName"] == nil && security.flag("absent") == nil)
        let place = files.tag(security.values["sessionSettings.sessionTimeout"]?.location)
        #expect(place?.hasSuffix("<sessionTimeout>") == true)
    }

    @Test func policiesSitesAndFields() throws {
        let (policy, _) = try one(
            "U.useraccesspolicy", "UserAccessPolicy",
            """
            <status>Active</status><userAccessPolicyActions><action>Grant</action><target>HealthCloudStarter</target>\
            <type>PermissionSetLicense</type></userAccessPolicyActions>
            <userAccessPolicyFilters><operation>equals</operation><target>Admin</target><type>Profile</type>\
            </userAccessPolicyFilters>
            """, \.userAccessPolicies
        )
        #expect(policy.status?.value == "Active" && policy.actions.map(\.target.value) == ["HealthCloudStarter"])
        #expect(policy.filters.map { [$0.type, $0.operation, $0.target] } == [["Profile", "equals", "Admin"]])
        let (network, _) = try one(
            "S.network", "Network",
            """
            <networkMemberGroups><permissionSet>A</permissionSet><profile>admin</profile><profile>B</profile>\
            </networkMemberGroups>
            """, \.networks
        )
        #expect(network.memberProfiles.map(\.value) == ["admin", "B"])
        #expect(network.memberPermissionSets.map(\.value) == ["A"])
        let (password, _) = try one(
            "PT1.profilePasswordPolicy", "ProfilePasswordPolicy",
            "<minimumPasswordLength>8</minimumPasswordLength><passwordExpiration>0</passwordExpiration><profile>Admin</profile>",
            \.profilePasswordPolicies
        )
        #expect(password.profile?.value == "Admin" && password.passwordExpiration?.value == "0")
        let (field, _) = try one(
            "objects/Account/fields/SSN__c.field-meta.xml", "CustomField",
            "<fullName>SSN__c</fullName><securityClassification>Restricted</securityClassification><type>Text</type>",
            \.customFields
        )
        #expect(field.fullName == "Account.SSN__c" && field.securityClassification?.value == "Restricted")
        let object = try ReadFiles(
            [
                "objects/Account.object": xml(
                    "CustomObject",
                    "<fields><fullName>A__c</fullName></fields><fields><fullName>B__c</fullName></fields>")
            ],
            wantedTypes: ["CustomField"]
        )
        #expect(object.metadata.customFields.map(\.fullName) == ["Account.A__c", "Account.B__c"])
    }

    @Test(arguments: [
        ("A.permissionset", "PermissionSet", ["label"]), ("A.permissionsetgroup", "PermissionSetGroup", ["label"]),
        ("A.mutingpermissionset", "MutingPermissionSet", ["label"]), ("A.profile", "Profile", []),
        ("A.connectedApp", "ConnectedApp", ["label", "contactEmail"]), ("A.eca", "ExternalClientApplication", []),
        ("A.ecaOauth", "ExtlClntAppOauthSettings", ["externalClientApplication"]),
        ("A.ecaGlblOauth", "ExtlClntAppGlobalOauthSettings", ["externalClientApplication"]),
        ("A.ecaOauthPlcy", "ExtlClntAppOauthConfigurablePolicies", ["externalClientApplication"]),
        ("A.ecaPlcy", "ExtlClntAppConfigurablePolicies", ["externalClientApplication", "-isEnabled"]),
        ("A.namedCredential", "NamedCredential", ["label"]),
        ("A.externalCredential", "ExternalCredential", ["label", "authenticationProtocol"]),
        ("A.authprovider", "AuthProvider", ["friendlyName", "providerType"]),
        ("A.remoteSite", "RemoteSiteSetting", ["url", "-isActive", "-disableProtocolSecurity"]),
        ("A.crt", "Certificate", ["-caSigned", "masterLabel"]), ("A.network", "Network", []),
        ("A.profilePasswordPolicy", "ProfilePasswordPolicy", ["profile"]), ("A.settings", "x", []),
        ("OauthOidc.settings", "OauthOidcSettings", []),
    ])
    func whatTheSchemaRequiresIsReported(_ path: String, _ root: String, _ required: [String]) throws {
        let path = path.hasSuffix(".crt") ? path + "-meta.xml" : path
        let files = try ReadFiles([path: xml(root, "")])
        let expected = required.map { name in
            let isKey = !name.hasPrefix("-")
            return
                "missingElement(isKey: \(isKey)) \(root):A \(root)/\(isKey ? name : String(name.dropFirst())) at <\(root)>"
        }
        #expect(files.problems == expected)
    }
}
