import Foundation
import TestSupport

/// An org of thousands of files, the same on every run, whose files can be written in many ways.
struct GeneratedOrg {
    /// A file by its blocks: elements directly below the root, line by line, indented by tabs.
    struct File {
        let path: String
        let root: String
        var blocks: [String]

        /// - Parameter layout: how it is written; nil for the way in which a retrieve writes it.
        func text(_ layout: Layout? = nil) -> String {
            var blocks = blocks
            if var layout {
                for index in blocks.indices.dropFirst().reversed() {
                    blocks.swapAt(index, layout.next(below: index + 1))
                }
            }
            let indentation = layout?.indentation ?? "    "
            var lines = [
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                "<\(root) xmlns=\"http://soap.sforce.com/2006/04/metadata\">",
            ]
            for line in blocks.flatMap({ $0.split(separator: "\n") }) {
                lines.append(indentation + line.replacing("\t", with: indentation))
            }
            lines += ["</\(root)>", ""]
            return lines.joined(separator: layout?.lineBreak ?? "\n")
        }
    }

    /// Another way to write a file: blocks in another order, other indentation and other line breaks.
    struct Layout {
        private var state: UInt64
        let indentation: String
        let lineBreak: String

        init(_ seed: Int) {
            state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
            indentation = ["\t", "  ", " \n\t", ""][seed % 4]
            lineBreak = seed.isMultiple(of: 3) ? "\r\n" : "\n"
        }

        /// A number from 0 up to a limit (xorshift64).
        mutating func next(below limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(limit))
        }
    }

    static let counts = (sets: 4_000, groups: 500, profiles: 300, apps: 199, settings: 1)

    /// The permission set that an integration user is assigned and that is in no group.
    static let assignedSet = "INT_0007"

    let files: [File]

    init() {
        var files = (0..<Self.counts.sets).map(Self.set)
        files += (0..<Self.counts.groups).map(Self.group)
        files += (0..<Self.counts.profiles).map(Self.profile)
        files += (0..<Self.counts.apps).map(Self.app)
        files.append(
            File(
                path: "force-app/settings/OauthOidc.settings-meta.xml",
                root: "OauthOidcSettings",
                blocks: [
                    "<blockOAuthUnPwFlow>false</blockOAuthUnPwFlow>",
                    "<blockOAuthUsrAgtFlow>true</blockOAuthUsrAgtFlow>",
                ]))
        self.files = files
    }

    /// Writes the project with its exports.
    func write(to folder: TemporaryFolder) throws {
        try folder.write(TestOrg.project, to: "sfdx-project.json")
        for file in files { try folder.write(file.text(), to: file.path) }
        var users = "Id,Username,Name,IsActive,Profile.Name,Profile.UserLicense.Name\n"
        var assignments = "Id,AssigneeId,PermissionSet.Name,PermissionSet.IsOwnedByProfile,PermissionSetGroupId\n"
        for number in 0..<40 {
            let id = Self.id("005", number)
            users +=
                "\(id),system\(number).integration@acme.example,System \(number) Integration,true,"
                + "Minimum Access - API Only Integrations,Salesforce Integration\n"
            assignments += "\(Self.id("0Pa", number)),\(id),\(Self.name("INT", number)),false,\n"
        }
        try folder.write(users, to: "org-records/User.csv")
        try folder.write(assignments, to: "org-records/PermissionSetAssignment.csv")
    }

    private static func id(_ prefix: String, _ number: Int) -> String {
        prefix + "000000" + digits(number, 6)
    }

    private static func name(_ prefix: String, _ number: Int) -> String {
        "\(prefix)_\(digits(number, 4))"
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    // MARK: Files

    /// Every tenth set is an integration's; some of the others have old sins.
    private static func set(_ number: Int) -> File {
        let isIntegration = number < 40 || number.isMultiple(of: 10)
        let name = name(isIntegration ? "INT" : "Sales", number)
        var blocks = [
            "<description>What \(name) is for</description>", "<label>\(name)</label>",
            "<hasActivationRequired>false</hasActivationRequired>", permission("ApiEnabled"),
        ]
        for object in 0..<(number % 3) { blocks.append(self.object("Object\((number + object) % 50)__c")) }
        blocks.append(
            """
            <fieldPermissions>
            \t<editable>\(number.isMultiple(of: 2))</editable>
            \t<field>Object\(number % 50)__c.Field\(number % 7)__c</field>
            \t<readable>true</readable>
            </fieldPermissions>
            """)
        if number % 20 == 10 { blocks.append("<license>Salesforce</license>") }
        if number % 50 == 20 { blocks.append(permission("ModifyAllData")) }
        if number % 70 == 30 { blocks.append(permission("APIEnabled")) }
        return File(
            path: "force-app/permissionsets/\(name).permissionset-meta.xml", root: "PermissionSet", blocks: blocks)
    }

    private static func permission(_ name: String) -> String {
        "<userPermissions>\n\t<enabled>true</enabled>\n\t<name>\(name)</name>\n</userPermissions>"
    }

    private static func object(_ name: String) -> String {
        """
        <objectPermissions>
        \t<allowCreate>false</allowCreate>
        \t<allowDelete>false</allowDelete>
        \t<allowEdit>true</allowEdit>
        \t<allowRead>true</allowRead>
        \t<modifyAllRecords>false</modifyAllRecords>
        \t<object>\(name)</object>
        \t<viewAllRecords>false</viewAllRecords>
        </objectPermissions>
        """
    }

    private static func group(_ number: Int) -> File {
        let name = name("Group", number)
        let members = (0..<3).map { "<permissionSets>Sales_\(digits(number * 3 + $0 + 41, 4))</permissionSets>" }
        return File(
            path: "force-app/permissionsetgroups/\(name).permissionsetgroup-meta.xml",
            root: "PermissionSetGroup",
            blocks: ["<description>Group</description>", "<label>\(name)</label>", "<status>Updated</status>"] + members
        )
    }

    private static func profile(_ number: Int) -> File {
        File(
            path: "force-app/profiles/\(name("Profile", number)).profile-meta.xml",
            root: "Profile",
            blocks: [
                "<custom>true</custom>", "<userLicense>Salesforce</userLicense>", permission("ApiEnabled"),
                object("Object\(number % 50)__c"),
            ])
    }

    /// Every other app may be authorised by everybody.
    private static func app(_ number: Int) -> File {
        let name = name("App", number)
        return File(
            path: "force-app/connectedApps/\(name).connectedApp-meta.xml",
            root: "ConnectedApp",
            blocks: [
                "<contactEmail>it@acme.example</contactEmail>", "<description>An integration</description>",
                "<label>\(name)</label>",
                """
                <oauthConfig>
                \t<callbackUrl>https://app.acme.example/callback</callbackUrl>
                \t<isAdminApproved>\(number.isMultiple(of: 2))</isAdminApproved>
                \t<scopes>Api</scopes>
                </oauthConfig>
                """,
                "<permissionSetName>INT_\(digits(number % 40, 4))</permissionSetName>",
            ])
    }
}
