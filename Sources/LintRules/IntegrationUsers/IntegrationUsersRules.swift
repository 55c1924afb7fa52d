internal import LintEngine

extension BuiltInRules {
    static let integrationUsers: [any Rule] = []
}
