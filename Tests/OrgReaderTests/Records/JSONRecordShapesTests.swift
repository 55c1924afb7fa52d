import OrgModel
import OrgReader
import Testing

struct JSONRecordShapesTests {
    private static let file = FileID(7)

    private func tables(_ text: String) throws -> [RecordTable] {
        try JSONRecordShapes.tables(in: Array(text.utf8), file: Self.file)
    }

    private func table(_ sample: RecordSample) throws -> RecordTable {
        let tables = try tables(sample.text)
        try #require(tables.count == 1)
        return tables[0]
    }

    private func error(_ text: String) -> RecordSyntaxError? {
        #expect(throws: RecordSyntaxError.self) { try tables(text) }
    }

    @Test(arguments: [
        RecordSample.commandLine, .resultFile, .restPage, .composite, .bareArray,
    ])
    func flattensTheRecordsOfAQuery(sample: RecordSample) throws {
        let table = try table(sample)
        #expect(table.objectName == "User")
        #expect(table.file == Self.file)
        #expect(
            table.fields == [
                "id", "username", "isactive", "profile.name", "profile.userlicense.name", "profile", "userrole",
                "lastlogindate",
            ])
        #expect(
            table.rows.map(\.values) == [
                [
                    "id": "0055g00000AAAAAQA4", "username": "erp@acme.example", "isactive": "true",
                    "profile.name": "Minimum Access - API Only Integrations",
                    "profile.userlicense.name": "Salesforce Integration",
                    "lastlogindate": "2026-05-01T10:11:12.000+0000",
                ],
                ["id": "0055g00000BBBBBQA4", "username": "hr@acme.example", "isactive": "false"],
            ])
        #expect(table.rows[0]["Profile.UserLicense.Name"] == "Salesforce Integration")
        #expect(!table.isTreeExport)
    }

    @Test(arguments: RecordSample.json)
    func locatesEveryRowAtItsObject(sample: RecordSample) throws {
        let bytes = sample.bytes
        let rows = try tables(sample.text).flatMap(\.rows)
        #expect(rows.count == sample.rows)
        for row in rows {
            #expect(row.location.file == Self.file)
            let start = Int(row.location.offset)
            #expect(bytes[start] == UInt8(ascii: "{"))
            let before = String(decoding: bytes[..<start], as: UTF8.self)
            #expect(before.hasSuffix("[") || before.hasSuffix("},"))
        }
    }

    @Test func tellsWhetherRowsAreMissing() throws {
        let whole = try table(.commandLine)
        #expect(whole.isDone == true)
        #expect(whole.totalSize == 2)
        let cut = try table(.resultFile)
        #expect(cut.isDone == true)
        #expect(cut.totalSize == 50002)
        let page = try table(.restPage)
        #expect(page.isDone == false)
        #expect(page.totalSize == 4000)
        let bare = try table(.bareArray)
        #expect(bare.isDone == nil)
        #expect(bare.totalSize == nil)
        #expect(try tables(#"{"nextRecordsUrl":"/x","records":[]}"#)[0].isDone == false)
        #expect(try tables(#"{"nextRecordsUrl":null,"records":[]}"#)[0].isDone == nil)
    }

    @Test func readsFlatRecordsOfABulkExport() throws {
        let table = try table(.bulkJSON)
        #expect(table.objectName == nil)
        #expect(
            table.fields == ["id", "isactive", "profile.name", "profile.userlicense.name", "userrole.name"])
        #expect(
            table.rows.map(\.values) == [
                [
                    "id": "0055g00000AAAAAQA4", "isactive": "true",
                    "profile.name": "Minimum Access - API Only Integrations",
                    "profile.userlicense.name": "Salesforce Integration",
                ]
            ])
    }

    @Test func recognisesATreeExportByItsReferences() throws {
        let table = try table(.tree)
        #expect(table.isTreeExport)
        #expect(table.objectName == "User")
        #expect(table.rows.compactMap { $0["Username"] } == ["erp@acme.example", "hr@acme.example"])
        let withId = #"{"records":[{"attributes":{"type":"User","referenceId":"UserRef1"},"Id":"0055g00000AAAAAQA4"}]}"#
        #expect(try tables(withId)[0].isTreeExport == false)
    }

    @Test func findsNoTableInAPlan() throws {
        #expect(try tables(RecordSample.treePlan.text).isEmpty)
    }

    @Test func readsNoRowsAsATableWithoutRows() throws {
        let query = try tables(#"{"status":0,"result":{"records":[],"totalSize":0,"done":true}}"#)
        #expect(query.count == 1)
        #expect(query[0].rows.isEmpty)
        #expect(query[0].fields.isEmpty)
        #expect(query[0].totalSize == 0)
        #expect(query[0].objectName == nil)
        #expect(try tables("[]").map(\.rows.count) == [0])
        let tooling = #"{"size":0,"totalSize":0,"done":true,"entityTypeName":"PermissionSet","records":[]}"#
        #expect(try tables(tooling)[0].objectName == "PermissionSet")
    }

    @Test func readsOneRecordAlone() throws {
        let record =
            #"{"attributes":{"type":"Organization"},"OrganizationType":"Enterprise Edition","IsSandbox":false}"#
        for text in [record, #"{"status":0,"result":\#(record),"warnings":[]}"#, "[\(record)]"] {
            let table = try #require(try tables(text).first)
            #expect(table.objectName == "Organization")
            #expect(table.rows.map(\.values) == [["organizationtype": "Enterprise Edition", "issandbox": "false"]])
        }
    }

    @Test func makesATableForEveryObject() throws {
        let text = """
            {"totalSize":4,"done":true,"records":[{"attributes":{"type":"User"},"Id":"1"},\
            {"attributes":{"type":"Profile"},"Id":"2","Name":"Admin"},{"attributes":{"type":"User"},"Id":"3"},\
            {"Id":"4"}]}
            """
        let tables = try tables(text)
        #expect(tables.map(\.objectName) == ["User", "Profile", nil])
        #expect(tables.map { $0.rows.compactMap { $0["Id"] } } == [["1", "3"], ["2"], ["4"]])
        #expect(tables.map(\.fields) == [["id"], ["id", "name"], ["id"]])
        #expect(tables.map(\.isDone) == [true, true, true])
        #expect(tables.map(\.totalSize) == [nil, nil, nil])
        let cut = try self.tables(text.replacing("\"totalSize\":4", with: "\"totalSize\":9"))
        #expect(cut.map(\.isDone) == [false, false, false])
    }

    @Test func joinsThePagesOfOneQuery() throws {
        let page = { (id: Int, done: Bool, type: String) in
            #"{"totalSize":3,"done":\#(done),"records":[{"attributes":{"type":"\#(type)"},"Id":"\#(id)"}]}"#
        }
        let whole = try tables("[\(page(1, false, "User")),\(page(2, false, "User")),\(page(3, true, "User"))]")
        #expect(whole.map { $0.rows.compactMap { $0["Id"] } } == [["1", "2", "3"]])
        #expect(whole[0].isDone == true)
        #expect(whole[0].totalSize == 3)
        let cut = try tables("[\(page(1, false, "User")),\(page(2, false, "User"))]")
        #expect(cut.map(\.isDone) == [false])
        let others = try tables("[\(page(1, false, "User")),\(page(2, true, "Profile"))]")
        #expect(others.map(\.objectName) == ["User", "Profile"])
        #expect(others.map(\.isDone) == [false, true])
    }

    @Test func readsEveryResponseOfABatch() throws {
        let body = { (type: String) in #"{"totalSize":1,"done":true,"records":[{"attributes":{"type":"\#(type)"}}]}"# }
        let batch = """
            {"hasErrors":false,"results":[{"statusCode":200,"result":\(body("User"))},\
            {"statusCode":200,"result":\(body("Profile"))}]}
            """
        #expect(try tables(batch).map(\.objectName) == ["User", "Profile"])
    }

    @Test func keepsTextOfNumbersAndOnlyMentionsSubqueries() throws {
        let text = """
            [{"TotalLicenses":5,"Latitude":-1.50e2,"Blank":" ","Twice":"a","twice":"b","Twice":"c","Tags":["x"],\
            "Assignments":{"totalSize":1,"done":true,"records":[{"PermissionSetId":"0PS"}]},"Empty":{},\
            "Address":{"city":"Bern","street":null}}]
            """
        let table = try #require(try tables(text).first)
        #expect(
            table.rows.map(\.values) == [
                [
                    "totallicenses": "5", "latitude": "-1.50e2", "blank": " ", "twice": "c", "address.city": "Bern",
                ]
            ])
        #expect(
            table.fields == [
                "totallicenses", "latitude", "blank", "twice", "tags", "assignments", "empty", "address.city",
                "address.street",
            ])
    }

    @Test(arguments: [
        ("7", 0, "a number"), (#""User""#, 0, "a string"), (" {}", 1, "an object"), ("null", 0, "null"),
        (#"{"orgName":"Acme","features":[]}"#, 0, "an object"), (#"{"status":0,"result":null}"#, 0, "an object"),
        (#"{"status":0,"result":{"username":"a@b.c"}}"#, 21, "an object"),
    ])
    func refusesWhatHoldsNoRecords(text: String, offset: Int, found: String) {
        let expected = "Expected records (a query result with “records”, or an array of records), found \(found)."
        #expect(error(text) == RecordSyntaxError(offset: offset, message: expected))
    }

    @Test func refusesElementsThatAreNoRecords() {
        #expect(
            error(#"["a@b.c"]"#) == RecordSyntaxError(offset: 1, message: "Expected a record, found a string."))
        #expect(
            error(#"{"records":[{"Id":"1"},null]}"#)
                == RecordSyntaxError(offset: 23, message: "Expected a record, found null."))
        #expect(
            error(#"{"records":{}}"#)
                == RecordSyntaxError(offset: 11, message: "Expected an array of records, found an object."))
    }

    @Test(arguments: [
        (#"[{"message":"Session expired","errorCode":"INVALID_SESSION_ID"}]"#, "INVALID_SESSION_ID: Session expired"),
        (#"{"status":1,"name":"NoOrgFound","message":"No org"}"#, "NoOrgFound: No org"),
        (#"{"error":"invalid_grant","error_description":"expired"}"#, "invalid_grant: expired"),
    ])
    func quotesTheFailureThatWasSavedInsteadOfRecords(text: String, failure: String) {
        #expect(error(text)?.message.hasSuffix("found the failure “\(failure)”.") == true)
    }

    @Test(arguments: RecordSample.json)
    func refusesEveryTruncation(sample: RecordSample) {
        let bytes = sample.bytes
        for length in 0..<bytes.count {
            let error = #expect(throws: RecordSyntaxError.self) {
                try JSONRecordShapes.tables(in: Array(bytes[..<length]), file: Self.file)
            }
            #expect(error?.offset == length)
        }
    }
}
