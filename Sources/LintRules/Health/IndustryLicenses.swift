internal import OrgModel
internal import RuleCatalogue

/// Which permission set licenses belong to Health Cloud or to another Industries product.
struct IndustryLicenses {
    enum Cloud: Hashable {
        case health
        /// The product as the table writes it: `financial-services`, or `shared` for what several products use.
        case industry(String)
    }

    /// By developer name and by label, lower case.
    private var clouds: [String: Cloud] = [:]
    /// The labels of the table by developer name, lower case.
    private var labels: [String: String] = [:]

    /// What the table knows, and which licences of the export include *Manage Health Cloud*.
    init(_ org: Org) {
        for row in ReferenceTable.knownPermissionSetLicenses.rows {
            guard let cloud = Self.cloud(ofTable: row["cloud"]) else { continue }
            for name in [row["name"], row["label"]] where !name.isEmpty { clouds[name.lowercased()] = cloud }
            if !row["label"].isEmpty { labels[row["name"].lowercased()] = row["label"] }
        }
        for license in org.records.permissionSetLicenses where Self.includesHealthCloud(license) {
            for name in [license.developerName, license.masterLabel].compactMap({ $0 }) {
                clouds[name.lowercased()] = .health
            }
        }
    }

    /// The product of a licence by its developer name or label; nil for every other licence.
    func cloud(of name: String) -> Cloud? {
        let lowered = name.lowercased()
        // The developer names of most Health Cloud licences are not published; all that are known begin like this.
        if lowered.hasPrefix("healthcloud") || lowered.hasPrefix("health cloud") { return .health }
        return clouds[lowered]
    }

    /// The product of a licence that a user has.
    func cloud(of assignment: OrgUser.LicenseAssignment) -> Cloud? {
        if let license = assignment.license, Self.includesHealthCloud(license) { return .health }
        let found = [assignment.developerName, assignment.masterLabel].compactMap { $0.flatMap { cloud(of: $0) } }
        return found.contains(.health) ? .health : found.first
    }

    /// The licence as the platform names it to people: by its label, where the export or the table has it.
    func label(of assignment: OrgUser.LicenseAssignment) -> String {
        assignment.masterLabel ?? assignment.developerName.flatMap { labels[$0.lowercased()] }
            ?? assignment.displayName
    }

    func isHealth(_ name: String) -> Bool { cloud(of: name) == .health }

    /// `MaximumPermissionsManageHealthCloud` is the platform's own mark of these licences.
    private static func includesHealthCloud(_ license: PermissionSetLicense) -> Bool {
        license.maximumPermissions.contains { $0.lowercased() == "managehealthcloud" }
    }

    private static func cloud(ofTable text: String) -> Cloud? {
        if text == "health" { return .health }
        let prefix = "industry:"
        return text.hasPrefix(prefix) ? .industry(String(text.dropFirst(prefix.count))) : nil
    }
}
