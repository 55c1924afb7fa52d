import Foundation
import TestSupport

/// An org that a test writes with few words, and the program run in it.
struct AccessOrg {
    let folder: TemporaryFolder

    static let user = "erp@acme.example"
    static let profile = "Minimum Access - API Only Integrations"

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private static let namespace = "xmlns=\"http://soap.sforce.com/2006/04/metadata\""

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(TestOrg.project, to: "sfdx-project.json")
    }

    // MARK: Metadata

    /// Entries such as `ApiEnabled`, `-ApiEnabled` (disabled), `Account:allowRead,allowEdit`, `Account.A__c:readable` and
    /// `class Invoices`; every entry is four lines long and names the thing in its third but one.
    static func entries(_ texts: [String]) -> String {
        texts.map { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            if text.hasPrefix("class ") {
                return """
                        <classAccesses>
                            <apexClass>\(text.dropFirst("class ".count))</apexClass>
                            <enabled>true</enabled>
                        </classAccesses>

                    """
            }
            guard parts.count == 2 else {
                let isEnabled = !text.hasPrefix("-")
                return """
                        <userPermissions>
                            <enabled>\(isEnabled)</enabled>
                            <name>\(isEnabled ? text : String(text.dropFirst()))</name>
                        </userPermissions>

                    """
            }
            let given = Set(parts[1].split(separator: ",").map(String.init))
            func flags(_ names: [String]) -> String {
                names.map { "        <\($0)>\(given.contains($0))</\($0)>\n" }.joined()
            }
            if parts[0].contains(".") {
                return "    <fieldPermissions>\n        <field>\(parts[0])</field>\n\(flags(["editable", "readable"]))"
                    + "    </fieldPermissions>\n"
            }
            let names = [
                "allowCreate", "allowDelete", "allowEdit", "allowRead", "modifyAllRecords", "viewAllFields",
                "viewAllRecords",
            ]
            return
                "    <objectPermissions>\n        <object>\(parts[0])</object>\n\(flags(names))    </objectPermissions>\n"
        }.joined()
    }

    func set(
        _ name: String, label: String? = nil, license: String? = nil, isConditional: Bool = false, _ entries: String...
    ) throws {
        let licenseElement = license.map { "    <license>\($0)</license>\n" } ?? ""
        try folder.write(
            Self.head + "<PermissionSet \(Self.namespace)>\n    <label>\(label ?? name)</label>\n" + licenseElement
                + (isConditional ? "    <hasActivationRequired>true</hasActivationRequired>\n" : "")
                + Self.entries(entries) + "</PermissionSet>\n",
            to: "force-app/main/default/permissionsets/\(name).permissionset-meta.xml")
    }

    func muting(_ name: String, _ entries: String...) throws {
        try folder.write(
            Self.head + "<MutingPermissionSet \(Self.namespace)>\n    <label>\(name)</label>\n" + Self.entries(entries)
                + "</MutingPermissionSet>\n",
            to: "force-app/main/default/mutingpermissionsets/\(name).mutingpermissionset-meta.xml")
    }

    func group(_ name: String, of members: [String], muting: [String] = []) throws {
        let elements =
            muting.map { "    <mutingPermissionSets>\($0)</mutingPermissionSets>\n" }
            + members.map { "    <permissionSets>\($0)</permissionSets>\n" }
        try folder.write(
            Self.head + "<PermissionSetGroup \(Self.namespace)>\n    <label>\(name)</label>\n" + elements.joined()
                + "    <status>Updated</status>\n</PermissionSetGroup>\n",
            to: "force-app/main/default/permissionsetgroups/\(name).permissionsetgroup-meta.xml")
    }

    func profile(_ name: String = profile, license: String = "Salesforce Integration", _ entries: String...) throws {
        try folder.write(
            Self.head + "<Profile \(Self.namespace)>\n    <userLicense>\(license)</userLicense>\n"
                + Self.entries(entries)
                + "</Profile>\n",
            to: "force-app/main/default/profiles/\(name).profile-meta.xml")
    }

    // MARK: Records

    /// Users as `username` or `username;profile;license`.
    func users(_ users: [String] = [user]) throws {
        let rows = users.enumerated().map { index, text -> String in
            let parts = text.split(separator: ";").map(String.init)
            let profile = parts.count > 1 ? parts[1] : Self.profile
            let license = parts.count > 2 ? parts[2] : "Salesforce Integration"
            return "\(Self.id("005", index)),\(parts[0]),User \(index),true,\(profile),\(license)\n"
        }
        try folder.write(
            "Id,Username,Name,IsActive,Profile.Name,Profile.UserLicense.Name\n" + rows.joined(),
            to: "org-records/User.csv")
    }

    /// Rows as `username set` or `username group NAME`.
    func assignments(_ rows: [String]) throws {
        let lines = rows.enumerated().map { index, row -> String in
            let words = row.split(separator: " ").map(String.init)
            let isGroup = words.count == 3
            return
                "\(Self.id("0Pa", index)),\(words[0]),\(isGroup ? "" : words[1]),false,\(isGroup ? words[2] : "")\n"
        }
        try folder.write(
            "Id,Assignee.Username,PermissionSet.Name,PermissionSet.IsOwnedByProfile,PermissionSetGroup.DeveloperName\n"
                + lines.joined(),
            to: "org-records/PermissionSetAssignment.csv")
    }

    static func id(_ prefix: String, _ index: Int) -> String {
        prefix + "000000" + String(repeating: "0", count: 6 - String(index).count) + String(index) + "AAA"
    }

    // MARK: Runs

    func run(_ arguments: String...) throws -> Program.Outcome {
        try Program.run(arguments + FixtureOrg.asOf, in: folder.url)
    }

    /// `access … --format json`.
    func json(_ arguments: String...) throws -> JSONValue {
        let outcome = try Program.run(
            ["access"] + arguments + ["--format", "json"] + FixtureOrg.asOf, in: folder.url)
        return try JSONDecoder().decode(JSONValue.self, from: Data(outcome.output.utf8))
    }
}
