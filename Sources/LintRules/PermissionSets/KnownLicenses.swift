internal import LintEngine
internal import OrgModel
internal import RuleCatalogue

/// The licences that a permission set can name: what the tables know, and what the org itself shows.
struct KnownLicenses {
    /// By name, developer name or label in lower case: as it is spelled.
    private var names: [String: String] = [:]
    private let industries: IndustryLicenses
    /// Whether both licence exports are there and whole: then what is in neither is not in the org.
    let areAll: Bool

    init(_ org: Org) {
        industries = IndustryLicenses(org)
        areAll = org.isComplete("UserLicense") && org.isComplete("PermissionSetLicense")
        add(ReferenceTable.knownUserLicenses.rows.map { $0["name"] })
        add(ReferenceTable.knownPermissionSetLicenses.rows.flatMap { [$0["name"], $0["label"]] })
        add(org.records.userLicenses.map(\.name))
        add(org.records.permissionSetLicenses.flatMap { [$0.developerName, $0.masterLabel].compactMap { $0 } })
        add(org.records.users.compactMap(\.licenseName))
        add(org.records.profiles.compactMap(\.userLicenseName))
        // A retrieve writes the licence into every profile.
        add(org.metadata.profiles.compactMap { $0.userLicense?.value })
    }

    func contains(_ license: String) -> Bool {
        names[license.lowercased()] != nil || industries.isHealth(license)
    }

    /// The known name that may be meant by another one.
    func nearest(to license: String) -> String? {
        Suggestion.nearest(to: license, among: names.values)
    }

    private mutating func add(_ licenses: [String]) {
        for license in licenses where !license.isEmpty { names[license.lowercased()] = license }
    }
}
