public import OrgModel
public import RuleCatalogue

/// A file whose root element is not the one that its suffix promises.
public struct InputRootMismatch: InputProblemRule {
    public static let page = RuleFile.inputRootMismatch

    public init() {}

    public static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .rootMismatch: .error
        case .namespaceMismatch: .warning
        default: nil
        }
    }
}
