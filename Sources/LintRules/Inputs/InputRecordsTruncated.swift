public import LintEngine
package import OrgModel
public import RuleCatalogue

/// An export that holds fewer rows than its query found.
public struct InputRecordsTruncated: InputProblemRule {
    public static let page = RuleFile.inputRecordsTruncated

    public init() {}

    package static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .recordsTruncated: .warning
        default: nil
        }
    }
}
