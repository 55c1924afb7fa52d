public import OrgModel
public import RuleCatalogue

/// A component that is twice in what is deployed together.
public struct InputDuplicateComponent: InputProblemRule {
    public static let page = RuleFile.inputDuplicateComponent

    public init() {}

    public static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .duplicateComponent: .warning
        default: nil
        }
    }
}
