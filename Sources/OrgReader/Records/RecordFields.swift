import OrgModel

/// The values of one row as the types that the fields have; it remembers which ones are no such value.
///
/// Paths are given in lower case where nothing else is said. Of several paths the first that has a value counts.
struct RecordFields {
    struct InvalidValue {
        let path: String
        let value: String
        /// What would be valid, in the words of an error message.
        let expected: String
    }

    let row: RecordRow
    private(set) var invalidValues: [InvalidValue] = []

    init(_ row: RecordRow) {
        self.row = row
    }

    func text(_ path: String) -> String? {
        row.values[path]
    }

    func text(_ path: String, _ other: String) -> String? {
        row.values[path] ?? row.values[other]
    }

    func id(_ path: String) -> RecordID? {
        row.values[path].map { RecordID($0) }
    }

    func id(_ path: String, _ other: String) -> RecordID? {
        text(path, other).map { RecordID($0) }
    }

    /// `true`, `1` and `yes`, or `false`, `0` and `no`, in any case; nil for everything else.
    ///
    /// - Parameter path: as the API spells it, for the message about another value.
    mutating func boolean(_ path: String) -> Bool? {
        guard let value = row[path] else { return nil }
        switch value.lowercased() {
        case "true", "1", "yes": return true
        case "false", "0", "no": return false
        default:
            invalidValues.append(InvalidValue(path: path, value: value, expected: "true or false"))
            return nil
        }
    }

    /// A whole number, also as `5.0`: that is how number fields come out of spreadsheets and some exports.
    ///
    /// - Parameter path: as the API spells it, for the message about another value.
    mutating func integer(_ path: String) -> Int? {
        guard let value = row[path] else { return nil }
        let parts = value.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        if let number = Int(parts[0]), parts.count == 1 || parts[1].allSatisfy({ $0 == "0" }) { return number }
        invalidValues.append(InvalidValue(path: path, value: value, expected: "a whole number"))
        return nil
    }

    /// The fields that begin with a prefix and are true, without the prefix, in order; fields of related records not.
    ///
    /// - Parameter stranger: the beginning of fields that only look as if they belonged here.
    mutating func trueFlags(withPrefix prefix: String, except stranger: String? = nil) -> [String] {
        let paths = row.values.keys.filter { path in
            path.hasPrefix(prefix) && !path.contains(".") && stranger.map(path.hasPrefix) != true
        }
        return paths.sorted().filter { boolean($0) == true }.map { String($0.dropFirst(prefix.count)) }
    }
}
