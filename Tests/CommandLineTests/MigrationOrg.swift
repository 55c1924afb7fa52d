import Foundation
import TestSupport

/// An org with an integration user on a full license and every export that its move needs.
struct MigrationOrg {
    let org: AccessOrg

    static let user = AccessOrg.user
    static let profile = "Integration"
    static let config = """
        version: 1
        prices: { Salesforce: 1980, Salesforce Integration: 120, currency: USD }
        integrations:
          - name: ERP
            user: \(user)

        """
    static let profiles = "force-app/main/default/profiles"
    private static let userID = AccessOrg.id("005", 0)

    /// A user who can move as it is: the profile grants objects, a set of the license *Salesforce* one more thing.
    init() throws {
        org = try AccessOrg()
        try write(".forcelint.yml", Self.config)
        try org.profile(
            Self.profile, license: "Salesforce", "ApiEnabled", "ApiUserOnly", "ViewSetup",
            "Account:allowRead,allowEdit",
            "Account.Industry:readable,editable")
        try org.set("ERP", license: "Salesforce", "Contact:allowRead,allowCreate", "class Invoices")
        try org.users(["\(Self.user);\(Self.profile);Salesforce", "jo@acme.example;Standard User;Salesforce"])
        try org.assignments(["\(Self.user) ERP"])
        try licenses([])
        try records(
            "UserLicense", "Id,Name,Status,TotalLicenses,UsedLicenses",
            [
                "100000000000001AAA,Salesforce,Active,10,8", "100000000000002AAA,Salesforce Integration,Active,5,2",
            ])
        try records(
            "PermissionSetLicense", "Id,DeveloperName,MasterLabel,Status,TotalLicenses,UsedLicenses",
            [
                "0PL000000000001AAA,SalesforceAPIIntegrationPsl,Salesforce API Integration,Active,5,2"
            ])
        try records("SetupEntityAccess", "Id,ParentId,SetupEntityId,SetupEntityType", [])
        try logins(["Remote Access 2.0"])
    }

    func write(_ path: String, _ text: String) throws { try org.folder.write(text, to: path) }

    func records(_ object: String, _ header: String, _ rows: [String]) throws {
        try write("org-records/\(object).csv", "\(header)\n\(rows.map { "\($0)\n" }.joined())")
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: org.folder.url.appending(path: path))
    }

    /// The permission set licenses of the user, by developer name.
    func licenses(_ names: [String]) throws {
        try records(
            "PermissionSetLicenseAssign", "Id,AssigneeId,PermissionSetLicense.DeveloperName",
            names.enumerated().map { "\(AccessOrg.id("2LA", $0)),\(Self.userID),\($1)" }
                + ["\(AccessOrg.id("2LA", 99)),\(AccessOrg.id("005", 1)),SalesConsoleUser"])
    }

    /// Successful logins of the user, by type.
    func logins(_ types: [String]) throws {
        try records(
            "LoginHistory", "UserId,LoginTime,LoginType,Status",
            types.map { "\(Self.userID),2026-11-19T16:20:00.000+0000,\($0),Success" })
    }

    /// Adds elements to the profile.
    func extendProfile(_ elements: String) throws {
        let path = "\(Self.profiles)/\(Self.profile).profile-meta.xml"
        let text = try text(path)
        try write(path, text.replacingOccurrences(of: "</Profile>", with: elements + "</Profile>"))
    }

    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: org.folder.url.appending(path: path)), as: UTF8.self)
    }

    // MARK: Runs

    func migrate(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
        try Program.run(["migrate"] + arguments + FixtureOrg.asOf, in: org.folder.url, environment: environment)
    }

    /// The plan as JSON, and the one user in it.
    func plan(_ arguments: String...) throws -> (plan: JSONValue, user: JSONValue) {
        let outcome = try Program.run(
            ["migrate", "--format", "json"] + arguments + FixtureOrg.asOf, in: org.folder.url)
        let plan = try JSONDecoder().decode(JSONValue.self, from: Data(outcome.output.utf8))
        return (plan, plan["users"]?.items?.first ?? .null)
    }

    /// The messages of the reasons of a weight.
    static func reasons(_ user: JSONValue, _ weight: String) -> [String] {
        (user["reasons"]?.items ?? []).filter { $0["weight"]?.string == weight }.compactMap { $0["message"]?.string }
    }

    static func commands(_ user: JSONValue) -> [String] {
        (user["commands"]?.items ?? []).compactMap { $0["command"]?.string }
    }
}
