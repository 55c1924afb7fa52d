/// Tells a text that stands where a secret is to be filled in from a secret.
enum SecretPlaceholder {
    /// Words that no secret consists of, in lower case.
    private static let standIns: Set<String> = [
        "todo", "example", "dummy", "scratch", "secret", "password", "placeholder", "changeme", "token",
    ]
    /// Words that may stand beside one of those.
    private static let companions: Set<String> = [
        "your", "client", "consumer", "access", "api", "value", "here", "insert",
    ]

    /// What build tools replace is between these.
    private static let brackets: [(opening: Character, closing: Character)] = [("{", "}"), ("<", ">"), ("%", "%")]

    /// Whether a text is empty or stands for a secret that is not there.
    static func matches(_ text: String) -> Bool {
        let lowered = text.lowercased()
        return text.allSatisfy(\.isWhitespace) || lowered.hasPrefix("replace") || consistsOfTemplates(text)
            || consistsOfStandIns(lowered)
    }

    /// `{{SECRET}}`, `${SECRET}`, `{KEY}:{SECRET}`: outside of the brackets there is neither letter nor digit.
    private static func consistsOfTemplates(_ text: String) -> Bool {
        var rest = text[...]
        var hasTemplate = false
        while let character = rest.first {
            let inner = rest.dropFirst()
            if let bracket = brackets.first(where: { $0.opening == character }),
                let end = inner.firstIndex(of: bracket.closing)
            {
                hasTemplate = true
                rest = inner[inner.index(after: end)...]
                continue
            }
            guard !character.isLetter, !character.isNumber else { return false }
            rest = inner
        }
        return hasTemplate
    }

    /// `changeme`, `Change_Me`, `EXAMPLE-SECRET`, `your_client_secret`, `xxxx-xxxx`, `********`.
    private static func consistsOfStandIns(_ lowered: String) -> Bool {
        let words = lowered.split { "_-. :".contains($0) }.map(String.init)
        guard words != ["change", "me"] else { return true }
        let isStandIn = words.map { standIns.contains($0) || isRun($0) }
        return isStandIn.contains(true)
            && zip(words, isStandIn).allSatisfy { word, isStandIn in isStandIn || companions.contains(word) }
    }

    /// Whether a word is made of `x` and `*` and nothing else.
    private static func isRun(_ word: String) -> Bool {
        word.allSatisfy { $0 == "x" || $0 == "*" }
    }
}
