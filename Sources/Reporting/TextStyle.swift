internal import RuleCatalogue

/// How the parts of a text report are told apart.
public enum TextStyle: Sendable {
    case plain
    /// With the escape sequences of ANSI terminals.
    case colored

    enum Role {
        case severity(Severity)
        case headline
        case gutter
        case secondary
        case added
        case removed
    }

    func paint(_ text: String, _ role: Role) -> String {
        guard self == .colored, !text.isEmpty else { return text }
        return "\u{1B}[\(code(role))m\(text)\u{1B}[0m"
    }

    private func code(_ role: Role) -> String {
        switch role {
        case .severity(.error): "1;31"
        case .severity(.warning): "1;33"
        case .severity(.note): "1;36"
        case .headline: "1"
        case .gutter: "1;34"
        case .secondary: "34"
        case .added: "32"
        case .removed: "31"
        }
    }
}
