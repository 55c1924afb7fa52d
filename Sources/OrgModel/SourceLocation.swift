/// The number of an input file: its index in `Org.files`.
public struct FileID: Hashable, Comparable, Sendable {
    public let index: Int

    public init(_ index: Int) {
        self.index = index
    }

    public static func < (left: FileID, right: FileID) -> Bool {
        left.index < right.index
    }
}

/// A file that was read, as reports name it.
public struct SourceFile: Hashable, Sendable {
    /// How the bytes of a file are laid out, which decides how far a location reaches.
    public enum Syntax: Sendable {
        case xml, json, csv, yaml
    }

    /// Relative to the current folder, with `/`; bytes that are not UTF-8 are percent-encoded.
    public let path: String
    /// The bytes by which the system opens the file, without the closing NUL.
    public let systemPath: [UInt8]
    public let syntax: Syntax
    /// Whether it holds exported records, which are about people.
    public let isRecords: Bool
    /// The package directory that holds the file, as `sfdx-project.json` spells it; empty where there is no project.
    public let packageDirectory: String
    /// Length in bytes when it was read.
    public let length: Int
    /// Nanoseconds since 1970 of the last change when it was read.
    public let modificationTime: Int64

    public init(
        path: String,
        systemPath: [UInt8],
        syntax: Syntax,
        isRecords: Bool = false,
        packageDirectory: String,
        length: Int,
        modificationTime: Int64
    ) {
        self.path = path
        self.systemPath = systemPath
        self.syntax = syntax
        self.isRecords = isRecords
        self.packageDirectory = packageDirectory
        self.length = length
        self.modificationTime = modificationTime
    }
}

/// Where a fact stands: a file and the byte at which its text begins.
///
/// Lines and columns are worked out from the bytes of the file when something is reported, and only then.
public struct SourceLocation: Hashable, Comparable, Sendable {
    public let file: FileID
    /// Bytes from the start of the file to the `<` of the element, the `{` of the object or the start of the row.
    public let offset: UInt32
    /// Bytes that belong to it; 0 stands for "the element, object or row that begins here".
    public let length: UInt32

    public init(file: FileID, offset: UInt32, length: UInt32 = 0) {
        self.file = file
        self.offset = offset
        self.length = length
    }

    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.offset, left.length) < (right.file, right.offset, right.length)
    }
}

/// A value and the place where it was read.
public struct Located<Value: Sendable>: Sendable {
    public let value: Value
    public let location: SourceLocation

    public init(_ value: Value, at location: SourceLocation) {
        self.value = value
        self.location = location
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
