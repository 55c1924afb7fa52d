internal import LintEngine

extension BuiltInRules {
    static let apps: [any Rule] = []
}
