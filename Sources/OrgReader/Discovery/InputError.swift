/// Why the inputs that were named cannot be looked through at all: the user's to mend.
package struct InputError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A path that was named leads nowhere.
        case missingPath
        /// A path that was named is there but cannot be read.
        case unreadablePath
        /// `sfdx-project.json` is no project.
        case invalidProject
    }

    package let kind: Kind
    /// The file or folder, as reports name it.
    package let path: String
    /// Line and column from 1, the column in UTF-16 code units; nil where the error has no place in a file.
    package let line: Int?
    package let column: Int?
    /// One sentence, present tense.
    package let message: String

    init(_ kind: Kind, path: String, line: Int? = nil, column: Int? = nil, message: String) {
        self.kind = kind
        self.path = path
        self.line = line
        self.column = column
        self.message = message
    }

    /// An error at a byte of a file.
    init(_ kind: Kind, path: String, bytes: [UInt8], offset: Int, message: String) {
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let hasMark = lineStart == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = String(decoding: before[lineStart...].dropFirst(hasMark ? 3 : 0), as: UTF8.self)
        self.init(kind, path: path, line: line, column: text.utf16.count + 1, message: message)
    }
}
