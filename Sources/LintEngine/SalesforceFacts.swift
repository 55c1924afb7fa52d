public import OrgModel
internal import RuleCatalogue

extension SalesforceFacts {
    /// What the reference tables know.
    public static var builtIn: SalesforceFacts {
        let profiles = ReferenceTable.standardProfiles.rows.map { ($0["name"], $0["label"]) }
        return SalesforceFacts(
            userLicenses: Set(ReferenceTable.knownUserLicenses.rows.map { $0["name"].lowercased() }),
            standardProfileLabels: Dictionary(profiles, uniquingKeysWith: { first, _ in first })
        )
    }
}
