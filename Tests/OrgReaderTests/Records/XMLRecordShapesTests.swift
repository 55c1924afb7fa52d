import OrgModel
import OrgReader
import Testing

struct XMLRecordShapesTests {
    private static let file = FileID(2)

    private func tables(_ text: String) throws(RecordSyntaxError) -> [RecordTable] {
        try XMLRecordShapes.tables(in: Array(text.utf8), file: Self.file)
    }

    private func error(_ text: String) -> RecordSyntaxError? {
        do throws(RecordSyntaxError) {
            _ = try tables(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func readsREST() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <QueryResult><done>true</done><records type="User" url="/services/data/v66.0/sobjects/User/005xx"><Id>005xx\
            </Id><Username>erp@acme.com</Username><Profile type="Profile" url="x"><Name>Minimum Access</Name>\
            <UserLicense type="UserLicense" url="y"><Name>Salesforce Integration</Name></UserLicense></Profile>\
            </records><totalSize>1</totalSize></QueryResult>
            """
        let table = try #require(try tables(text).first)
        #expect(table.objectName == "User")
        #expect(table.file == Self.file)
        #expect(table.isDone == true)
        #expect(table.totalSize == 1)
        #expect(table.fields == ["id", "username", "profile.name", "profile.userlicense.name"])
        #expect(
            table.rows.map(\.values) == [
                [
                    "id": "005xx", "username": "erp@acme.com", "profile.name": "Minimum Access",
                    "profile.userlicense.name": "Salesforce Integration",
                ]
            ])
    }

    @Test func readsSOAP() throws {
        let text = """
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
            xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:sobject.partner.soap.sforce.com" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><queryResponse>\
            <result xsi:type="QueryResult"><done>false</done><queryLocator>01g-1</queryLocator>\
            <records xsi:type="sf:sObject"><sf:type>PermissionSet</sf:type><sf:Id>0PSxx</sf:Id><sf:Id>0PSxx</sf:Id>\
            <sf:Type>Regular</sf:Type><sf:Label xsi:nil="true"/><sf:Profile xsi:type="sf:sObject"><sf:type>Profile\
            </sf:type><sf:Id xsi:nil="true"/><sf:Name>Admin</sf:Name></sf:Profile></records><size>4000</size></result>\
            </queryResponse></soapenv:Body></soapenv:Envelope>
            """
        let table = try #require(try tables(text).first)
        #expect(table.objectName == "PermissionSet")
        #expect(table.isDone == false)
        #expect(table.totalSize == 4000)
        #expect(table.rows.map(\.values) == [["id": "0PSxx", "type": "Regular", "profile.name": "Admin"]])
        #expect(table.fields == ["id", "type", "label", "profile.name"])
    }

    @Test func readsTheEnterpriseFlavourOfSOAP() throws {
        let text = """
            <queryMoreResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><result><done>true</done>\
            <records xsi:type="ns1:User"><Id xsi:nil="true"/><Username>a@b.example</Username></records><size>1</size>\
            </result></queryMoreResponse>
            """
        let table = try #require(try tables(text).first)
        #expect(table.objectName == "User")
        #expect(table.fields == ["username"])
        #expect(table.rows.first?.location.offset == UInt32(text.prefix(upTo: text.range("<records")).utf8.count))
    }

    @Test func aResultWithoutRecordsIsATableWithoutRows() throws {
        let table = try #require(
            try tables("<QueryResult><done>true</done><totalSize>0</totalSize></QueryResult>").first)
        #expect(table.rows.isEmpty)
        #expect(table.totalSize == 0)
        #expect(table.objectName == nil)
    }

    @Test func aSubQueryIsMentionedOnly() throws {
        let text = """
            <queryResult><records><type>Profile</type><Name>Admin</Name><Users><done>true</done>\
            <records><type>User</type><Username>a</Username></records></Users></records></queryResult>
            """
        let table = try #require(try tables(text).first)
        #expect(table.rows.map(\.values) == [["name": "Admin"]])
        #expect(table.fields == ["name", "users"])
    }

    @Test func refusesOtherDocumentsWithTheirPlace() {
        let profile = "<?xml version=\"1.0\"?>\n<Profile/>"
        #expect(error(profile)?.offset == 22)
        #expect(error(profile)?.message == "Expected a query result, found <Profile>.")
        let fault = """
            <Envelope><Body><Fault><faultcode>INVALID_SESSION_ID</faultcode>\
            <faultstring>INVALID_SESSION_ID: Session expired</faultstring></Fault></Body></Envelope>
            """
        #expect(
            error(fault)?.message
                == "Expected a query result, found the failure “INVALID_SESSION_ID: Session expired”.")
        #expect(error("<Envelope/>")?.message == "Expected a query result, found <Envelope>.")
        #expect(error("<QueryResult><records>")?.message.contains("not well-formed") == true)
    }
}

extension String {
    /// Where a text begins that occurs in this one.
    fileprivate func range(_ text: String) -> Index {
        indices.first { self[$0...].hasPrefix(text) } ?? endIndex
    }
}
