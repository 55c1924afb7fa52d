import OrgModel

/// What is wrong with exports as wholes: rows that are not there, and Ids that other exports need.
struct RecordExportProblems {
    private(set) var problems: [InputProblem] = []
    private let exports: [RecordExport]
    /// The usable rows of each object, each record once.
    private let rows: [RecordObject: [RecordRow]]

    init(exports: [RecordExport], rows: [RecordObject: [RecordRow]]) {
        self.exports = exports
        self.rows = rows
        for export in exports {
            findMissingRows(export)
            if export.table.isTreeExport { problems.append(.treeExport(export)) }
        }
        findMissingIDs()
    }

    // MARK: Missing rows

    private mutating func findMissingRows(_ export: RecordExport) {
        let table = export.table
        let seen = table.totalSize.map { rowCount(ofQueryLike: export, totalSize: $0) } ?? table.rows.count
        let isShort = table.totalSize.map { $0 > seen }
        guard isShort ?? (table.isDone == false) else { return }
        problems.append(.missingRows(export, rows: seen))
    }

    /// The rows of a query that may be spread over several exports, a page in each: those with the same total.
    private func rowCount(ofQueryLike export: RecordExport, totalSize: Int) -> Int {
        let pages = exports.filter { $0.object == export.object && $0.table.totalSize == totalSize }.map(\.table.rows)
        if pages.count == 1 { return export.table.rows.count }
        var ids: Set<RecordID> = []
        var anonymous = 0
        for row in pages.joined() {
            if let id = row["Id"] {
                ids.insert(RecordID(id))
            } else {
                anonymous += 1
            }
        }
        return ids.count + anonymous
    }

    // MARK: Missing Ids

    /// Finds exports without Ids to which other exports point by Ids and by nothing else.
    private mutating func findMissingIDs() {
        var noted: Set<RecordObject> = []
        for object in RecordObject.allCases {
            guard let referring = rows[object] else { continue }
            for reference in object.references where !reference.isNamed(in: referring) {
                guard reference.isIdentified(in: referring), let target = reference.targets.first,
                    let targets = rows[target], !targets.isEmpty, !targets.contains(where: { $0.values["id"] != nil }),
                    let export = exports.first(where: { $0.object == target && !$0.table.rows.isEmpty }),
                    !export.table.isTreeExport, noted.insert(target).inserted
                else { continue }
                problems.append(.missingIDs(export, neededBy: object, reference.id))
            }
        }
    }
}

extension InputProblem {
    fileprivate static func missingRows(_ export: RecordExport, rows: Int) -> InputProblem {
        let total = export.table.totalSize.map { " of \($0)" } ?? ""
        let reason = export.table.isDone == false ? ", and the query result says that it is not done" : ""
        return InputProblem(
            kind: .recordsTruncated,
            location: export.start,
            subject: export.subject,
            element: export.table.isDone == false ? "done" : "totalSize",
            message: "The \(export.object.rawValue) export holds \(count(rows, "row"))\(total)\(reason)."
        )
    }

    fileprivate static func treeExport(_ export: RecordExport) -> InputProblem {
        InputProblem(
            kind: .recordsWithoutKey,
            location: export.start,
            subject: export.subject,
            element: "Id",
            message: "The \(export.object.rawValue) records are a tree export, which leaves out their Ids."
        )
    }

    fileprivate static func missingIDs(
        _ export: RecordExport,
        neededBy object: RecordObject,
        _ field: String
    ) -> InputProblem {
        InputProblem(
            kind: .recordsWithoutKey,
            location: export.start,
            subject: export.subject,
            element: "Id",
            message: "The \(export.object.rawValue) export has no Ids, which the \(field) of the "
                + "\(object.rawValue) export refers to."
        )
    }

    /// Rows that lack every field of a group of which they need one.
    static func missingKey(
        _ group: [String],
        in rows: Int,
        from first: RecordRow,
        of export: RecordExport
    ) -> InputProblem {
        let names =
            group.count == 1 ? group[0] : group.dropLast().joined(separator: ", ") + " or " + group[group.count - 1]
        let subject = rows == 1 ? "1 \(export.object.rawValue) row has" : "\(rows) \(export.object.rawValue) rows have"
        return InputProblem(
            kind: .missingElement(isKey: true),
            location: first.location,
            subject: export.subject,
            element: group[0],
            message: "\(subject) no \(names) and can't be used."
        )
    }

    /// A value that is not of the field's type and counts as absent.
    static func invalidValue(
        _ value: RecordFields.InvalidValue,
        in row: RecordRow,
        of export: RecordExport
    ) -> InputProblem {
        InputProblem(
            kind: .invalidValue,
            location: row.location,
            subject: export.subject,
            element: value.path,
            message: "The value '\(value.value.prefix(40))' of the \(export.object.rawValue) field '\(value.path)' "
                + "is not \(value.expected)."
        )
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
}
