public import OrgModel
public import RuleCatalogue

/// An export without Ids, whose rows can only be joined by name.
public struct InputRecordsWithoutKey: InputProblemRule {
    public static let page = RuleFile.inputRecordsWithoutKey

    public init() {}

    public static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .recordsWithoutKey: .warning
        default: nil
        }
    }
}
