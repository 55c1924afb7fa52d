/// A table that rules consult, embedded in the program.
///
/// Every table `Rules/reference/<name>.tsv` is a static property named by the file: `ReferenceTable.gatedObjects`.
/// Its form was checked when the program was built.
public struct ReferenceTable: Sendable {
    /// The file's name without its suffix.
    public let name: String
    private let content: StaticString

    init(name: String, content: StaticString) {
        self.name = name
        self.content = content
    }

    /// One row; its cells are asked for by the name of their column.
    public struct Row: Sendable {
        fileprivate let columns: [String]
        fileprivate let line: ArraySlice<UInt8>

        /// The cell in `column`, empty where the table says nothing.
        ///
        /// - Precondition: the table has such a column.
        public subscript(column: String) -> String {
            guard let index = columns.firstIndex(of: column) else {
                preconditionFailure("the table has no column \"\(column)\", only \(columns)")
            }
            var rest = line
            for _ in 0..<index { rest = rest.drop { $0 != ReferenceTable.tab }.dropFirst() }
            return String(decoding: rest.prefix { $0 != ReferenceTable.tab }, as: UTF8.self)
        }
    }

    /// The names of the columns, the first of which holds the key of a row.
    public var columns: [String] {
        lines.first { $0.first != Self.hash }.map(Self.cells) ?? []
    }

    /// The rows in the order of the file; reading them costs a pass over the text.
    public var rows: [Row] {
        let table = lines.drop { $0.first == Self.hash }
        guard let head = table.first else { return [] }
        let columns = Self.cells(of: head)
        return table.dropFirst().map { Row(columns: columns, line: $0) }
    }

    /// Where the facts of the table come from.
    public var source: String { comment("source") }
    /// The day of the facts, as `2026-05-24`.
    public var date: String { comment("date") }
    /// How the table is brought up to date.
    public var refresh: String { comment("refresh") }

    /// The text behind `# <key>: `; a comment that goes on repeats its key.
    private func comment(_ key: String) -> String {
        let prefix = "# \(key): "
        return lines.prefix { $0.first == Self.hash }
            .map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.hasPrefix(prefix) }
            .map { String($0.dropFirst(prefix.count)) }
            .joined(separator: " ")
    }

    private var lines: [ArraySlice<UInt8>] {
        content.withUTF8Buffer { Array($0) }.split(separator: UInt8(ascii: "\n"))
    }

    private static func cells(of line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: tab, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }

    private static let hash = UInt8(ascii: "#")
    fileprivate static let tab = UInt8(ascii: "\t")
}
