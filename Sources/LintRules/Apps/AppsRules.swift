internal import LintEngine

extension BuiltInRules {
    static let apps: [any Rule] = [
        AppAdminApprovedForNobody(),
        AppClientCredentialsWithoutRunAsUser(),
        AppIpRelaxation(),
        AppNotAdminApproved(),
        AppPreauthorizationIgnored(),
        AppRefreshTokenInfinite(),
        AppRunAsUserNotApiOnly(),
        AppRunAsUserUnknown(),
        AppScopeFull(),
        AppSecretInSource(),
    ]
}
