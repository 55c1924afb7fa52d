internal import LintEngine

extension BuiltInRules {
    static let inputs: [any Rule] = [
        InputNotWellFormed(),
        InputRootMismatch(),
        InputInvalidValue(),
        InputMissingElement(),
        InputDuplicateComponent(),
        InputPartialProfile(),
        InputRecordsTruncated(),
        InputRecordsWithoutKey(),
        InputUnresolvedRecord(),
        InputOldAPIVersion(),
        ExceptionExpired(),
        ExceptionUnused(),
        ExceptionWithoutReason(),
    ]
}
