import OrgModel
import OrgReader

/// The rows of one query, and how each tool writes them.
struct ExportedData: Sendable {
    let object: RecordObject
    /// Field paths as the query spells them.
    let fields: [String]
    /// Values in the order of `fields`; nil stands for null.
    let rows: [[String?]]

    enum Shape: String, CaseIterable, Sendable {
        case commandLineCSV, commandLineJSON, restJSON, bulkJSON, dataLoaderCSV, restXML, soapXML, bulkXML
    }

    func text(_ shape: Shape) -> String {
        switch shape {
        case .commandLineCSV: csv(header: fields) { $0.contains { ",\"\n".contains($0) } ? quoted($0) : $0 }
        case .dataLoaderCSV: "\u{FEFF}" + csv(header: fields.map { quoted($0.uppercased()) }, cell: quoted)
        case .bulkJSON: "[" + rows.map(flatObject).joined(separator: ",") + "]"
        case .commandLineJSON: #"{"status":0,"result":{"records":\#(records),"totalSize":\#(rows.count),"done":true}}"#
        case .restJSON: #"{"totalSize":\#(rows.count),"done":true,"records":\#(records)}"#
        case .restXML:
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <QueryResult xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><done>true</done>\
            \(elements("records", prefix: "", head: { (#" type="\#($0)" url="/x""#, "") }))\
            <totalSize>\(rows.count)</totalSize></QueryResult>
            """
        case .soapXML:
            """
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
            xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:sobject.partner.soap.sforce.com" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header/><soapenv:Body><queryResponse>\
            <result xsi:type="QueryResult"><done>true</done><queryLocator xsi:nil="true"/>\
            \(elements("records", prefix: "sf:", head: { (#" xsi:type="sf:sObject""#, "<sf:type>\($0)</sf:type>") }))\
            <size>\(rows.count)</size></result></queryResponse></soapenv:Body></soapenv:Envelope>
            """
        case .bulkXML:
            """
            <?xml version="1.0" encoding="UTF-8"?><queryResult \
            xmlns="http://www.force.com/2009/06/asyncapi/dataload" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            \(elements("records", prefix: "", head: { (#" xsi:type="sObject""#, "<type>\($0)</type>") }))
            </queryResult>
            """
        }
    }

    func fileName(_ shape: Shape) -> String {
        switch shape {
        case .commandLineCSV, .dataLoaderCSV: object.rawValue + ".csv"
        case .commandLineJSON, .restJSON, .bulkJSON: object.rawValue + ".json"
        case .restXML, .soapXML, .bulkXML: object.rawValue + ".xml"
        }
    }

    // MARK: Separated values

    private func csv(header: [String], cell: (String) -> String) -> String {
        ([header] + rows.map { $0.map { cell($0 ?? "") } }).map { $0.joined(separator: ",") + "\n" }.joined()
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    // MARK: JSON

    private func flatObject(_ row: [String?]) -> String {
        let members = zip(fields, row).map { #""\#($0)":"\#($1 ?? "")""# }
        return "{" + members.joined(separator: ",") + "}"
    }

    private var records: String {
        "[" + rows.map { json(tree($0), object: object.rawValue) }.joined(separator: ",") + "]"
    }

    private func json(_ nodes: [Node], object: String) -> String {
        let members = nodes.map { node in
            switch node.content {
            case .null: #""\#(node.name)":null"#
            case .value(let value):
                ["true", "false"].contains(value) || Int(value) != nil
                    ? #""\#(node.name)":\#(value)"# : #""\#(node.name)":"\#(value)""#
            case .related(let nodes): #""\#(node.name)":\#(json(nodes, object: node.name))"#
            }
        }
        return #"{"attributes":{"type":"\#(object)","url":"/x"},\#(members.joined(separator: ","))}"#
    }

    // MARK: XML

    /// - Parameter head: the attributes of a record of an object, and what stands before its fields.
    private func elements(_ name: String, prefix: String, head: (String) -> (String, String)) -> String {
        rows.map { element(name, tree($0), object: object.rawValue, prefix: prefix, head: head) }.joined(
            separator: "\n")
    }

    private func element(
        _ name: String,
        _ nodes: [Node],
        object: String,
        prefix: String,
        head: (String) -> (String, String)
    ) -> String {
        let (attributes, first) = head(object)
        let isTyped = !first.isEmpty
        // SOAP and Bulk API write the Id twice at the top, and once and nil in related records.
        let isTop = object == self.object.rawValue
        let fields = nodes.map { node in
            let tag = prefix + node.name
            switch node.content {
            case .null: return "<\(tag) xsi:nil=\"true\"/>"
            case .value(let value):
                let text = "<\(tag)>\(value)</\(tag)>"
                return isTyped && isTop && node.name == "Id" ? text + text : text
            case .related(let nodes): return element(tag, nodes, object: node.name, prefix: prefix, head: head)
            }
        }
        let id = isTyped && !isTop ? "<\(prefix)Id xsi:nil=\"true\"/>" : ""
        return "<\(name)\(attributes)>\(first)\(id)\(fields.joined())</\(name)>"
    }

    // MARK: Related records

    private struct Node {
        enum Content {
            case null
            case value(String)
            case related([Node])
        }

        let name: String
        let content: Content
    }

    /// A row as records inside one another; a related record without any value is null.
    private func tree(_ row: [String?]) -> [Node] {
        tree(zip(fields, row).map { (path: $0.split(separator: ".")[...], value: $1) })
    }

    private func tree(_ values: [(path: ArraySlice<Substring>, value: String?)]) -> [Node] {
        var names: [Substring] = []
        for name in values.compactMap(\.path.first) where !names.contains(name) { names.append(name) }
        return names.map { name in
            let own = values.filter { $0.path.first == name }
            let content: Node.Content =
                if own.allSatisfy({ $0.value == nil }) {
                    .null
                } else if let value = own.first, value.path.count == 1 {
                    value.value.map { .value($0) } ?? .null
                } else {
                    .related(tree(own.map { (path: $0.path.dropFirst(), value: $0.value) }))
                }
            return Node(name: String(name), content: content)
        }
    }
}

extension ExportedData {
    static let users = ExportedData(
        object: .user,
        fields: [
            "Id", "Username", "Name", "Title", "IsActive", "ProfileId", "Profile.Name", "Profile.UserLicense.Name",
            "UserRole.Name", "UserPermissionsMobileUser", "LastLoginDate",
        ],
        rows: [
            [
                "005xx0000000001AAA", "erp@acme.example", "ERP, Sync", nil, "true", "00exx0000000001AAA",
                "Minimum Access - API Only Integrations", "Salesforce Integration", nil, "false",
                "2026-05-01T10:11:12.000+0000",
            ],
            [
                "005xx0000000002AAA", "hr@acme.example", "HR", "Robot", "false", "00exx0000000002AAA",
                "System Administrator", "Salesforce", "Boss", "true", nil,
            ],
            ["005xx0000000003AAA", "guest@acme.example", "Guest", nil, "true", nil, nil, nil, nil, "false", nil],
        ]
    )
    static let licenseAssigns = ExportedData(
        object: .permissionSetLicenseAssign,
        fields: [
            "Id", "AssigneeId", "Assignee.Username", "PermissionSetLicenseId", "PermissionSetLicense.DeveloperName",
            "PermissionSetLicense.MasterLabel", "IsRevoked",
        ],
        rows: [
            [
                "2LAxx0000000001AAA", "005xx0000000001AAA", "erp@acme.example", "0PLxx0000000001AAA",
                "SalesforceAPIIntegrationPsl", "Salesforce API Integration", "false",
            ],
            [
                "2LAxx0000000002AAA", "005xx0000000002AAA", "hr@acme.example", "0PLxx0000000002AAA",
                "HealthCloudStarter", "Health Cloud Starter", "true",
            ],
        ]
    )
    static let assignments = ExportedData(
        object: .permissionSetAssignment,
        fields: [
            "Id", "AssigneeId", "PermissionSetId", "PermissionSet.Name", "PermissionSet.Type",
            "PermissionSet.IsOwnedByProfile", "PermissionSet.ProfileId", "PermissionSet.License.Name",
            "PermissionSetGroupId", "PermissionSetGroup.DeveloperName", "IsActive", "ExpirationDate",
        ],
        rows: [
            [
                "0Paxx0000000001AAA", "005xx0000000001AAA", "0PSxx0000000001AAA", "INT_ERP", "Regular", "false", nil,
                "Salesforce Integration", nil, nil, "true", "2026-12-31T00:00:00.000+0000",
            ],
            [
                "0Paxx0000000002AAA", "005xx0000000001AAA", "0PSxx0000000002AAA", "X00ex0000001", "Profile", "true",
                "00exx0000000001AAA", nil, nil, nil, "true", nil,
            ],
            [
                "0Paxx0000000003AAA", "005xx0000000002AAA", "0PSxx0000000003AAA", "Bundle", "Group", "false", nil, nil,
                "0PGxx0000000001AAA", "Bundle", "true", nil,
            ],
        ]
    )
    static let licenses = ExportedData(
        object: .permissionSetLicense,
        fields: ["Id", "DeveloperName", "TotalLicenses", "UsedLicenses", "MaximumPermissionsManageHealthCloud"],
        rows: [["0PLxx0000000002AAA", "HealthCloudStarter", "25", "3", "true"]]
    )
}

/// A value and everything in it as text, places left out: what is the same in two files reads the same.
func description(withoutLocations value: Any) -> String {
    if value is SourceLocation { return "" }
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty { return "\(value)" }
    let parts = mirror.children.map { child in
        (child.label.map { $0 + ": " } ?? "") + description(withoutLocations: child.value)
    }
    return "(" + parts.joined(separator: ", ") + ")"
}
