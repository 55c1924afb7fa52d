public import OrgModel
public import RuleCatalogue

/// An export that holds fewer rows than its query found.
public struct InputRecordsTruncated: InputProblemRule {
    public static let page = RuleFile.inputRecordsTruncated

    public init() {}

    public static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .recordsTruncated: .warning
        default: nil
        }
    }
}
