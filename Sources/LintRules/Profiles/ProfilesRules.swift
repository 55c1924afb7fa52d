internal import LintEngine

extension BuiltInRules {
    static let profiles: [any Rule] = [
        IntegrationProfileGrantsAccess()
    ]
}
