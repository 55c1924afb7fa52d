public import OrgModel
public import RuleCatalogue

/// A boolean or strict enumeration with a value that the schema does not know.
public struct InputInvalidValue: InputProblemRule {
    public static let page = RuleFile.inputInvalidValue

    public init() {}

    public static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .invalidValue: .error
        default: nil
        }
    }
}
