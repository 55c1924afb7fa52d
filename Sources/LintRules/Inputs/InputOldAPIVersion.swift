public import OrgModel
public import RuleCatalogue

/// A project whose API version leaves out parts of what the rules read.
public struct InputOldAPIVersion: InputProblemRule {
    public static let page = RuleFile.inputOldApiVersion

    public init() {}

    public static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .oldAPIVersion: .note
        default: nil
        }
    }
}
