/// How much a finding matters; a note is the least, an error the most.
public enum Severity: String, CaseIterable, Comparable, Sendable {
    case note, warning, error

    public static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// How sure a finding is: high where records or the metadata say it, low where a name suggests it.
public enum Confidence: String, CaseIterable, Comparable, Sendable {
    case low, medium, high

    public static func < (left: Confidence, right: Confidence) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}

/// Who runs the linter: each persona sees what the one before it sees, and more.
public enum Persona: String, CaseIterable, Comparable, Sendable {
    case regular, pedantic, auditor

    public static func < (left: Persona, right: Persona) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .regular: 0
        case .pedantic: 1
        case .auditor: 2
        }
    }
}
