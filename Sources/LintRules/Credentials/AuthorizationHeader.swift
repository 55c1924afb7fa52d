/// Tells a header that brings a secret along from one that is filled in when the callout is made.
enum AuthorizationHeader {
    /// The words of RFC 7235 and of services that say how the rest is to be read, in lower case.
    private static let schemes: Set<String> = [
        "basic", "bearer", "digest", "negotiate", "token", "apikey", "api-key", "key", "oauth", "sso-key",
    ]
    /// Stands where a formula stood; no text has it.
    private static let filledIn: Character = "\u{FFFC}"

    /// Whether a text stands there that is neither a formula nor a placeholder nor the name of a scheme alone.
    static func holdsSecret(_ value: String) -> Bool {
        let text = markingFormulas(value)
        let first = text.prefix { !$0.isWhitespace }
        let rest = schemes.contains(first.lowercased()) ? text[first.endIndex...] : text[...]
        let pieces = rest.split(separator: filledIn, omittingEmptySubsequences: false)
        guard pieces.count > 1, let last = pieces.last else { return !SecretPlaceholder.matches(String(rest)) }
        // What leads to a formula ends with a sign: `token={!…}`, `user:{!…}`.
        let leadsOn = pieces.dropLast().allSatisfy { $0.last.map { !isWord($0) } ?? true }
        return !leadsOn || last.contains(where: isWord)
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }

    /// The text with a mark for each formula `{!…}`; a formula that takes nothing from elsewhere is text like any other.
    private static func markingFormulas(_ value: String) -> String {
        var text = ""
        var rest = value.drop(while: \.isWhitespace)
        while let start = rest.firstRange(of: "{!"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            let formula = rest[start.upperBound..<end]
            text += rest[..<start.lowerBound]
            if formula.contains("$") {
                text.append(filledIn)
            } else {
                text += formula.filter { !"'\"&+()".contains($0) }
            }
            rest = rest[rest.index(after: end)...]
        }
        return text + rest
    }
}
