public import LintEngine
package import OrgModel
public import RuleCatalogue

/// A row that names a user, licence or set that no export holds.
public struct InputUnresolvedRecord: InputProblemRule {
    public static let page = RuleFile.inputUnresolvedRecord

    public init() {}

    package static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .unresolvedRecord: .warning
        default: nil
        }
    }
}
