/// The rows of one export file, before anything is known of the object.
public struct RecordTable: Sendable {
    /// The object that the file itself names (`attributes.type`, `<type>`, `<records type=…>`); nil where it names none.
    public var objectName: String?
    public var file: FileID
    /// The field paths that the header or any row mentions, lower case: `profile.userlicense.name`.
    public var fields: Set<String>
    public var rows: [RecordRow]
    /// `done` as the query result says it; nil where the shape has none.
    public var isDone: Bool?
    /// How many rows the query had in all; nil where the shape does not say.
    public var totalSize: Int?
    /// Whether the rows come from a tree export, which drops the Ids.
    public var isTreeExport: Bool

    public init(
        objectName: String? = nil,
        file: FileID,
        fields: Set<String> = [],
        rows: [RecordRow] = [],
        isDone: Bool? = nil,
        totalSize: Int? = nil,
        isTreeExport: Bool = false
    ) {
        self.objectName = objectName
        self.file = file
        self.fields = fields
        self.rows = rows
        self.isDone = isDone
        self.totalSize = totalSize
        self.isTreeExport = isTreeExport
    }
}

/// One record as it was exported: values by lower-case field path, null and empty values left out.
public struct RecordRow: Sendable {
    public let location: SourceLocation
    public private(set) var values: [String: String]
    /// The field paths that the exports of the record mention, lower case: of these a value that is not there is empty, of
    /// all others it is unknown.
    public var mentionedFields: Set<String>

    public init(location: SourceLocation, values: [String: String] = [:], mentionedFields: Set<String> = []) {
        self.location = location
        self.values = values
        self.mentionedFields = mentionedFields
    }

    /// The value at a field path such as `Profile.UserLicense.Name`, in any case; nil where it is null, empty or absent.
    public subscript(path: String) -> String? {
        get { values[path.lowercased()] }
        set { values[path.lowercased()] = newValue }
    }
}
