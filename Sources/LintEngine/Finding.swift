public import OrgModel
public import RuleCatalogue

/// What a rule found: a fact about a component or record, its place and its evidence.
///
/// A rule never says its own id; where it gives no severity, confidence or persona, those of its page hold.
public struct Finding: Sendable {
    /// One sentence, present tense, the thing in single quotes: what is wrong and what was seen.
    public struct Message: Sendable, ExpressibleByStringInterpolation {
        public let text: String

        public init(stringLiteral text: String) {
            self.text = text
        }
    }

    /// Another place that carries part of the evidence.
    public struct Related: Sendable {
        public let message: String
        public let location: SourceLocation

        public init(_ message: String, at location: SourceLocation) {
            self.message = message
            self.location = location
        }
    }

    public var message: Message
    public var subject: ComponentID
    /// What of the subject it is about: `license`, `userPermissions:ModifyAllData`, `objectPermissions:Account`. Together
    /// with rule and subject it tells findings apart, so it names the entry and never a line.
    public var element: String
    public var location: SourceLocation
    /// The severity of this case; nil for the page's own.
    public var severity: Severity?
    /// The confidence of this case; nil for the page's own.
    public var confidence: Confidence?
    /// The first persona that sees this case; nil for the page's own.
    public var persona: Persona?
    public var related: [Related]
    /// The ways from users to what grants, each from the user on.
    public var paths: [[PathStep]]
    public var fix: Fix?

    public init(
        _ message: Message,
        subject: ComponentID,
        element: String = "",
        location: SourceLocation,
        severity: Severity? = nil,
        confidence: Confidence? = nil,
        persona: Persona? = nil,
        related: [Related] = [],
        paths: [[PathStep]] = [],
        fix: Fix? = nil
    ) {
        self.message = message
        self.subject = subject
        self.element = element
        self.location = location
        self.severity = severity
        self.confidence = confidence
        self.persona = persona
        self.related = related
        self.paths = paths
        self.fix = fix
    }
}

/// How a finding can be mended: edits of files, commands to run, or both.
public struct Fix: Sendable {
    public enum Safety: String, Sendable {
        /// Cannot widen access or lose meaning.
        case safe
        /// A person should confirm it.
        case unsafe
    }

    /// A change of one element. All texts are plain: what XML wants escaped is escaped when the edit is worked out.
    public enum Edit: Hashable, Sendable {
        /// Takes the element that begins here away, with everything in it.
        case removeElement(SourceLocation)
        /// Takes the element away that holds the one that begins here: the whole entry of which a location is the name.
        case removeEntry(SourceLocation)
        /// Replaces the text between the tags of the element that begins here; blanks and comments around it stay.
        case replaceText(SourceLocation, with: String)
        /// Adds an element with a text to the element that begins here, where the alphabet wants it among the others: in
        /// that order Salesforce writes them. An element that has one of the name already gets another only where
        /// `isRepeatable` says that it may.
        case insertElement(in: SourceLocation, name: String, text: String, isRepeatable: Bool = false)
        /// Gives the element without children that begins here another name; its text stays.
        case renameElement(SourceLocation, to: String)

        /// Where the element begins that the edit is about, or that gets a new one.
        public var location: SourceLocation {
            switch self {
            case .removeElement(let location), .removeEntry(let location), .replaceText(let location, _),
                .insertElement(let location, _, _, _), .renameElement(let location, _):
                location
            }
        }
    }

    public var safety: Safety
    /// One sentence in the imperative.
    public var description: String
    public var edits: [Edit]
    /// Commands for a shell, each complete and quoted.
    public var commands: [String]

    public init(_ safety: Safety, _ description: String, edits: [Edit] = [], commands: [String] = []) {
        self.safety = safety
        self.description = description
        self.edits = edits
        self.commands = commands
    }

    /// A word for a POSIX shell: in single quotes unless it is plain.
    public static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "@%_-+=:,./".utf8.contains(byte)
            }
        return isPlain
            ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
