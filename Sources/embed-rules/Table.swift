/// A reference table whose form was checked, so that its reader at run time cannot fail.
struct Table {
    /// The file's name without `.tsv`, in camel case.
    let property: String
    let name: String

    /// Checks the table at `relativePath`, that is `reference/<name>.tsv`: the lines `# source:`, `# date:` and
    /// `# refresh:`, then a header, then rows of as many cells whose first is there once.
    init(of file: EmbeddedText, relativePath: String) throws(Refusal) {
        let folders = relativePath.split(separator: "/")
        guard folders.count == 2, folders[0] == "reference", let name = folders.last?.dropLast(".tsv".count) else {
            throw Refusal(path: file.path, line: nil, reason: "is no table: a table lies at reference/<name>.tsv")
        }
        self.name = String(name)
        property = camelCase(name)

        var lines = file.lines.enumerated().map { (number: $0.offset + 1, text: $0.element) }
        guard lines.popLast()?.text == "" else {
            throw Refusal(path: file.path, line: nil, reason: "does not end with a line feed")
        }
        let comments = lines.prefix { $0.text.first == "#" }
        for key in ["source", "date", "refresh"] where !comments.contains(where: { $0.text.hasPrefix("# \(key): ") }) {
            throw Refusal(path: file.path, line: nil, reason: "does not begin with a line \"# \(key): …\"")
        }
        let rows = lines.dropFirst(comments.count)
        let width = rows.first.map { Self.cells(of: $0.text).count } ?? 0
        var keys: Set<Substring> = []
        for (number, text) in rows {
            let cells = Self.cells(of: text)
            guard cells.count == width else {
                let reason = "has \(cells.count) cells where the header has \(width)"
                throw Refusal(path: file.path, line: number, reason: reason)
            }
            guard !cells[0].isEmpty, keys.insert(cells[0]).inserted else {
                let reason = "begins with \"\(cells[0])\", which is empty or already there"
                throw Refusal(path: file.path, line: number, reason: reason)
            }
        }
        guard rows.count > 1 else { throw Refusal(path: file.path, line: nil, reason: "has no row") }
    }

    private static func cells(of line: Substring) -> [Substring] {
        line.split(separator: "\t", omittingEmptySubsequences: false)
    }
}
