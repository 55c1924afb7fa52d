public import OrgModel
internal import RuleCatalogue

extension SalesforceFacts {
    /// What the reference tables know.
    public static let builtIn = SalesforceFacts(
        userLicenses: Set(ReferenceTable.knownUserLicenses.rows.map { $0["name"].lowercased() }),
        standardProfileLabels: Dictionary(
            ReferenceTable.standardProfiles.rows.map { ($0["name"], $0["label"]) },
            uniquingKeysWith: { first, _ in first })
    )
}
