internal import LintEngine

extension BuiltInRules {
    static let orgSettings: [any Rule] = [
        OrgUsernamePasswordFlowAllowed()
    ]
}
