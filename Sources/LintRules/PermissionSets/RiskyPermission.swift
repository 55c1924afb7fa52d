internal import LintEngine
internal import RuleCatalogue

/// A user permission that reaches far beyond what an integration is for, as `risky-permissions.tsv` judges it.
struct RiskyPermission {
    enum Risk: String {
        case critical, high, medium, low
    }

    let risk: Risk
    /// What the permission allows to do, as an infinitive without `to` and full stop.
    let reach: String

    /// All of the table by the permission's name.
    static var byName: [String: RiskyPermission] {
        var permissions: [String: RiskyPermission] = [:]
        for row in ReferenceTable.riskyPermissions.rows {
            guard let risk = Risk(rawValue: row["risk"]) else { continue }
            permissions[row["permission"]] = RiskyPermission(risk: risk, reach: row["why"])
        }
        return permissions
    }

    var severity: Severity {
        switch risk {
        case .critical: .error
        case .high: .warning
        case .medium, .low: .note
        }
    }

    /// Medium and low risks are for those who asked for details.
    var persona: Persona {
        severity == .note ? .pedantic : .regular
    }
}
