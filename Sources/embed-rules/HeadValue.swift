/// The values that a head key of a page may have: one scalar or one flow list, on the line of the key.
///
/// It is a small part of YAML on purpose: what is read here without a YAML parser must mean the same to one.
enum HeadValue {
    /// Reads `text`, `"text"` or `'text'`, without escapes.
    static func scalar(_ source: Substring) throws(Reason) -> String {
        let text = source.trimmingSpaces
        guard let first = text.first else { throw Reason("has no value") }
        if first == "\"" || first == "'" {
            let inner = text.dropFirst().dropLast()
            guard text.count > 1, text.last == first, !inner.contains(first), !inner.contains("\\") else {
                throw Reason("is not one quoted text on one line without escapes")
            }
            guard !inner.isEmpty else { throw Reason("has no value") }
            return String(inner)
        }
        guard !"-?:,[]{}#&*!|>%@`~".contains(first) else { throw Reason("begins with \(first): quote it") }
        guard !text.contains(": "), !text.contains(" #"), text.last != ":" else {
            throw Reason("contains \": \" or \" #\": quote it")
        }
        return String(text)
    }

    /// Reads `[a, "b"]`.
    static func list(_ source: Substring) throws(Reason) -> [String] {
        let text = source.trimmingSpaces
        guard text.first == "[", text.last == "]", text.count > 1 else { throw Reason("is not a list like [a, b]") }
        let inner = text.dropFirst().dropLast()
        guard !inner.trimmingSpaces.isEmpty else { return [] }
        var items: [String] = []
        for item in inner.split(separator: ",", omittingEmptySubsequences: false) {
            guard !item.contains(where: "[]{}".contains) else { throw Reason("holds a list or a mapping") }
            items.append(try scalar(item))
        }
        return items
    }

    /// Reads one of `values`.
    static func choice(_ source: Substring, of values: [String]) throws(Reason) -> String {
        let text = try scalar(source)
        guard values.contains(text) else {
            throw Reason("is \"\(text)\", not one of \(values.joined(separator: ", "))")
        }
        return text
    }

    /// Reads a list of one or more of `values`, each once.
    static func choices(_ source: Substring, of values: [String]) throws(Reason) -> [String] {
        let items = try list(source)
        for item in items { _ = try choice(item[...], of: values) }
        guard !items.isEmpty, Set(items).count == items.count else { throw Reason("is empty or says something twice") }
        return items
    }
}

/// What is wrong with a value, without its place.
struct Reason: Error {
    let text: String

    init(_ text: String) {
        self.text = text
    }
}

extension Substring {
    var trimmingSpaces: Substring {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
