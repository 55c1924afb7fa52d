internal import LintEngine

extension BuiltInRules {
    static let orgSettings: [any Rule] = [
        OrgAPIAccessControlOff(),
        OrgConsumerSecretAPIAccess(),
        OrgEventLogGenerationOff(),
        OrgIPRangesNotEnforced(),
        OrgPasswordPolicyWeak(),
        OrgPKCENotRequired(),
        OrgSessionTimeoutLong(),
        OrgTransactionSecurityOff(),
        OrgUserAgentFlowAllowed(),
        OrgUsernamePasswordFlowAllowed(),
    ]
}
