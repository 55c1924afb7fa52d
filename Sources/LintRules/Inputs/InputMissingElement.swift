public import OrgModel
public import RuleCatalogue

/// An element that the schema requires and that is not there.
public struct InputMissingElement: InputProblemRule {
    public static let page = RuleFile.inputMissingElement

    public init() {}

    public static func severity(of kind: InputProblem.Kind) -> Severity? {
        switch kind {
        case .missingElement(let isKey): isKey ? .error : .warning
        default: nil
        }
    }
}
