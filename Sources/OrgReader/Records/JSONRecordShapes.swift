package import OrgModel

/// Recognises the JSON shapes in which records are exported and turns them into tables.
///
/// - `sf data query --json`: `{"status", "result": {"records", "totalSize", "done"}}`
/// - `--result-format json --output-file`, REST `/query` and Tooling API: the inner object, with `nextRecordsUrl`
/// - REST `/composite` and `/composite/batch`, and an array of pages of one query
/// - `sf data export bulk`: an array of flat objects with dotted names and strings as values
/// - an array of records with or without `attributes`, or one record with them
/// - `sf data export tree`: `{"records"}` with `attributes.referenceId` and without Ids; its plan yields no table
package enum JSONRecordShapes {
    /// The records of a file, a table for each object; at least one unless the file is the plan of a tree export.
    ///
    /// Fields of related records get dotted paths. A sub-query yields no rows and is only mentioned in `fields`.
    package static func tables(in bytes: [UInt8], file: FileID) throws(RecordSyntaxError) -> [RecordTable] {
        let pages = try pages(of: JSONReader.value(in: bytes))
        var tables: [RecordTable] = []
        for page in joined(pages) {
            tables += try self.tables(of: page, file: file)
        }
        return tables
    }

    /// A member of a record's `attributes`.
    static func attribute(_ name: String, of record: [JSONMember]) -> String? {
        record.last { $0.name == "attributes" }?.value[name]?.string
    }

    // MARK: Pages

    /// The records of one query, or of one of its pages.
    private struct Page {
        var records: [JSONValue]
        var isDone: Bool?
        var totalSize: Int?
        var objectName: String?
    }

    private static func pages(of value: JSONValue) throws(RecordSyntaxError) -> [Page] {
        switch value.content {
        case .object(let members): try pages(ofObject: value, members)
        case .array(let elements): try pages(ofArray: elements)
        default: throw unexpected(value)
        }
    }

    private static func pages(
        ofObject value: JSONValue,
        _ members: [JSONMember]
    ) throws(RecordSyntaxError) -> [Page] {
        if attribute("type", of: members) != nil { return [Page(records: [value])] }
        if let records = value["records"] {
            guard let elements = records.elements else {
                throw RecordSyntaxError(offset: records.offset, expected: "an array of records", found: records.kind)
            }
            let hasNextPage = value["nextRecordsUrl"]?.string != nil
            return [
                Page(
                    records: elements,
                    isDone: value["done"]?.boolean ?? (hasNextPage ? false : nil),
                    totalSize: value["totalSize"]?.integer,
                    objectName: value["entityTypeName"]?.string
                )
            ]
        }
        if let result = value["result"], result.elements != nil || result.members != nil {
            return try pages(of: result)
        }
        if let responses = value["compositeResponse"]?.elements {
            return try pages(ofResponses: responses, bodyName: "body")
        }
        if let responses = value["results"]?.elements {
            return try pages(ofResponses: responses, bodyName: "result")
        }
        throw unexpected(value)
    }

    private static func pages(
        ofResponses responses: [JSONValue],
        bodyName: String
    ) throws(RecordSyntaxError) -> [Page] {
        var pages: [Page] = []
        for response in responses {
            guard let body = response[bodyName] else { throw unexpected(response) }
            pages += try self.pages(of: body)
        }
        return pages
    }

    private static func pages(ofArray elements: [JSONValue]) throws(RecordSyntaxError) -> [Page] {
        if let stranger = elements.first(where: { $0.members == nil }) {
            throw RecordSyntaxError(offset: stranger.offset, expected: "a record", found: stranger.kind)
        }
        if let first = elements.first {
            if failure(in: first) != nil { throw unexpected(first) }
            if elements.allSatisfy(isPlanned) { return [] }
            if elements.allSatisfy(isQueryResult) {
                var pages: [Page] = []
                for element in elements {
                    pages += try self.pages(of: element)
                }
                return pages
            }
        }
        return [Page(records: elements)]
    }

    /// Whether this is a step of the plan that `sf data export tree --plan` writes beside the records.
    private static func isPlanned(_ value: JSONValue) -> Bool {
        value["sobject"]?.string != nil && value["files"]?.elements != nil
    }

    private static func isQueryResult(_ value: JSONValue) -> Bool {
        value["records"]?.elements != nil && value["attributes"] == nil && (value["done"] ?? value["totalSize"]) != nil
    }

    /// The pages with those of one query put together: one that is not done and the next one of the same query.
    private static func joined(_ pages: [Page]) -> [Page] {
        var joined: [Page] = []
        for page in pages {
            if let last = joined.last, last.isDone == false, last.totalSize == page.totalSize,
                objectName(of: last) == objectName(of: page)
            {
                joined[joined.count - 1].records += page.records
                joined[joined.count - 1].isDone = page.isDone
            } else {
                joined.append(page)
            }
        }
        return joined
    }

    private static func objectName(of page: Page) -> String? {
        page.records.first?.members.flatMap { attribute("type", of: $0) } ?? page.objectName
    }

    // MARK: Tables

    private static func tables(of page: Page, file: FileID) throws(RecordSyntaxError) -> [RecordTable] {
        var builders: [RecordTableBuilder] = []
        var indices: [String?: Int] = [:]
        for record in page.records {
            guard let members = record.members else {
                throw RecordSyntaxError(offset: record.offset, expected: "a record", found: record.kind)
            }
            let name = attribute("type", of: members) ?? page.objectName
            let index = indices[name] ?? builders.count
            if index == builders.count {
                indices[name] = index
                builders.append(RecordTableBuilder(objectName: name))
            }
            builders[index].append(
                members,
                at: SourceLocation(file: file, offset: UInt32(clamping: record.offset))
            )
        }
        if builders.count > 1 {
            // How many rows of each object there were in all is not known, only whether some are missing.
            let isShort = page.totalSize.map { $0 > page.records.count } ?? false
            return builders.map { $0.table(file: file, isDone: isShort ? false : page.isDone, totalSize: nil) }
        }
        let builder = builders.first ?? RecordTableBuilder(objectName: page.objectName)
        return [builder.table(file: file, isDone: page.isDone, totalSize: page.totalSize)]
    }

    // MARK: What is no record

    private static func unexpected(_ value: JSONValue) -> RecordSyntaxError {
        RecordSyntaxError(
            offset: value.offset,
            expected: "records (a query result with “records”, or an array of records)",
            found: failure(in: value).map { "the failure “\($0)”" } ?? value.kind
        )
    }

    /// What went wrong where the file holds the failure of a request or a command and not its result.
    private static func failure(in value: JSONValue) -> String? {
        if value["attributes"] != nil || value["Id"] != nil { return nil }
        if let message = value["message"]?.string, let code = (value["errorCode"] ?? value["name"])?.string {
            return "\(code): \(message)"
        }
        if let code = value["error"]?.string, let message = value["error_description"]?.string {
            return "\(code): \(message)"
        }
        return nil
    }
}
