/// The Swift file with one static property per page and per table.
struct SwiftSource {
    private var pages: [(head: PageHead, body: PageBody, file: EmbeddedText)] = []
    private var tables: [(table: Table, file: EmbeddedText)] = []

    /// Takes the file at `relativePath` below the root of the catalogue.
    mutating func add(_ file: EmbeddedText, relativePath: String) throws(Refusal) {
        if relativePath.hasSuffix(".tsv") {
            tables.append((try Table(of: file, relativePath: relativePath), file))
            return
        }
        let head = try PageHead(of: file, relativePath: relativePath)
        if let other = pages.first(where: { $0.head.id == head.id }) {
            throw Refusal(path: file.path, line: nil, reason: "has the id of \(other.file.path)")
        }
        pages.append((head, try PageBody(of: file), file))
    }

    var text: String {
        let pages = pages.sorted { $0.head.id < $1.head.id }
        let tables = tables.sorted { $0.table.name < $1.table.name }
        let all = pages.map { "        .\(camelCase($0.head.id[...])),\n" }.joined()
        return """
            extension RuleFile {
                /// Every page of the catalogue, in the order of the ids.
                public static let all: [RuleFile] = [
            \(all)    ]
            }

            extension RuleFile {
            \(pages.map(Self.property).joined(separator: "\n"))}

            extension ReferenceTable {
                /// Every table of the catalogue, in the order of the names.
                public static let all: [ReferenceTable] = [
            \(tables.map { "        .\($0.table.property),\n" }.joined())    ]
            }

            extension ReferenceTable {
            \(tables.map(Self.property).joined(separator: "\n"))}

            """
    }

    private static func property(_ head: PageHead, _ body: PageBody, _ file: EmbeddedText) -> String {
        let needs = head.needs.map { need in
            let alternatives = need.alternatives.map { "[\($0.map(quoted).joined(separator: ", "))]" }
            return "Need([\(alternatives.joined(separator: ", "))], isOptional: \(need.isOptional))"
        }
        let parameters = body.parameters.map { parameter in
            "Parameter(name: \(quoted(parameter.name)), defaultValue: \(parameter.defaultValue), "
                + "description: \(quoted(parameter.description)))"
        }
        return """
                /// \(head.title).
                public static let \(camelCase(head.id[...])) = RuleFile(
                    id: \(quoted(head.id)),
                    area: \(quoted(head.area)),
                    title: \(quoted(head.title)),
                    severity: .\(head.severity),
                    confidence: .\(head.confidence),
                    persona: .\(head.persona),
                    needs: [\(needs.joined(separator: ", "))],
                    tags: [\(head.tags.map(quoted).joined(separator: ", "))],
                    questions: [\(head.questions.map { ".\($0)" }.joined(separator: ", "))],
                    summary: \(quoted(body.summary)),
                    remedy: \(quoted(body.remedy)),
                    safety: .\(body.safety),
                    parameters: [\(parameters.joined(separator: ", "))],
                    content: \(file.literal)
                )

            """
    }

    private static func property(_ table: Table, _ file: EmbeddedText) -> String {
        """
            /// The table `Rules/reference/\(table.name).tsv`.
            public static let \(table.property) = ReferenceTable(
                name: \(quoted(table.name)),
                content: \(file.literal)
            )

        """
    }

    private static func quoted(_ text: String) -> String {
        text.debugDescription
    }
}

/// `app-scope-full` as `appScopeFull`.
func camelCase(_ dashed: Substring) -> String {
    let words = dashed.split(separator: "-")
    return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}
