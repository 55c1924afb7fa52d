public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Users on the integration licence in an edition that does not come with it.
public struct IntegrationLicenseEdition: Rule {
    public static let page = RuleFile.integrationLicenseEdition

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        guard let record = org.records.organizations.first(where: { $0.organizationType != nil }),
            let edition = org.edition, !edition.includesIntegrationLicense
        else { return [] }
        let users = org.users.filter { $0.isActive && $0.isOnIntegrationLicense }
        guard !users.isEmpty else { return [] }
        return [
            Finding(
                .unsupported(edition, users: users.count),
                subject: ComponentID(type: "Organization", name: record.name ?? edition.name),
                element: "OrganizationType",
                location: record.location,
                related: users.map { user in
                    Finding.Related("'\(user.username)' is on the user license", at: user.record.location)
                }
            )
        ]
    }
}

extension Finding.Message {
    fileprivate static func unsupported(_ edition: Edition, users: Int) -> Self {
        """
        The org is of the edition '\(edition.name)', which does not include the user license \
        '\(IntegrationNames.license)', and \(users) active \(users == 1 ? "user is" : "users are") on it.
        """
    }
}
