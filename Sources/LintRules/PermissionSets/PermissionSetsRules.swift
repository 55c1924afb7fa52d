internal import LintEngine

extension BuiltInRules {
    static let permissionSets: [any Rule] = []
}
