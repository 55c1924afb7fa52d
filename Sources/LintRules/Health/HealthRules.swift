internal import LintEngine

extension BuiltInRules {
    static let health: [any Rule] = [
        HealthPslOnIntegrationUser(),
        IndustryPslOnIntegrationUser(),
        ManageHealthCloudOnIntegrationUser(),
        HealthPermissionOnIntegrationUser(),
        HealthObjectOnIntegrationUser(),
        HealthObjectInIntegrationPermissionSet(),
        HealthPermissionSetOnIntegrationUser(),
        HealthPslAccessPolicy(),
    ]
}
