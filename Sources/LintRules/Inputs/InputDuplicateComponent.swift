public import LintEngine
package import OrgModel
public import RuleCatalogue

/// A component that is twice in what is deployed together.
public struct InputDuplicateComponent: InputProblemRule {
    public static let page = RuleFile.inputDuplicateComponent

    public init() {}

    package static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .duplicateComponent: .warning
        default: nil
        }
    }
}
