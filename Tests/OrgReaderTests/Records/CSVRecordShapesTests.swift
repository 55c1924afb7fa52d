import OrgModel
import OrgReader
import Testing

struct CSVRecordShapesTests {
    private static let file = FileID(3)

    private func read(_ text: String) -> (table: RecordTable, errors: [RecordSyntaxError]) {
        CSVRecordShapes.table(in: Array(text.utf8), file: Self.file)
    }

    private func table(_ sample: RecordSample) -> RecordTable {
        let (table, errors) = read(sample.text)
        #expect(errors.isEmpty)
        #expect(table.rows.count == sample.rows)
        #expect(table.file == Self.file)
        return table
    }

    @Test func readsAQueryResult() {
        let table = table(.queryCSV)
        #expect(
            table.fields == [
                "id", "username", "isactive", "profile.name", "profile.userlicense.name", "userrole.name",
                "lastlogindate",
            ])
        #expect(
            table.rows.map(\.values) == [
                [
                    "id": "0055g00000AAAAAQA4", "username": "erp@acme.example", "isactive": "true",
                    "profile.name": "Minimum Access - API Only Integrations",
                    "profile.userlicense.name": "Salesforce Integration", "lastlogindate": "2026-05-01",
                ],
                [
                    "id": "0055g00000BBBBBQA4", "username": "hr@acme.example", "isactive": "false",
                    "profile.name": "Human \"HR\", old", "profile.userlicense.name": "Salesforce",
                    "userrole.name": "Boss",
                ],
            ])
        #expect(table.objectName == nil)
        #expect(table.isDone == nil)
        #expect(table.totalSize == nil)
    }

    @Test func readsABulkExport() {
        #expect(
            table(.bulkCSV).rows.map(\.values) == [
                ["id": "0055g00000AAAAAQA4", "isactive": "true", "profile.name": "Minimum; Access"]
            ])
    }

    @Test func readsADataLoaderExportWithoutRegardToCase() {
        let row = table(.dataLoader).rows[0]
        #expect(row["Profile.UserLicense.Name"] == "Salesforce Integration")
        #expect(row["Profile.Name"] == "Minimum Access\n- API Only")
    }

    @Test func ignoresCompositeKeys() {
        let table = table(.dataMover)
        #expect(table.fields == ["id", "username"])
        #expect(table.rows.map(\.values) == [["id": "0055g00000AAAAAQA4", "username": "erp@acme.example"]])
    }

    @Test(arguments: RecordSample.csv)
    func locatesEveryRowAtItsFirstByte(sample: RecordSample) {
        let bytes = sample.bytes
        for row in table(sample).rows {
            let start = Int(row.location.offset)
            #expect(row.location.file == Self.file)
            #expect(bytes[start - 1] == UInt8(ascii: "\n"))
            let rest = String(decoding: bytes[start...], as: UTF8.self)
            #expect(rest.hasPrefix("0055g") || rest.hasPrefix("\"0055g"))
        }
    }

    @Test(arguments: RecordSample.csv)
    func readsTheWholeRowsOfEveryTruncation(sample: RecordSample) {
        let bytes = sample.bytes
        let whole = table(sample).rows
        for length in 0..<bytes.count {
            let (table, errors) = CSVRecordShapes.table(in: Array(bytes[..<length]), file: Self.file)
            #expect(table.rows.count <= whole.count)
            #expect(errors.count <= 1)
            for (index, row) in table.rows.enumerated() {
                #expect(row.location == whole[index].location)
                let isCut = whole.indices.contains(index + 1) ? Int(whole[index + 1].location.offset) > length : true
                if !isCut { #expect(row.values == whole[index].values) }
            }
        }
    }

    @Test(arguments: ["", " \n\n", "\u{FEFF}\r\n"])
    func readsAnEmptyFileAsNoRows(text: String) {
        let (table, errors) = read(text)
        #expect(table.rows.isEmpty)
        #expect(table.fields.isEmpty)
        #expect(errors.isEmpty)
    }

    @Test func readsAHeaderAlone() {
        let (table, errors) = read("Id,Username\n")
        #expect(table.rows.isEmpty)
        #expect(table.fields == ["id", "username"])
        #expect(errors.isEmpty)
    }

    @Test func takesTheFirstValueOfAColumnThatOccursTwice() {
        let table = read("Id, ID ,Name,\n1,2,a,\n,3,b,\n,,,\n").table
        #expect(table.fields == ["id", "name"])
        #expect(table.rows.map(\.values) == [["id": "1", "name": "a"], ["id": "3", "name": "b"]])
    }

    @Test func keepsTheRowsAroundABadOne() {
        let (table, errors) = read("Id,Name\n1,a\n2\n3,c\n4,\"d\n")
        #expect(table.rows.compactMap { $0["Id"] } == ["1", "3"])
        #expect(errors.map(\.offset) == [12, 20])
    }

    @Test func stopsAtTooManyErrors() {
        let (table, errors) = read("Id,Name\n" + String(repeating: "x\n", count: 100) + "1,a\n")
        #expect(errors.count == CSVRecordShapes.maximumErrors)
        #expect(table.rows.isEmpty)
    }

    @Test(arguments: ["<!DOCTYPE html>\n<html>\n", "{\"records\": []}\n", " ── ───\n", "Last Login (UTC)\n"])
    func refusesAHeaderWithoutAnyFieldPath(text: String) {
        let (table, errors) = read(text)
        #expect(table.rows.isEmpty)
        #expect(table.fields.isEmpty)
        #expect(errors.map(\.offset) == [0])
        #expect(errors[0].message.hasPrefix("Expected field paths such as “Profile.Name” as column names, found “"))
    }

    @Test func readsManyRowsOnce() {
        let text = "UserId,LoginTime,Status\n" + String(repeating: "005,2026,\"Success\"\n", count: 100_000)
        let (table, errors) = read(text)
        #expect(table.rows.count == 100_000)
        #expect(errors.isEmpty)
    }
}
