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
        fileprivate let columns: [Substring]
        fileprivate let cells: [Substring]

        /// The cell in `column`, empty where the table says nothing.
        ///
        /// - Precondition: the table has such a column.
        public subscript(column: String) -> String {
            guard let index = columns.firstIndex(where: { $0 == column }) else {
                preconditionFailure("the table has no column \"\(column)\", only \(columns)")
            }
            return String(cells[index])
        }
    }

    /// The names of the columns, the first of which holds the key of a row.
    public var columns: [String] {
        lines.first { $0.first != "#" }.map { Self.cells(of: $0).map(String.init) } ?? []
    }

    /// The rows in the order of the file; reading them costs a pass over the text.
    public var rows: [Row] {
        var columns: [Substring]?
        return lines.compactMap { line in
            guard columns != nil || line.utf8.first != UInt8(ascii: "#") else { return nil }
            let cells = Self.cells(of: line)
            guard let columns else {
                columns = cells
                return nil
            }
            return Row(columns: columns, cells: cells)
        }
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
        return lines.prefix { $0.first == "#" }
            .filter { $0.hasPrefix(prefix) }
            .map { String($0.dropFirst(prefix.count)) }
            .joined(separator: " ")
    }

    private var lines: [Substring] {
        content.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }.utf8
            .split(separator: UInt8(ascii: "\n")).map(Substring.init)
    }

    private static func cells(of line: Substring) -> [Substring] {
        line.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(Substring.init)
    }
}
