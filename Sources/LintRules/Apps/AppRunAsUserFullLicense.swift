public import LintEngine
public import OrgModel
public import RuleCatalogue

/// Looks for apps that run as a user on another licence than Salesforce Integration.
public struct AppRunAsUserFullLicense: AppRule {
    public static let page = RuleFile.appRunAsUserFullLicense

    public init() {}

    public func findings(about app: App, _ evidence: IntegrationEvidence?, in context: RuleContext) -> [Finding] {
        let org = context.org
        guard app.usesClientCredentials, let runAs = app.runAsUser, let index = org.user(named: runAs.value) else {
            return []
        }
        let user = org.users[index]
        guard user.isActive, let license = user.licenseName, !user.isOnIntegrationLicense, !org.needsHealthCloud(index)
        else { return [] }
        return [
            Finding(
                .fullLicense(app, runAs.value, license),
                subject: app.componentID,
                element: app.name(of: .runAsUser),
                location: runAs.location,
                confidence: org.knowsAllLicenses(ofUser: index) ? .high : nil,
                related: [Finding.Related("the user '\(user.username)' and its user license", at: user.record.location)]
            )
        ]
    }
}

extension Org {
    /// Whether a user has what the Salesforce Integration licence refuses: a Health Cloud licence, or, where not all its
    /// permission set licences are known, a set of such a licence or access to an object that needs one.
    fileprivate func needsHealthCloud(_ user: Int) -> Bool {
        let licenses = IndustryLicenses(self)
        if users[user].licenses.contains(where: { licenses.cloud(of: $0) == .health }) { return true }
        guard !knowsAllLicenses(ofUser: user) else { return false }
        let access = effectiveAccess(ofUser: user)
        let assigned = users[user].assignments.compactMap(\.licenseName)
        let written = access.sources.compactMap { source -> String? in
            guard case .permissionSet(let set) = source.holder else { return nil }
            return metadata.permissionSets[set].license?.value
        }
        if (assigned + written).contains(where: licenses.isHealth) { return true }
        var gated = GatedObjects(names)
        return !effectiveObjectPermissions(of: [access], where: { gated.tier(of: $0) != nil }).isEmpty
            || !effectiveFieldPermissions(of: [access], where: { gated.tier(of: $0) != nil }).isEmpty
    }
}

extension Finding.Message {
    fileprivate static func fullLicense(_ app: App, _ username: String, _ license: String) -> Self {
        """
        \(app.title) runs as '\(username)', who is on the user license '\(license)' and not on 'Salesforce Integration'.
        """
    }
}
