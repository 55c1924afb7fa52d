public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Finds Health Cloud licences that users of the Salesforce Integration licence hold.
public struct HealthPslOnIntegrationUser: Rule {
    public static let page = RuleFile.healthPslOnIntegrationUser

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        let licenses = IndustryLicenses(org)
        return org.licensedIntegrationUsers.flatMap { index in
            let user = org.users[index]
            return user.distinctLicenses.filter { licenses.cloud(of: $0) == .health }.map { assignment in
                Finding(
                    .healthLicense(licenses.label(of: assignment), on: user.username),
                    subject: user.componentID,
                    element: assignment.developerName ?? assignment.displayName,
                    location: assignment.row.location,
                    related: [Finding.Related("the user and its user license", at: user.record.location)],
                    fix: Fix(
                        .unsafe,
                        "Take the permission set license '\(licenses.label(of: assignment))' from '\(user.username)'.",
                        commands: [assignment.removalCommand(from: user.username)].compactMap { $0 }
                    )
                )
            }
        }
    }
}

extension Finding.Message {
    fileprivate static func healthLicense(_ license: String, on user: String) -> Self {
        """
        '\(user)' is on the user license 'Salesforce Integration' and holds the permission set license '\(license)', \
        perhaps from before Spring '26: the platform refuses this with "\(user) can't be assigned the \(license) \
        permission set license, because \(user)'s user license doesn't support it", and Health Cloud needs an API-only \
        user on a user license that supports it, such as 'Salesforce'.
        """
    }
}
