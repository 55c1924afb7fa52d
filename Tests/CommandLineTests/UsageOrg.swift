import Foundation
import TestSupport

/// An org of one integration user with logs that a test writes with few words.
struct UsageOrg {
    let org: AccessOrg
    static let user = AccessOrg.user
    /// The user's Id of 15 characters.
    static let id = String(AccessOrg.id("005", 0).prefix(15))
    static let header =
        "EVENT_TYPE,TIMESTAMP,USER_ID,API_FAMILY,API_RESOURCE,HTTP_METHOD,ENTITY_NAME,CONNECTED_APP_NAME"

    /// - Parameter entries: of the one permission set, as `AccessOrg` writes them.
    init(_ entries: String..., users: [String] = [user]) throws {
        org = try AccessOrg()
        try org.profile(AccessOrg.profile, "ApiEnabled", "ApiUserOnly")
        try org.folder.write(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n    <label>ERP</label>\n"
                + AccessOrg.entries(entries) + "</PermissionSet>\n",
            to: "force-app/main/default/permissionsets/INT_ERP.permissionset-meta.xml")
        try org.users(users)
        try org.assignments(users.map { "\($0) INT_ERP" })
    }

    /// A row of a call by `read Account`, `edit Account`, `create Account`, `delete Account` or `limits`.
    static func row(_ day: String, _ call: String, id: String = id) -> String {
        let words = call.split(separator: " ").map(String.init)
        let object = words.count > 1 ? words[1] : ""
        let (method, path) =
            switch words[0] {
            case "read": ("GET", "/v66.0/query?q=SELECT Id FROM \(object)")
            case "create": ("POST", "/v66.0/sobjects/\(object)")
            case "edit": ("PATCH", "/v66.0/sobjects/\(object)/001000000000001AAA")
            case "delete": ("DELETE", "/v66.0/sobjects/\(object)/001000000000001AAA")
            case "composite": ("POST", "/v66.0/composite")
            default: ("GET", "/v66.0/limits")
            }
        let stamp = day.filter { $0 != "-" } + "070000.100"
        return "ApiTotalUsage,\(stamp),\(id),REST,\(path),\(method),\(object),ERP"
    }

    /// The dates of so many days before 2026-11-21, the last one first.
    static func days(_ count: Int) -> [String] {
        (1...count).map { back in
            let moment = Date(timeIntervalSince1970: 1_795_219_200 - Double(back) * 86_400)
            return String(moment.ISO8601Format().prefix(10))
        }
    }

    func log(_ rows: [String], to name: String = "log.csv") throws {
        try org.folder.write(([Self.header] + rows).joined(separator: "\n") + "\n", to: "logs/\(name)")
    }

    func check(_ arguments: String...) throws -> Program.Outcome {
        try Program.run(
            ["check", "--usage", "logs", "--format", "json", "--select", "usage", "--persona", "auditor"] + arguments
                + FixtureOrg.asOf, in: org.folder.url)
    }

    func report() throws -> JSONReport { try JSONReport(check()) }
}
