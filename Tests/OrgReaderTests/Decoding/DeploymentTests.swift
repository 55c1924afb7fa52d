import OrgModel
import Testing

@testable import OrgReader

/// What is in an org after a deploy: one row a metadata type, each tested with every operation.
@Suite("After a deploy")
struct DeploymentTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let type: String
        /// The file of a component, by its name.
        let path: @Sendable (String) -> String
        /// What a file holds that says one thing.
        let content: @Sendable (String) -> String
        /// Every component with what it says: `A old`.
        let read: @Sendable (Metadata, NameTable) -> [String]

        var testDescription: String { type }

        func file(_ name: String, _ value: String) -> (path: String, text: String) {
            (path(name), xml(type, content(value)))
        }
    }

    private static func row(
        _ type: String,
        _ suffix: String,
        _ element: String = "label",
        read: @escaping @Sendable (Metadata) -> [(String, String?)]
    ) -> Row {
        Row(
            type: type,
            path: { "\($0).\(suffix)-meta.xml" },
            content: { "<\(element)>\($0)</\(element)>" },
            read: { metadata, _ in read(metadata).map { "\($0.0) \($0.1 ?? "-")" } }
        )
    }

    /// Types of which a deploy replaces what is there.
    static let replaced: [Row] = [
        row("PermissionSet", "permissionset") { $0.permissionSets.map { ($0.fullName, $0.label?.value) } },
        row("PermissionSetGroup", "permissionsetgroup") {
            $0.permissionSetGroups.map { ($0.fullName, $0.label?.value) }
        },
        row("MutingPermissionSet", "mutingpermissionset") {
            $0.mutingPermissionSets.map { ($0.fullName, $0.label?.value) }
        },
        row("ConnectedApp", "connectedApp") { $0.connectedApps.map { ($0.fullName, $0.label?.value) } },
        row("ExternalClientApplication", "eca") {
            $0.externalClientApplications.map { ($0.fullName, $0.application?.label?.value) }
        },
        row("NamedCredential", "namedCredential", "endpoint") {
            $0.namedCredentials.map { ($0.componentID.name, $0.endpoint?.value) }
        },
        row("ExternalCredential", "externalCredential", "authenticationProtocol") {
            $0.externalCredentials.map { ($0.componentID.name, $0.authenticationProtocol?.value) }
        },
        row("AuthProvider", "authprovider", "friendlyName") {
            $0.authProviders.map { ($0.componentID.name, $0.friendlyName?.value) }
        },
        row("RemoteSiteSetting", "remoteSite", "url") {
            $0.remoteSiteSettings.map { ($0.componentID.name, $0.url?.value) }
        },
        row("Certificate", "crt", "masterLabel") {
            $0.certificates.map { ($0.componentID.name, $0.masterLabel?.value) }
        },
        row("ProfilePasswordPolicy", "profilePasswordPolicy", "profile") {
            $0.profilePasswordPolicies.map { ($0.componentID.name, $0.profile?.value) }
        },
    ]

    /// Types of which a deploy keeps what it does not name.
    static let merged: [Row] = [
        Row(
            type: "Profile",
            path: { "\($0).profile-meta.xml" },
            content: { "<userPermissions><enabled>true</enabled><name>\($0)</name></userPermissions>" },
            read: { metadata, names in
                metadata.profiles.map { profile in
                    let permissions = profile.parts.flatMap(\.userPermissions).filter(\.isEnabled)
                    return "\(profile.fullName) \(permissions.map { names[$0.name] }.joined(separator: " "))"
                }
            }
        )
    ]

    private func after(
        base: [(path: String, text: String)],
        package: [(path: String, text: String)],
        _ row: Row
    ) throws -> [String] {
        let folder = try TemporaryFolder()
        for (path, text) in base { try folder.write("base/\(path)", contents: text) }
        for (path, text) in package { try folder.write("package/\(path)", contents: text) }
        let reader = InputReader(
            paths: [folder.path + Array("/base".utf8)], currentDirectory: folder.path, wantedTypes: ["CustomField"])
        let reading = try reader.read(deploying: [folder.path + Array("/package".utf8)])
        #expect(row.read(reading.before.parts.metadata, reading.before.parts.names) == ["A old", "B old"])
        return row.read(reading.after.parts.metadata, reading.after.parts.names)
    }

    private func base(_ row: Row) -> [(path: String, text: String)] {
        [row.file("A", "old"), row.file("B", "old")]
    }

    private func manifest(_ type: String, _ members: String...) -> String {
        let members = members.map { "<members>\($0)</members>" }.joined()
        return xml("Package", "<types>\(members)<name>\(type)</name></types><version>66.0</version>")
    }

    @Test("what is new is there, beside what was", arguments: replaced + merged)
    func adds(_ row: Row) throws {
        #expect(try after(base: base(row), package: [row.file("C", "new")], row) == ["A old", "B old", "C new"])
    }

    @Test("what was there is replaced, whatever the case of its name", arguments: replaced)
    func replaces(_ row: Row) throws {
        #expect(try after(base: base(row), package: [row.file("A", "new")], row) == ["A new", "B old"])
        let other = try after(base: base(row), package: [row.file("b", "new")], row)
        #expect(other.map { $0.lowercased() } == ["a old", "b new"])
    }

    @Test("what was there keeps what the deploy does not name", arguments: merged)
    func merges(_ row: Row) throws {
        #expect(try after(base: base(row), package: [row.file("A", "new")], row) == ["A old new", "B old"])
    }

    @Test("what a manifest removes is gone", arguments: replaced + merged)
    func removes(_ row: Row) throws {
        for name in ["destructiveChanges.xml", "destructiveChangesPre.xml", "destructiveChangesPost.xml"] {
            let manifest = (name, manifest(row.type, "a", "Missing"))
            #expect(try after(base: base(row), package: [manifest], row) == ["B old"], "\(name)")
        }
    }

    @Test(
        "what is removed before comes back with the deploy, what is removed behind does not",
        arguments: replaced + merged)
    func removesInOrder(_ row: Row) throws {
        let new = row.file("A", "new")
        let pre = ("destructiveChangesPre.xml", manifest(row.type, "A"))
        #expect(try after(base: base(row), package: [new, pre], row).sorted() == ["A new", "B old"])
        let post = ("destructiveChangesPost.xml", manifest(row.type, "A"))
        #expect(try after(base: base(row), package: [new, post], row) == ["B old"])
    }

    @Test func aManifestOfTheBaseRemovesNothing() throws {
        let row = Self.replaced[0]
        let manifest = ("destructiveChanges.xml", manifest(row.type, "A"))
        #expect(try after(base: base(row) + [manifest], package: [row.file("C", "new")], row).count == 3)
    }

    // MARK: Merging in detail

    private func reading(
        _ base: KeyValuePairs<String, String>,
        _ package: KeyValuePairs<String, String>
    ) throws -> Org.Parts {
        let folder = try TemporaryFolder()
        for (path, text) in base { try folder.write("base/\(path)", contents: text) }
        for (path, text) in package { try folder.write("package/\(path)", contents: text) }
        let reader = InputReader(paths: [folder.path + Array("/base".utf8)], currentDirectory: folder.path)
        return try reader.read(deploying: [folder.path + Array("/package".utf8)]).after.parts
    }

    @Test func entriesOfAProfileReplaceThoseOfTheSameName() throws {
        let parts = try reading(
            [
                "P.profile-meta.xml": xml(
                    "Profile",
                    "<classAccesses><apexClass>K</apexClass><enabled>true</enabled></classAccesses>"
                        + "<loginIpRanges><endAddress>10.0.0.9</endAddress><startAddress>10.0.0.1</startAddress></loginIpRanges>"
                        + "<objectPermissions><allowRead>true</allowRead><allowEdit>true</allowEdit><object>Account</object></objectPermissions>"
                        + "<userLicense>Salesforce</userLicense>"
                        + "<userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>")
            ],
            [
                "P.profile-meta.xml": xml(
                    "Profile",
                    "<objectPermissions><allowRead>true</allowRead><allowEdit>false</allowEdit><object>Account</object></objectPermissions>"
                        + "<userPermissions><enabled>false</enabled><name>ApiEnabled</name></userPermissions>")
            ]
        )
        let profile = try #require(parts.metadata.profiles.first)
        #expect(parts.metadata.profiles.count == 1 && profile.userLicense?.value == "Salesforce")
        #expect(profile.loginIpRanges.map(\.start) == ["10.0.0.1"])
        #expect(profile.parts.flatMap(\.classAccesses).count == 1)
        #expect(profile.parts.flatMap(\.userPermissions).map(\.flag) == [.no])
        let objects = profile.parts.flatMap(\.objectPermissions)
        #expect(objects.count == 1 && objects.allSatisfy { $0.allows(.allowRead) && !$0.allows(.allowEdit) })
    }

    @Test func settingsKeepWhatTheDeployDoesNotName() throws {
        let parts = try reading(
            [
                "OauthOidc.settings-meta.xml": xml(
                    "OauthOidcSettings",
                    "<blockOAuthUnPwFlow>true</blockOAuthUnPwFlow><blockOAuthUsrAgtFlow>true</blockOAuthUsrAgtFlow>")
            ],
            [
                "OauthOidc.settings-meta.xml": xml(
                    "OauthOidcSettings", "<blockOAuthUnPwFlow>false</blockOAuthUnPwFlow>")
            ]
        )
        let settings = try #require(parts.metadata.settings.first)
        #expect(parts.metadata.settings.count == 1)
        #expect(settings.flag("blockOAuthUnPwFlow")?.value == false)
        #expect(settings.flag("blockOAuthUsrAgtFlow")?.value == true)
    }

    @Test func filesOfAnExternalClientAppAreComponentsOfTheirOwn() throws {
        let name = "<externalClientApplication>App</externalClientApplication>"
        let parts = try reading(
            [
                "App.eca-meta.xml": xml("ExternalClientApplication", "<label>App</label>"),
                "App_oauth.ecaOauth-meta.xml": xml("ExtlClntAppOauthSettings", name),
                "App_oauthPlcy.ecaOauthPlcy-meta.xml": xml(
                    "ExtlClntAppOauthConfigurablePolicies",
                    name + "<permittedUsersPolicyType>AdminApprovedPreAuthorized</permittedUsersPolicyType>"),
            ],
            [
                "App_oauthPlcy.ecaOauthPlcy-meta.xml": xml(
                    "ExtlClntAppOauthConfigurablePolicies",
                    name + "<permittedUsersPolicyType>AllSelfAuthorized</permittedUsersPolicyType>"),
                "destructiveChanges.xml": manifest("ExtlClntAppOauthSettings", "App_oauth"),
            ]
        )
        let app = try #require(parts.metadata.externalClientApplications.first)
        #expect(parts.metadata.externalClientApplications.count == 1 && app.application?.label?.value == "App")
        #expect(app.oauthSettings == nil)
        #expect(app.oauthPolicies?.permittedUsersPolicyType?.value == "AllSelfAuthorized")
    }

    @Test func aPartOfADecomposedSetKeepsTheRestOfIt() throws {
        let parts = try reading(
            [
                "permissionsets/S.permissionset-meta.xml": xml(
                    "PermissionSet",
                    "<label>S</label><userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>")
            ],
            [
                "permissionsets/S/S.userPermission-meta.xml": xml(
                    "PermissionSet",
                    "<userPermissions><enabled>true</enabled><name>ViewAllData</name></userPermissions>")
            ]
        )
        let set = try #require(parts.metadata.permissionSets.first)
        #expect(parts.metadata.permissionSets.count == 1 && set.label?.value == "S")
        #expect(set.parts.flatMap(\.userPermissions).map { parts.names[$0.name] } == ["ApiEnabled", "ViewAllData"])
    }

    @Test func exportsBesideThePackageAreTheOrgs() throws {
        let parts = try reading(
            ["A.permissionset-meta.xml": xml("PermissionSet", "<label>A</label>")],
            [
                "sfdx-project.json": #"{ "packageDirectories": [{ "path": "force-app" }] }"#,
                "force-app/B.permissionset-meta.xml": xml("PermissionSet", "<label>B</label>"),
                "org-records/User.csv": "Id,Username\n005000000000001AAA,a@acme.example\n",
            ]
        )
        #expect(parts.metadata.permissionSets.map(\.fullName) == ["A", "B"])
        #expect(parts.records.users.map(\.username) == ["a@acme.example"])
        #expect(parts.inputs["PermissionSet"] == 2 && parts.inputs["User"] == 1)
    }
}
