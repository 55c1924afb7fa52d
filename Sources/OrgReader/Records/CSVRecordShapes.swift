package import OrgModel

/// Turns the separated values that the Salesforce CLI, Bulk API, Data Loader and SFDMU export into a table.
package enum CSVRecordShapes {
    /// How many errors are kept; a file with more is not a table of records and is not read on.
    package static let maximumErrors = 20

    /// The rows of a file by the field paths of its header, and what is wrong with the rows that are left out.
    ///
    /// A file without a header has no rows: that is what the Salesforce CLI writes when a query finds nothing. Columns
    /// without a name and those with `$$` in it, SFDMU's composite keys, are no fields. Where a header names a field
    /// twice, the first value that is not empty counts. A row without any value is none.
    package static func table(
        in bytes: [UInt8],
        file: FileID
    ) -> (table: RecordTable, errors: [RecordSyntaxError]) {
        var table = RecordTable(file: file)
        var errors: [RecordSyntaxError] = []
        do throws(RecordSyntaxError) {
            var reader = try CSVReader(bytes)
            let paths = try fieldPaths(of: reader)
            table.fields = Set(paths.lazy.compactMap(\.self))
            while errors.count < maximumErrors {
                do throws(RecordSyntaxError) {
                    guard let row = try reader.nextRow() else { break }
                    append(row, paths: paths, to: &table)
                } catch {
                    errors.append(error)
                }
            }
        } catch {
            errors.append(error)
        }
        return (table, errors)
    }

    private static func append(_ row: CSVReader.Row, paths: [String?], to table: inout RecordTable) {
        var values = [String: String](minimumCapacity: paths.count)
        for (path, value) in zip(paths, row.fields) where !value.isEmpty {
            guard let path, values[path] == nil else { continue }
            values[path] = value
        }
        guard !values.isEmpty else { return }
        let location = SourceLocation(file: table.file, offset: UInt32(clamping: row.offset))
        table.rows.append(RecordRow(location: location, values: values))
    }

    /// The path of each column, nil where the column is no field.
    private static func fieldPaths(of reader: CSVReader) throws(RecordSyntaxError) -> [String?] {
        let names = reader.header.map { $0.trimmingSpaces().lowercased() }
        let paths = names.map { $0.isEmpty || $0.contains("$$") ? nil : $0 }
        if let name = names.first(where: { !$0.isEmpty }), !names.contains(where: isFieldPath) {
            throw RecordSyntaxError(
                offset: reader.headerOffset,
                expected: "field paths such as “Profile.Name” as column names",
                found: "“\(name.prefix(40))”"
            )
        }
        return paths
    }

    /// Whether a column can come from a query at all: letters, digits, `_`, and `.` between relationship and field.
    private static func isFieldPath(_ name: String) -> Bool {
        name.utf8.first.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") } == true
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "$"):
                    true
                default: false
                }
            }
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
