import OrgModel

/// Collects the JSON records of one object into a table of flat rows.
///
/// Field names are made lower case once per file and not once per row: the paths form a tree that every row walks.
struct RecordTableBuilder {
    private struct Field {
        let path: String
        /// Whether a row had a value, a null or a sub-query there, and not only fields of a related record.
        var isMentioned = false
        var children: [String: Int] = [:]
    }

    let objectName: String?
    private(set) var rows: [RecordRow] = []
    /// Whether a record carries the reference that only tree exports write.
    private var hasReference = false
    /// The root, which has no path of its own, and below it every field path.
    private var tree = [Field(path: "")]

    init(objectName: String?) {
        self.objectName = objectName
    }

    mutating func append(_ members: [JSONMember], at location: SourceLocation) {
        var values = [String: String](minimumCapacity: members.count)
        flatten(members, below: 0, into: &values)
        hasReference = hasReference || JSONRecordShapes.attribute("referenceId", of: members) != nil
        rows.append(RecordRow(location: location, values: values))
    }

    func table(file: FileID, isDone: Bool?, totalSize: Int?) -> RecordTable {
        RecordTable(
            objectName: objectName,
            file: file,
            fields: Set(tree.lazy.filter(\.isMentioned).map(\.path)),
            rows: rows,
            isDone: isDone,
            totalSize: totalSize,
            isTreeExport: hasReference && !tree.contains { $0.isMentioned && $0.path == "id" }
        )
    }

    private mutating func flatten(_ members: [JSONMember], below parent: Int, into values: inout [String: String]) {
        for member in members where member.name != "attributes" {
            let field = field(named: member.name, below: parent)
            switch member.value.content {
            case .object(let related) where !related.isEmpty && member.value["records"]?.elements == nil:
                flatten(related, below: field, into: &values)
                continue
            case .boolean(let boolean): values[tree[field].path] = boolean ? "true" : "false"
            case .number(let text): values[tree[field].path] = text
            case .string(let text): values[tree[field].path] = text.isEmpty ? nil : text
            case .null, .array, .object: break
            }
            tree[field].isMentioned = true
        }
    }

    private mutating func field(named name: String, below parent: Int) -> Int {
        if let field = tree[parent].children[name] { return field }
        let prefix = parent == 0 ? "" : tree[parent].path + "."
        tree.append(Field(path: prefix + name.lowercased()))
        tree[parent].children[name] = tree.count - 1
        return tree.count - 1
    }
}
