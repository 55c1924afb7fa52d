internal import LintEngine

extension BuiltInRules {
    static let profiles: [any Rule] = [
        IPRangeTooWide(),
        IntegrationProfileCloned(),
        IntegrationProfileGrantsAccess(),
        IntegrationProfileInExperienceSite(),
        IntegrationProfileLoginHours(),
        IntegrationProfileNoLoginIPRanges(),
    ]
}
