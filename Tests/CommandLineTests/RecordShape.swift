import Foundation
import Testing

/// A shape in which an object's records are exported; a CSV file of the Salesforce CLI can be turned into each.
enum RecordShape: String, CaseIterable, Sendable {
    /// `sf data query --json`
    case commandLineJSON
    /// `sf data query --result-format json --output-file`
    case queryJSON
    /// `sf data export bulk --result-format json`: flat, all values are strings.
    case bulkJSON
    /// `/query` with `Accept: application/xml`
    case restXML
    /// The partner API's answer, in its envelope.
    case soapXML
    /// A result of Bulk API 1.0.
    case bulkXML
    /// Every value quoted, names in capitals.
    case dataLoaderCSV

    var fileExtension: String {
        switch self {
        case .commandLineJSON, .queryJSON, .bulkJSON: "json"
        case .restXML, .soapXML, .bulkXML: "xml"
        case .dataLoaderCSV: "csv"
        }
    }

    func text(of table: RecordCSV, object: String) throws -> String {
        switch self {
        case .commandLineJSON:
            let result = try json(query(table, object))
            return "{\"status\":0,\"result\":\(result),\"warnings\":[]}"
        case .queryJSON: return try json(query(table, object))
        case .bulkJSON: return try json(table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0)) })
        case .restXML:
            let records = table.rows.map { "<records type=\"\(object)\">\(xml(table.record($0)))</records>" }
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<QueryResult><done>true</done>\n"
                + records.joined(separator: "\n") + "\n<totalSize>\(records.count)</totalSize></QueryResult>\n"
        case .soapXML: return soap(table, object)
        case .bulkXML:
            let records = table.rows.map { row in
                let id = "<Id>\(row[0])</Id>"
                return "<records xsi:type=\"sObject\"><type>\(object)</type>\(id)\(xml(table.record(row)))</records>"
            }
            return """
                <?xml version="1.0" encoding="UTF-8"?>
                <queryResult xmlns="http://www.force.com/2009/06/asyncapi/dataload" \
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                \(records.joined(separator: "\n"))
                </queryResult>

                """
        case .dataLoaderCSV:
            let lines = [table.header.map { $0.uppercased() }] + table.rows
            return lines.map { line in
                line.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n"
            }.joined()
        }
    }

    private func query(_ table: RecordCSV, _ object: String) -> [String: Any] {
        let records = table.rows.map { row -> [String: Any] in
            let attributes = ["type": object, "url": "/services/data/v66.0/sobjects/\(object)/\(row[0])"]
            return json(table.record(row)).merging(["attributes": attributes]) { $1 }
        }
        return ["records": records, "totalSize": records.count, "done": true]
    }

    private func json(_ record: RecordCSV.Node) -> [String: Any] {
        var members: [String: Any] = [:]
        for (name, child) in record.children {
            if child.isEmpty {
                members[name] = NSNull()
            } else if let value = child.value {
                members[name] = value == "true" ? true : value == "false" ? false : Int(value) as Any? ?? value
            } else {
                members[name] = json(child).merging(["attributes": ["type": name]]) { $1 }
            }
        }
        return members
    }

    private func json(_ value: Any) throws -> String {
        String(
            decoding: try JSONSerialization.data(
                withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes]),
            as: UTF8.self
        )
    }

    private func soap(_ table: RecordCSV, _ object: String) -> String {
        let records = table.rows.map { row in
            """
            <records xsi:type="sf:sObject"><sf:type>\(object)</sf:type><sf:Id>\(row[0])</sf:Id>\
            \(xml(table.record(row), prefix: "sf:"))</records>
            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
            xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:sobject.partner.soap.sforce.com" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><queryResponse>\
            <result xsi:type="QueryResult"><done>true</done><queryLocator xsi:nil="true"/>
            \(records.joined(separator: "\n"))
            <size>\(records.count)</size></result></queryResponse></soapenv:Body></soapenv:Envelope>

            """
    }

    private func xml(_ record: RecordCSV.Node, prefix: String = "") -> String {
        record.children.map { name, child in
            if child.isEmpty {
                let isDeclared = self != .restXML
                return isDeclared ? "<\(prefix)\(name) xsi:nil=\"true\"/>" : ""
            }
            guard let value = child.value else {
                let type = self == .restXML ? " type=\"\(name)\"" : " xsi:type=\"\(prefix)sObject\""
                return "<\(prefix)\(name)\(type)>\(xml(child, prefix: prefix))</\(prefix)\(name)>"
            }
            let escaped = value.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            return "<\(prefix)\(name)>\(escaped)</\(prefix)\(name)>"
        }.joined()
    }
}

/// The rows of a CSV file whose columns are paths of fields.
struct RecordCSV {
    /// A record or a value: what stands behind one name.
    struct Node {
        var value: String?
        var children: [(name: String, node: Node)] = []

        /// Whether it holds no value at all.
        var isEmpty: Bool { value.map(\.isEmpty) ?? children.allSatisfy(\.node.isEmpty) }
    }

    let header: [String]
    let rows: [[String]]

    init(_ text: String) throws {
        var lines = text.split(separator: "\n").map(Self.cells)
        try #require(!lines.isEmpty)
        header = lines.removeFirst()
        rows = lines
        for row in rows { try #require(row.count == header.count) }
    }

    /// A row's values, related records within the record.
    func record(_ row: [String]) -> Node {
        zip(header, row).reduce(into: Node()) { record, cell in
            record.insert(cell.1, at: cell.0.split(separator: ".").map(String.init)[...])
        }
    }

    /// The fixtures have no line break within quotes.
    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}

extension RecordCSV.Node {
    fileprivate mutating func insert(_ value: String, at path: ArraySlice<String>) {
        guard let name = path.first else {
            self.value = value
            return
        }
        let index = children.firstIndex { $0.name == name } ?? children.count
        if index == children.count { children.append((name, RecordCSV.Node())) }
        children[index].node.insert(value, at: path.dropFirst())
    }
}
