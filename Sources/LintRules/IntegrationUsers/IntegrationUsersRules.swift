internal import LintEngine

extension BuiltInRules {
    static let integrationUsers: [any Rule] = [
        IntegrationUserMissingPSL(),
        IntegrationUserWithoutPermissionSet(),
        IntegrationUserCustomProfile(),
        IntegrationUserDeprecatedProfile(),
        IntegrationUserNotAPIOnly(),
        IntegrationUserFullLicense(),
        IntegrationUserShared(),
        IntegrationUserInactiveAssignments(),
        IntegrationUserNeverLoggedIn(),
        IntegrationUserStaleLogin(),
        IntegrationUserUnused(),
        IntegrationUserPasswordNeverExpires(),
        IntegrationUserUILogin(),
        IntegrationUserPasswordLogin(),
        IntegrationUserFailedLogins(),
        IntegrationUserLoginOutsideIPRanges(),
        IntegrationUserHumanTraits(),
        IntegrationUserNaming(),
        IntegrationUserEmail(),
        IntegrationLicenseOverFreeAllotment(),
        IntegrationLicenseExhausted(),
        IntegrationLicenseEdition(),
    ]
}
