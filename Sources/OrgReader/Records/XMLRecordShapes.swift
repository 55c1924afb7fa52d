package import MetadataXML
package import OrgModel

/// Recognises the XML shapes in which records are exported and turns them into tables.
///
/// - REST `/query` with `Accept: application/xml`: `<QueryResult>`, whose records carry their object in `type="…"`
/// - SOAP, partner and enterprise: `<queryResponse>`, `<queryMoreResponse>` or `<queryAllResponse>` in an envelope, or
///   what the envelope holds
/// - Bulk API 1.0: `<queryResult>`, whose records name their object in `<type>`
///
/// Elements are known by their local names. Fields of related records get dotted paths, a sub-query yields no rows.
package enum XMLRecordShapes {
    /// The records of a file, a table for each object.
    package static func tables(in bytes: [UInt8], file: FileID) throws(RecordSyntaxError) -> [RecordTable] {
        var reader = XMLReader(vocabulary: [], texts: [])
        let result: Result<[RecordTable], RecordSyntaxError> = bytes.withUnsafeBytes { buffer in
            do throws(XMLFault) {
                return try reader.read(buffer) { document in
                    Result { () throws(RecordSyntaxError) in try tables(in: document, file: file) }
                }
            } catch {
                return .failure(RecordSyntaxError(offset: error.offset, message: error.message))
            }
        }
        return try result.get()
    }

    /// The records of a document, a table for each object; at least one.
    package static func tables(in document: XMLDocument, file: FileID) throws(RecordSyntaxError) -> [RecordTable] {
        let result = try queryResult(in: document, 0)
        var isDone: Bool?
        var totalSize: Int?
        var builders: [RecordTableBuilder] = []
        var indices: [String?: Int] = [:]
        var count = 0
        for child in document.children(of: result) {
            switch document.name(of: child) {
            case "done": isDone = Bool(document.text(of: child).lowercased())
            case "size", "totalSize": totalSize = Int(document.text(of: child))
            case "records" where !document[child].attributes.contains(.isNil):
                count += 1
                let name = objectName(of: child, in: document)
                let index = indices[name] ?? builders.count
                if index == builders.count {
                    indices[name] = index
                    builders.append(RecordTableBuilder(objectName: name))
                }
                let location = SourceLocation(file: file, offset: document[child].offset)
                builders[index].append(members(of: child, in: document), at: location)
            default: break
            }
        }
        if builders.count > 1 {
            // How many rows of each object there were in all is not known, only whether some are missing.
            let isShort = totalSize.map { $0 > count } ?? false
            return builders.map { $0.table(file: file, isDone: isShort ? false : isDone, totalSize: nil) }
        }
        let builder = builders.first ?? RecordTableBuilder(objectName: nil)
        return [builder.table(file: file, isDone: isDone, totalSize: totalSize)]
    }

    // MARK: Finding the result

    /// The element that holds the records, from an element that is it or holds it.
    private static func queryResult(in document: XMLDocument, _ index: Int) throws(RecordSyntaxError) -> Int {
        let name = document.name(of: index)
        switch name {
        case "QueryResult", "queryResult", "result": return index
        case "Envelope":
            guard let body = child("Body", of: index, in: document) else { break }
            return try queryResult(in: document, body)
        case "Body":
            guard let response = document.children(of: index).first(where: { _ in true }) else { break }
            return try queryResult(in: document, response)
        case "queryResponse", "queryMoreResponse", "queryAllResponse":
            guard let result = child("result", of: index, in: document) else { break }
            return result
        default: break
        }
        throw RecordSyntaxError(
            offset: Int(document[index].offset),
            expected: "a query result",
            found: failure(in: document, index).map { "the failure “\($0)”" } ?? "<\(name.prefix(40))>"
        )
    }

    private static func child(_ name: String, of index: Int, in document: XMLDocument) -> Int? {
        document.children(of: index).first { document.name(of: $0) == name }
    }

    /// What went wrong where the element is the failure of a request: a SOAP fault, or an error of REST or Bulk API.
    private static func failure(in document: XMLDocument, _ index: Int) -> String? {
        switch document.name(of: index) {
        case "Fault": child("faultstring", of: index, in: document).map(document.text)
        case "Errors": child("Error", of: index, in: document).flatMap { failure(in: document, $0) }
        case "Error", "error":
            child("message", of: index, in: document).map(document.text)
                ?? child("exceptionMessage", of: index, in: document).map(document.text)
        default: nil
        }
    }

    // MARK: Records

    /// The object of a record: `type="User"`, `xsi:type="sf:User"`, or `<type>User</type>` where that says `sObject`.
    private static func objectName(of record: Int, in document: XMLDocument) -> String? {
        let attribute = document.attribute("type", of: record)?.split(separator: ":").last.map(String.init)
        if let attribute, attribute.lowercased() != "sobject" { return attribute }
        let name = child("type", of: record, in: document).map(document.text)
        return name?.isEmpty == false ? name : nil
    }

    /// The fields of a record. `<type>` is none: the field of that name is `<Type>`.
    private static func members(of record: Int, in document: XMLDocument) -> [JSONMember] {
        document.children(of: record).compactMap { field in
            let name = document.name(of: field)
            let isNil = document[field].attributes.contains(.isNil)
            // SOAP and Bulk API always have the element, nil where the query did not ask for Ids.
            if name == "type" || (name == "Id" && isNil) { return nil }
            let content: JSONValue.Content =
                if isNil {
                    .null
                } else if document.children(of: field).allSatisfy({ _ in false }) {
                    .string(document.text(of: field))
                } else if child("records", of: field, in: document) != nil {
                    .array([])
                } else {
                    .object(members(of: field, in: document))
                }
            return JSONMember(name: name, value: JSONValue(content, at: Int(document[field].offset)))
        }
    }
}
