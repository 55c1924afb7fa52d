internal import LintEngine

extension BuiltInRules {
    static let integrationUsers: [any Rule] = [
        IntegrationUserMissingPSL(),
        IntegrationUserWithoutPermissionSet(),
        IntegrationUserCustomProfile(),
        IntegrationUserNotAPIOnly(),
        IntegrationUserShared(),
        IntegrationUserInactiveAssignments(),
        IntegrationLicenseOverFreeAllotment(),
        IntegrationLicenseExhausted(),
        IntegrationLicenseEdition(),
    ]
}
