/// Something about an input file that keeps a fact from being known; the rules of the area "inputs" tell it.
public struct InputProblem: Sendable {
    public enum Kind: Sendable {
        /// Not XML, JSON or CSV, truncated, empty, in a foreign encoding, or over a limit.
        case notWellFormed
        /// The root element is not the one that the suffix promises.
        case rootMismatch
        /// The root element is right, its namespace is not.
        case namespaceMismatch
        /// A boolean or strict enumeration with another value.
        case invalidValue
        /// An element that the schema requires is not there; `isKey` for labels and keys, false for booleans.
        case missingElement(isKey: Bool)
        /// The same component is in what is deployed together a second time.
        case duplicateComponent
        /// `done` is false, or there are fewer rows than `totalSize`.
        case recordsTruncated
        /// A tree export without Ids.
        case recordsWithoutKey
        /// A row that names a user, permission set or licence that no export holds.
        case unresolvedRecord
        /// `sourceApiVersion` or the version of `package.xml` is too old.
        case oldAPIVersion
    }

    public let kind: Kind
    public let location: SourceLocation
    /// What the problem is about, as reports name it: the component, else the file.
    public let subject: ComponentID
    /// The element, field or version in question.
    public let element: String
    /// One sentence, present tense: what is wrong and what was seen.
    public let message: String
    public let related: [Located<String>]
    /// Whether the schema says so, but nobody knows whether the platform minds.
    public let isDoubtful: Bool

    public init(
        kind: Kind,
        location: SourceLocation,
        subject: ComponentID,
        element: String = "",
        message: String,
        related: [Located<String>] = [],
        isDoubtful: Bool = false
    ) {
        self.kind = kind
        self.location = location
        self.subject = subject
        self.element = element
        self.message = message
        self.related = related
        self.isDoubtful = isDoubtful
    }
}

extension InputProblem {
    /// Whether rows of an export are missing; the subject's type is then the object.
    var isTruncation: Bool {
        if case .recordsTruncated = kind { true } else { false }
    }
}

/// A component or record by type and name: `PermissionSet:INT_ERP`, `User:erp@acme.com`.
public struct ComponentID: Hashable, Comparable, Sendable {
    /// The root element of the metadata type, or the object of the record.
    public let type: String
    /// The decoded full name, or the name that the object's records are known by.
    public let name: String

    public init(type: String, name: String) {
        self.type = type
        self.name = name
    }

    public static func < (left: ComponentID, right: ComponentID) -> Bool {
        (left.type, left.name) < (right.type, right.name)
    }
}
