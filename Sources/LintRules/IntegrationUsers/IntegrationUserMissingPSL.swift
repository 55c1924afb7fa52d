public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// An integration user without the permission set license that its permission sets need.
public struct IntegrationUserMissingPSL: Rule {
    public static let page = RuleFile.integrationUserMissingPsl

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let org = context.org
        return org.integrationUsers.compactMap { index in
            let user = org.users[index]
            guard user.isOnIntegrationLicense, org.knowsAllLicenses(ofUser: index),
                !user.licenses.contains(where: \.isSalesforceAPIIntegration)
            else { return nil }
            let hasNone = user.assignments.isEmpty && org.knowsAllAssignments(ofUser: index)
            return Finding(
                hasNone
                    ? .lacksLicenseAndSets(user.username)
                    : .lacksLicense(user.username, hasSets: !user.assignments.isEmpty),
                subject: user.componentID,
                element: IntegrationNames.permissionSetLicense,
                location: user.record.location,
                severity: hasNone ? .warning : .error,
                related: user.assignments.map { Finding.Related($0.holding, at: $0.row.location) },
                fix: .assignLicense(to: user.username)
            )
        }
    }
}

extension Fix {
    fileprivate static func assignLicense(to username: String) -> Fix {
        let name = IntegrationNames.permissionSetLicense
        return Fix(
            .unsafe,
            "Assign the permission set license '\(IntegrationNames.permissionSetLicenseLabel)' to '\(username)'.",
            commands: ["sf org assign permsetlicense --name \(name) --on-behalf-of \(Fix.quoted(username))"]
        )
    }
}

extension Finding.Message {
    /// - Parameter hasSets: false where no export says which sets the user has.
    fileprivate static func lacksLicense(_ username: String, hasSets: Bool) -> Self {
        """
        Integration user '\(username)' is on the user license '\(IntegrationNames.license)' without the permission set \
        license '\(IntegrationNames.permissionSetLicenseLabel)', which \(hasSets ? "its" : "such a user's") permission \
        sets need.
        """
    }

    fileprivate static func lacksLicenseAndSets(_ username: String) -> Self {
        """
        Integration user '\(username)' is on the user license '\(IntegrationNames.license)' without the permission set \
        license '\(IntegrationNames.permissionSetLicenseLabel)', and without any permission set so far.
        """
    }
}
