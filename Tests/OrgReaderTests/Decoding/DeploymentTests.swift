import Foundation
import OrgModel
import TestSupport
import Testing

@testable import OrgReader

/// What is in an org after a deploy: one row a metadata type, each tested with every operation; the table of
/// `docs/deploy.md` is the same.
@Suite("After a deploy")
struct DeploymentTests {
    struct Row: Sendable, CustomTestStringConvertible {
        enum Operation: String {
            case replaced, merged
        }

        let type: String
        /// The list of `Metadata` that holds the components.
        let list: String
        /// What becomes of a component that is there already.
        var operation = Operation.replaced
        /// Whether a `destructiveChanges` manifest may name it.
        var isRemovable = true
        /// Two components that are there, and a new one.
        var names = ["A", "B", "C"]
        /// The member of a manifest, by the name.
        var member: @Sendable (String) -> String = { $0 }
        /// The file of a component, by its name.
        let path: @Sendable (String) -> String
        /// What a file holds that says one thing, by the name and the thing.
        let content: @Sendable (String, String) -> String
        /// Every component with what it says: `A old`.
        let read: @Sendable (Metadata, NameTable) -> [String]

        var testDescription: String { type }

        func file(_ index: Int, _ value: String) -> (path: String, text: String) {
            (path(names[index]), xml(root(names[index]), content(names[index], value)))
        }

        /// The file of a component whose name is written in lower case.
        func lowercasedFile(_ index: Int, _ value: String) -> (path: String, text: String) {
            let name = names[index].lowercased()
            return (path(name), xml(root(name), content(name, value)))
        }

        func says(_ index: Int, _ values: String...) -> String {
            ([names[index]] + values).joined(separator: " ")
        }

        private func root(_ name: String) -> String { type == "Settings" ? name + type : type }
    }

    private static func row(
        _ type: String,
        _ suffix: String,
        _ list: String,
        _ element: String = "label",
        read: @escaping @Sendable (Metadata) -> [(String, String?)]
    ) -> Row {
        Row(
            type: type,
            list: list,
            path: { "\($0).\(suffix)-meta.xml" },
            content: { "<\(element)>\($1)</\(element)>" },
            read: { metadata, _ in read(metadata).map { "\($0.0) \($0.1 ?? "-")" } }
        )
    }

    /// A file of an external client app.
    private static func part(
        _ type: String,
        _ suffix: String,
        _ element: String,
        read: @escaping @Sendable (ExternalClientApplication) -> Located<String>?
    ) -> Row {
        Row(
            type: type,
            list: "externalClientApplications",
            path: { "\($0).\(suffix)-meta.xml" },
            content: {
                "<externalClientApplication>\($0)</externalClientApplication><\(element)>\($1)</\(element)>"
            },
            read: { metadata, _ in
                metadata.externalClientApplications.map { "\($0.fullName) \(read($0)?.value ?? "-")" }
            }
        )
    }

    static let rows: [Row] = [
        row("PermissionSet", "permissionset", "permissionSets") {
            $0.permissionSets.map { ($0.fullName, $0.label?.value) }
        },
        row("PermissionSetGroup", "permissionsetgroup", "permissionSetGroups") {
            $0.permissionSetGroups.map { ($0.fullName, $0.label?.value) }
        },
        row("MutingPermissionSet", "mutingpermissionset", "mutingPermissionSets") {
            $0.mutingPermissionSets.map { ($0.fullName, $0.label?.value) }
        },
        Row(
            type: "Profile",
            list: "profiles",
            operation: .merged,
            path: { "\($0).profile-meta.xml" },
            content: { "<userPermissions><enabled>true</enabled><name>\($1)</name></userPermissions>" },
            read: { metadata, names in
                metadata.profiles.map { profile in
                    let permissions = profile.parts.flatMap(\.userPermissions).filter(\.isEnabled)
                    return "\(profile.fullName) \(permissions.map { names[$0.name] }.joined(separator: " "))"
                }
            }
        ),
        row("ConnectedApp", "connectedApp", "connectedApps") {
            $0.connectedApps.map { ($0.fullName, $0.label?.value) }
        },
        row("ExternalClientApplication", "eca", "externalClientApplications") {
            $0.externalClientApplications.map { ($0.fullName, $0.application?.label?.value) }
        },
        part("ExtlClntAppOauthSettings", "ecaOauth", "commaSeparatedOauthScopes") {
            $0.oauthSettings?.commaSeparatedOauthScopes
        },
        part("ExtlClntAppGlobalOauthSettings", "ecaGlblOauth", "callbackUrl") {
            $0.globalOAuthSettings?.callbackUrl
        },
        part("ExtlClntAppOauthConfigurablePolicies", "ecaOauthPlcy", "clientCredentialsFlowUser") {
            $0.oauthPolicies?.clientCredentialsFlowUser
        },
        Row(
            type: "ExtlClntAppConfigurablePolicies",
            list: "externalClientApplications",
            path: { "\($0).ecaPlcy-meta.xml" },
            content: {
                "<externalClientApplication>\($0)</externalClientApplication><isEnabled>\($1 == "new")</isEnabled>"
            },
            read: { metadata, _ in
                metadata.externalClientApplications.map { app in
                    "\(app.fullName) \(app.policies?.isEnabled.map { $0.value ? "new" : "old" } ?? "-")"
                }
            }
        ),
        row("NamedCredential", "namedCredential", "namedCredentials", "endpoint") {
            $0.namedCredentials.map { ($0.componentID.name, $0.endpoint?.value) }
        },
        row("ExternalCredential", "externalCredential", "externalCredentials", "authenticationProtocol") {
            $0.externalCredentials.map { ($0.componentID.name, $0.authenticationProtocol?.value) }
        },
        row("AuthProvider", "authprovider", "authProviders", "friendlyName") {
            $0.authProviders.map { ($0.componentID.name, $0.friendlyName?.value) }
        },
        row("RemoteSiteSetting", "remoteSite", "remoteSiteSettings", "url") {
            $0.remoteSiteSettings.map { ($0.componentID.name, $0.url?.value) }
        },
        row("Certificate", "crt", "certificates", "masterLabel") {
            $0.certificates.map { ($0.componentID.name, $0.masterLabel?.value) }
        },
        row("Network", "network", "networks") { metadata in
            metadata.networks.map { ($0.componentID.name, $0.memberProfiles.first?.value) }
        }.holding { "<networkMemberGroups><profile>\($1)</profile></networkMemberGroups>" },
        row("UserAccessPolicy", "useraccesspolicy", "userAccessPolicies", "status") {
            $0.userAccessPolicies.map { ($0.componentID.name, $0.status?.value) }
        },
        row("ProfilePasswordPolicy", "profilePasswordPolicy", "profilePasswordPolicies", "profile") {
            $0.profilePasswordPolicies.map { ($0.componentID.name, $0.profile?.value) }
        },
        Row(
            type: "CustomField",
            list: "customFields",
            member: { "Account.\($0)" },
            path: { "objects/Account/fields/\($0).field-meta.xml" },
            content: { "<type>\($1)</type>" },
            read: { metadata, _ in
                metadata.customFields.map { field in
                    "\(field.fullName.split(separator: ".").last ?? "") \(field.type?.value ?? "-")"
                }
            }
        ),
        Row(
            type: "Settings",
            list: "settings",
            operation: .merged,
            isRemovable: false,
            names: ["Event", "OauthOidc", "Security"],
            path: { "\($0).settings-meta.xml" },
            content: { "<\($1)>true</\($1)>" },
            read: { metadata, _ in
                metadata.settings.map { "\($0.kind) \($0.values.keys.sorted().reversed().joined(separator: " "))" }
            }
        ),
    ]

    private static let replaced = rows.filter { $0.operation == .replaced }
    private static let merged = rows.filter { $0.operation == .merged }
    private static let removable = rows.filter(\.isRemovable)

    @Test func everyTypeOfTheModelHasItsRow() {
        let lists = Mirror(reflecting: Metadata()).children.compactMap(\.label)
        // Of these the names alone are read.
        #expect(Set(lists).subtracting(["namedComponents"]) == Set(Self.rows.map(\.list)))
    }

    @Test func theTableOfTheDocumentationIsThisOne() throws {
        let text = try String(contentsOf: Checkout.root.appending(path: "docs/deploy.md"), encoding: .utf8)
        let table = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let rows = Self.rows.map { row in
            ["`\(row.type)`", "added", row.operation.rawValue, row.isRemovable ? "removed" : "stays"]
        }
        #expect(table == rows)
    }

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
        var (before, after) = try reader.read(deploying: [folder.path + Array("/package".utf8)])
        _ = reader.readFields(nil, into: &before)
        _ = reader.readFields(nil, into: &after)
        #expect(row.read(before.parts.metadata, before.parts.names) == [row.says(0, "old"), row.says(1, "old")])
        return row.read(after.parts.metadata, after.parts.names)
    }

    private func base(_ row: Row) -> [(path: String, text: String)] {
        [row.file(0, "old"), row.file(1, "old")]
    }

    private func manifest(_ type: String, _ members: String...) -> String {
        let members = members.map { "<members>\($0)</members>" }.joined()
        return xml("Package", "<types>\(members)<name>\(type)</name></types><version>66.0</version>")
    }

    @Test("what is new is there, beside what was", arguments: rows)
    func adds(_ row: Row) throws {
        #expect(
            try after(base: base(row), package: [row.file(2, "new")], row)
                == [row.says(0, "old"), row.says(1, "old"), row.says(2, "new")])
    }

    @Test("what was there is replaced, whatever the case of its name", arguments: replaced)
    func replaces(_ row: Row) throws {
        #expect(
            try after(base: base(row), package: [row.file(0, "new")], row) == [row.says(0, "new"), row.says(1, "old")])
        let other = try after(base: base(row), package: [row.lowercasedFile(1, "new")], row)
        #expect(other.map { $0.lowercased() } == ["a old", "b new"])
    }

    @Test("what was there keeps what the deploy does not name", arguments: merged)
    func merges(_ row: Row) throws {
        #expect(
            try after(base: base(row), package: [row.file(0, "new")], row)
                == [row.says(0, "old", "new"), row.says(1, "old")])
    }

    @Test("what a manifest removes is gone", arguments: removable)
    func removes(_ row: Row) throws {
        for name in ["destructiveChanges.xml", "destructiveChangesPre.xml", "destructiveChangesPost.xml"] {
            let manifest = (name, manifest(row.type, row.member("a"), "Missing"))
            #expect(try after(base: base(row), package: [manifest], row) == [row.says(1, "old")], "\(name)")
        }
        // Nothing stands for all: destructive manifests know no wildcard.
        let all = ("destructiveChanges.xml", manifest(row.type, "*"))
        #expect(try after(base: base(row), package: [all], row).count == 2)
    }

    @Test("what cannot be removed stays", arguments: rows.filter { !$0.isRemovable })
    func stays(_ row: Row) throws {
        let manifest = ("destructiveChanges.xml", manifest(row.type, row.names[0]))
        #expect(try after(base: base(row), package: [manifest], row).count == 2)
    }

    @Test(
        "what is removed before comes back with the deploy, what is removed behind does not",
        arguments: removable)
    func removesInOrder(_ row: Row) throws {
        let new = row.file(0, "new")
        let pre = ("destructiveChangesPre.xml", manifest(row.type, row.member("A")))
        #expect(
            try after(base: base(row), package: [new, pre], row).sorted() == [row.says(0, "new"), row.says(1, "old")])
        let post = ("destructiveChangesPost.xml", manifest(row.type, row.member("A")))
        #expect(try after(base: base(row), package: [new, post], row) == [row.says(1, "old")])
    }

    @Test func severalFilesOfOneNameReplaceSeveral() throws {
        let files = ["one/S.permissionset-meta.xml", "two/S.permissionset-meta.xml"]
        func labels(_ base: [String], _ package: [String]) throws -> [String] {
            let folder = try TemporaryFolder()
            for path in base { try folder.write("base/\(path)", contents: xml("PermissionSet", "<label>old</label>")) }
            for path in package {
                try folder.write("package/\(path)", contents: xml("PermissionSet", "<label>\(path.prefix(3))</label>"))
            }
            let reader = InputReader(paths: [folder.path + Array("/base".utf8)], currentDirectory: folder.path)
            let after = try reader.read(deploying: [folder.path + Array("/package".utf8)]).after
            return after.parts.metadata.permissionSets.compactMap(\.label?.value)
        }
        #expect(try labels(files, files) == ["one", "two"])
        #expect(try labels([files[1]], files) == ["one", "two"])
        #expect(try labels(files, [files[0]]) == ["one"])
    }

    @Test func fieldsGoWithTheirObject() throws {
        let row = try #require(Self.rows.first { $0.type == "CustomField" })
        let other = ("objects/Order/fields/A.field-meta.xml", xml("CustomField", "<type>old</type>"))
        let folder = try TemporaryFolder()
        for (path, text) in base(row) + [other] { try folder.write("base/\(path)", contents: text) }
        try folder.write("package/destructiveChanges.xml", contents: manifest("CustomObject", "account"))
        // In mdapi format an object holds its fields.
        try folder.write(
            "package/objects/Order.object",
            contents: xml("CustomObject", "<fields><fullName>A</fullName><type>new</type></fields>"))
        let reader = InputReader(
            paths: [folder.path + Array("/base".utf8)], currentDirectory: folder.path, wantedTypes: ["CustomField"])
        var after = try reader.read(deploying: [folder.path + Array("/package".utf8)]).after
        #expect(reader.readFields(nil, into: &after))
        #expect(after.parts.metadata.customFields.map { "\($0.fullName) \($0.type?.value ?? "")" } == ["Order.A new"])
    }

    @Test func aManifestOfTheBaseRemovesNothing() throws {
        let row = try #require(Self.replaced.first)
        let manifest = ("destructiveChanges.xml", manifest(row.type, "A"))
        #expect(try after(base: base(row) + [manifest], package: [row.file(2, "new")], row).count == 3)
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

extension DeploymentTests.Row {
    fileprivate func holding(_ content: @escaping @Sendable (String, String) -> String) -> Self {
        Self(type: type, list: list, path: path, content: content, read: read)
    }
}
