/// Why a file is not read as XML, and where.
public struct XMLFault: Error, Sendable {
    public enum Kind: Sendable {
        case notWellFormed, empty, nulByte, documentType, foreignEncoding, tagTooLong, tooManyNames, tooDeep, tooLarge
        /// Nothing is known of the file.
        case outOfMemory
    }

    public let kind: Kind
    /// Bytes from the start of the file.
    public let offset: Int
    /// One sentence: what is wrong and what was seen.
    public let message: String
}

/// What a file of metadata may need at most; what goes beyond it is refused before it costs time.
public struct XMLLimits: Sendable {
    /// Bytes of a file. Offsets are 32 bits wide.
    public var fileLength = 256 << 20
    /// Bytes from `<` to `>` of one start tag: attributes cost libxml2 quadratic time.
    public var tagLength = 16 << 10
    /// Different names in one file: distinct names cost libxml2 quadratic time.
    public var names = 5_000
    /// Elements inside one another.
    public var depth = 64

    public init() {}
}
