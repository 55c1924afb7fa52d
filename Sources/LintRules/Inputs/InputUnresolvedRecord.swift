public import OrgModel
public import RuleCatalogue

/// A row that names a user, licence or set that no export holds.
public struct InputUnresolvedRecord: InputProblemRule {
    public static let page = RuleFile.inputUnresolvedRecord

    public init() {}

    public static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .unresolvedRecord: .warning
        default: nil
        }
    }
}
