internal import LintEngine

extension BuiltInRules {
    static let inputs: [any Rule] = []
}
