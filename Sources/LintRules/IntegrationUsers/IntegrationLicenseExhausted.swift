public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// The integration licence, or its permission set license, that can be given to nobody more.
public struct IntegrationLicenseExhausted: Rule {
    public static let page = RuleFile.integrationLicenseExhausted

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let userLicenses = org.records.userLicenses.filter { IntegrationNames.isLicense($0.name) }.map { record in
            Seats(
                subject: ComponentID(type: "UserLicense", name: record.name),
                title: "user license '\(record.name)'",
                location: record.location,
                status: record.status,
                expirationDate: nil,
                total: record.totalLicenses,
                used: record.usedLicenses
            )
        }
        let permissionSetLicenses = org.records.permissionSetLicenses.compactMap { record -> Seats? in
            let names = [record.developerName, record.masterLabel].compactMap { $0 }
            guard names.contains(where: IntegrationNames.isPermissionSetLicense) else { return nil }
            let developerName = record.developerName ?? IntegrationNames.permissionSetLicense
            return Seats(
                subject: ComponentID(type: "PermissionSetLicense", name: developerName),
                title: "permission set license '\(names[names.count - 1])'",
                location: record.location,
                status: record.status,
                expirationDate: record.expirationDate,
                total: record.totalLicenses,
                used: record.usedLicenses
            )
        }
        return (userLicenses + permissionSetLicenses).compactMap { finding($0, asOf: org.asOf) }
    }

    /// A licence of either kind and how many seats of it are left.
    private struct Seats {
        let subject: ComponentID
        let title: String
        let location: SourceLocation
        let status: String?
        let expirationDate: String?
        let total: Int?
        let used: Int?
    }

    /// One finding a licence, about what comes first: without the licence its seats do not matter.
    private func finding(_ seats: Seats, asOf: Timestamp) -> Finding? {
        let message: Finding.Message
        let element: String
        if seats.status?.lowercased() == "disabled" {
            (message, element) = (.disabled(seats.title), "Status")
        } else if let date = seats.expirationDate, let expiration = Timestamp(date), expiration < asOf {
            (message, element) = (.expired(seats.title, expiration.date), "ExpirationDate")
        } else if let total = seats.total, let used = seats.used, total > 0, used >= total {
            (message, element) = (.exhausted(seats.title, used: used, total: total), "UsedLicenses")
        } else {
            return nil
        }
        return Finding(message, subject: seats.subject, element: element, location: seats.location)
    }
}

extension Finding.Message {
    fileprivate static func disabled(_ license: String) -> Self {
        "The \(license) is disabled."
    }

    fileprivate static func expired(_ license: String, _ date: String) -> Self {
        "The \(license) expired on \(date)."
    }

    fileprivate static func exhausted(_ license: String, used: Int, total: Int) -> Self {
        "The \(license) has no seat left: \(used) of \(total) are used."
    }
}
