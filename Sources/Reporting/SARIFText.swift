/// Text in SARIF messages: harmless to look at, without the braces that mean placeholders, and with no link but ours.
enum SARIFText {
    /// A message, without a full stop at its end where it has none.
    static func message(_ text: String) -> String {
        let shown = withoutBraces(VisibleText.shown(text, .angles))
        return shown.contains("](") ? escapingBrackets(shown) : shown
    }

    /// A sentence: a message that ends in a full stop.
    static func sentence(_ text: String) -> String {
        let message = message(text)
        return message.last.map { ".!?".contains($0) } ?? false ? message : message + "."
    }

    /// A link to the location of the same result that has this id.
    static func link(_ text: String, to id: Int) -> String {
        "[\(escapingBrackets(withoutBraces(VisibleText.shown(text, .angles))))](\(id))"
    }

    /// Viewers show the text of a message as it is, so that doubled braces would be seen; a formula is known without them.
    private static func withoutBraces(_ text: String) -> String {
        String(text.map { $0 == "{" ? "(" : $0 == "}" ? ")" : $0 })
    }

    private static func escapingBrackets(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "[]\\".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
