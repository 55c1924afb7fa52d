internal import LintEngine

extension BuiltInRules {
    static let apps: [any Rule] = [
        AppAdminApprovedForNobody(),
        AppCertificateExpired(),
        AppClientCredentialsWithoutRunAsUser(),
        AppIPRelaxation(),
        AppNotAdminApproved(),
        AppPreauthorizationIgnored(),
        AppRefreshTokenInfinite(),
        AppRunAsUserNotAPIOnly(),
        AppRunAsUserUnknown(),
        AppScopeFull(),
        AppSecretInSource(),
    ]
}
