/// Text of a stranger, written so that a terminal or a CI runner can do nothing with it but show it.
///
/// Controls, bidirectional and invisible characters are written as `\u{202E}`. What a runner takes for a command is broken
/// up by a backslash: `::` at the start (GitHub Actions) and `##` anywhere (Azure Pipelines, TeamCity, GitHub Actions).
/// The result is one line.
public struct VisibleText: Sendable, CustomStringConvertible {
    public let description: String

    public init(_ text: String) {
        description = Self.shown(text, .braces)
    }

    /// How a character that cannot be shown is named.
    enum Notation {
        /// `\u{202E}`
        case braces
        /// `<U+202E>`, where braces have a meaning of their own.
        case angles
    }

    static func shown(_ text: String, _ notation: Notation) -> String {
        if isHarmless(text.utf8) { return text }
        var neutralizer = Neutralizer(notation: notation)
        var shown = ""
        for scalar in text.unicodeScalars {
            shown += neutralizer.shown(scalar)
        }
        return shown
    }

    private static func isHarmless(_ text: String.UTF8View) -> Bool {
        var last: UInt8 = 0
        for byte in text {
            guard (0x20...0x7E).contains(byte), byte != 0x23 || last != 0x23 else { return false }
            last = byte
        }
        return text.first { $0 != 0x20 } != UInt8(ascii: ":")
    }
}

/// Goes over a text and says of each character how it is shown.
struct Neutralizer {
    private let notation: VisibleText.Notation
    private var isAtStart = true
    private var last: Unicode.Scalar = " "
    private var startsWithColon = false

    init(notation: VisibleText.Notation) {
        self.notation = notation
    }

    mutating func shown(_ scalar: Unicode.Scalar) -> String {
        let text = text(of: scalar)
        startsWithColon = isAtStart && scalar == ":"
        // Runners trim every kind of space before they look for a command.
        isAtStart = isAtStart && scalar.properties.isWhitespace && !Self.isInvisible(scalar)
        last = scalar
        return text
    }

    private func text(of scalar: Unicode.Scalar) -> String {
        if scalar == ":" && startsWithColon || scalar == "#" && last == "#" { return "\\\(scalar)" }
        guard Self.isInvisible(scalar) else { return String(scalar) }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        switch notation {
        case .braces: return "\\u{\(digits)}"
        case .angles: return "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>"
        }
    }

    /// Whether a character is a control, or changes how others are shown without being seen.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20...0x7E).contains(scalar.value) { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
