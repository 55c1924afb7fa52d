public import LintEngine
internal import OrgModel
public import RuleCatalogue

/// Finds user access policies that grant a Health Cloud licence to users of an API-only profile.
public struct HealthPslAccessPolicy: Rule {
    public static let page = RuleFile.healthPslAccessPolicy

    public init() {}

    public func findings(in context: RuleContext) -> [Finding] {
        let licenses = IndustryLicenses(context.org)
        return context.org.metadata.userAccessPolicies.flatMap { policy -> [Finding] in
            guard let profile = policy.apiOnlyProfile else { return [] }
            let isActive = policy.status?.value == "Active"
            return policy.actions.filter { $0.isGrantOfLicense && licenses.isHealth($0.target.value) }.map { action in
                Finding(
                    isActive
                        ? .grants(action.target.value, to: profile, by: policy.componentID.name)
                        : .wouldGrant(
                            action.target.value, to: profile, by: policy.componentID.name, policy.status?.value),
                    subject: policy.componentID,
                    element: "userAccessPolicyActions:\(action.target.value)",
                    location: action.target.location,
                    severity: isActive ? .warning : .note,
                    related: policy.status.map { [Finding.Related("the status", at: $0.location)] } ?? []
                )
            }
        }
    }
}

extension UserAccessPolicy {
    /// The API-only profile that a filter includes; `notEquals` excludes one.
    fileprivate var apiOnlyProfile: String? {
        let including: Set<String> = ["equals", "equalsignorecase", "in", "includes"]
        return filters.lazy
            .filter { $0.type == "Profile" && including.contains($0.operation.lowercased()) }
            // The operation `in` lists several targets with commas.
            .flatMap { $0.target.split(separator: ",") }
            .map { $0.split(separator: " ").joined(separator: " ") }
            .first(where: IntegrationNames.isAPIOnlyProfile)
    }
}

extension UserAccessPolicy.Action {
    fileprivate var isGrantOfLicense: Bool { action == "Grant" && type == "PermissionSetLicense" }
}

extension Finding.Message {
    fileprivate static func grants(_ license: String, to profile: String, by policy: String) -> Self {
        """
        The policy '\(policy)' grants the Health Cloud license '\(license)' to users of the profile '\(profile)', \
        whose user license 'Salesforce Integration' does not support it.
        """
    }

    fileprivate static func wouldGrant(
        _ license: String,
        to profile: String,
        by policy: String,
        _ status: String?
    ) -> Self {
        """
        The policy '\(policy)', whose status is \(status.map { "'\($0)'" } ?? "missing") and not 'Active', would grant the \
        Health Cloud license '\(license)' to users of the profile '\(profile)', whose user license 'Salesforce \
        Integration' does not support it.
        """
    }
}
