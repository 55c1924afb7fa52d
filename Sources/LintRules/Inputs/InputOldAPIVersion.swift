public import LintEngine
package import OrgModel
public import RuleCatalogue

/// A project whose API version leaves out parts of what the rules read.
public struct InputOldAPIVersion: InputProblemRule {
    public static let page = RuleFile.inputOldApiVersion

    public init() {}

    package static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .oldAPIVersion: .note
        default: nil
        }
    }
}
