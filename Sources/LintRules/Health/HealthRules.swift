internal import LintEngine

extension BuiltInRules {
    static let health: [any Rule] = []
}
