/// A text as a value of YAML that reads back as the same text, whoever wrote it.
public struct YAMLText: Sendable, CustomStringConvertible {
    public let description: String

    public init(_ text: String) {
        description = Self.isPlain(text) ? text : Self.quoted(text)
    }

    /// A text that can stand behind a `#`: one line, of characters that YAML allows.
    public static func remark(_ text: String) -> String {
        String(
            String.UnicodeScalarView(VisibleText(text).description.unicodeScalars.map { isNoncharacter($0) ? "?" : $0 })
        )
    }

    /// The two characters outside all controls that YAML refuses.
    private static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{FFFE}" || scalar == "\u{FFFF}"
    }

    /// Whether a text stands for itself without quotes for readers of YAML 1.1 and 1.2.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isLetter(first), !words.contains(text.lowercased()) else {
            return false
        }
        return text.unicodeScalars.allSatisfy {
            isLetter($0) || ("0"..."9").contains($0) || "_.@/-".unicodeScalars.contains($0)
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    /// What some reader takes for something else than a text.
    private static let words: Set = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            // A runner of Azure Pipelines takes `##[` and `##vso[` for a command wherever they stand.
            case "#" where last == "#": quoted += "\\x23"
            case _ where Neutralizer.isInvisible(scalar) || isNoncharacter(scalar): quoted += escaped(scalar)
            default: quoted.unicodeScalars.append(scalar)
            }
            last = scalar
        }
        return quoted + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let width = scalar.value > 0xFFFF ? 8 : 4
        return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
    }
}
