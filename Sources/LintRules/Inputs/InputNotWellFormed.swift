public import OrgModel
public import RuleCatalogue

/// A file that cannot be read as what its name promises.
public struct InputNotWellFormed: InputProblemRule {
    public static let page = RuleFile.inputNotWellFormed

    public init() {}

    public static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .notWellFormed: .error
        default: nil
        }
    }
}
