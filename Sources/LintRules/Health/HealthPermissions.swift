internal import RuleCatalogue

/// The user permissions of Health Cloud and Life Sciences Cloud.
enum HealthPermissions {
    static let manageHealthCloud = "ManageHealthCloud"

    /// All of the table but *Manage Health Cloud*, about which a rule of its own speaks.
    static var others: [String] {
        ReferenceTable.healthPermissions.rows.map { $0["permission"] }.filter { $0 != manageHealthCloud }
    }
}
