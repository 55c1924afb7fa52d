import OrgReader
import Testing

struct CSVReaderTests {
    private struct Content: Equatable {
        var header: [String] = []
        var rows: [[String]] = []
        var offsets: [Int] = []
        var errors: [RecordSyntaxError] = []
    }

    private func read(_ bytes: [UInt8]) -> Content {
        var content = Content()
        do {
            var reader = try CSVReader(bytes)
            content.header = reader.header
            while true {
                do {
                    guard let row = try reader.nextRow() else { break }
                    content.rows.append(row.fields)
                    content.offsets.append(row.offset)
                } catch let error as RecordSyntaxError {
                    content.errors.append(error)
                }
            }
        } catch let error as RecordSyntaxError {
            content.errors.append(error)
        } catch {
            Issue.record(error)
        }
        return content
    }

    private func read(_ text: String) -> Content {
        read(Array(text.utf8))
    }

    @Test func readsWhatCSVSpectrumSays() throws {
        guard let suite = SharedSuite("csv-spectrum") else { return }
        let files = try suite.files(in: "csvs")
        let expectations = Dictionary(uniqueKeysWithValues: try suite.files(in: "json"))
        #expect(files.count == 12)
        for (name, bytes) in files {
            let json = try #require(expectations[name.dropLast(3) + "json"])
            let expected = try JSONReader.value(in: json)
            let content = read(bytes)
            #expect(content.errors.isEmpty, "\(name)")
            // One file has its only row outside an array, with another phone number than its CSV.
            let rows = expected.elements ?? [expected]
            let differing = expected.elements == nil ? ["Contact Phone Number"] : []
            #expect(content.rows.count == rows.count, "\(name)")
            for (fields, row) in zip(content.rows, rows) {
                let members = try #require(row.members)
                #expect(members.map(\.name) == content.header, "\(name)")
                for (field, member) in zip(fields, members) where !differing.contains(member.name) {
                    #expect(field == member.value.string, "\(name)")
                }
            }
        }
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func endsRowsAtEveryLineEnd(lineEnd: String) {
        let text = ["Id,Name", "1,a", "", "2,\"b\(lineEnd)c\"", "3,"].joined(separator: lineEnd)
        for end in ["", lineEnd, lineEnd + lineEnd] {
            let content = read(text + end)
            #expect(content.header == ["Id", "Name"])
            #expect(content.rows == [["1", "a"], ["2", "b\(lineEnd)c"], ["3", ""]])
            #expect(content.errors.isEmpty)
        }
    }

    @Test func tellsWhereEveryRowBegins() {
        let text = "\u{FEFF}Id,Name\r\n1,\"ü\r\n\"\r\n\r\n2,b"
        #expect(read(text).offsets == [12, 23])
        let bytes = Array(text.utf8)
        #expect(read(text).offsets.map { bytes[$0] } == Array("12".utf8))
    }

    @Test(arguments: [",", ";", "\t", "|", "`", "^"])
    func findsTheDelimiterInTheHeader(delimiter: String) {
        let text = "Id|\"a,;\t|`^,;\t|`^,;\t|`^\"|Name|Email\n1|,;|`|^\n".replacing("|", with: delimiter)
        let content = read("Id\(delimiter)\"x,x;x|x\"\(delimiter)Name\n1\(delimiter)2\(delimiter)\"a,b;c\"\n")
        #expect(content.header == ["Id", "x,x;x|x", "Name"])
        #expect(content.rows == [["1", "2", "a,b;c"]])
        #expect(read(text).header.count == 4)
    }

    @Test func takesAHeaderWithoutDelimiterAsOneColumn() {
        #expect(read("Username\na@b.c\n").rows == [["a@b.c"]])
    }

    @Test(arguments: ["", "\n", " \r\n\t \n", "\u{FEFF}", "\u{FEFF}\r\n"])
    func readsAnEmptyFileAsNoRows(text: String) {
        #expect(read(text) == Content())
    }

    @Test func unquotesFieldsAndKeepsOtherQuotes() {
        let content = read("a,b,c,d\n\"\",\"\"\"\",\"x\"\"y\"\"\",5\" disk\n \"a\",'b',\"c,\"\"d\",\"\n\"\n")
        #expect(content.rows == [["", "\"", "x\"y\"", "5\" disk"], [" \"a\"", "'b'", "c,\"d", "\n"]])
    }

    @Test func leavesOutRowsOfAnotherWidthAndReadsOn() {
        let content = read("a,b\n1,2\n3\n4,5,6\n7,8\n")
        #expect(content.rows == [["1", "2"], ["7", "8"]])
        #expect(
            content.errors == [
                RecordSyntaxError(offset: 8, message: "Expected 2 fields as in the header, found 1 field."),
                RecordSyntaxError(offset: 10, message: "Expected 2 fields as in the header, found 3 fields."),
            ])
    }

    @Test func pointsToAnUnclosedQuoteAndKeepsTheRowsBeforeIt() {
        let content = read("a,b\n1,2\n3,\"x\n4,5\n")
        #expect(content.rows == [["1", "2"]])
        let message = "Expected a closing quote for the field that begins here, found the end of the file."
        #expect(content.errors == [RecordSyntaxError(offset: 10, message: message)])
    }

    @Test func refusesTextBehindAClosingQuote() {
        let content = read("a,b\n\"1\"x,2\n3,4\n")
        #expect(content.rows == [["3", "4"]])
        let message = "Expected a delimiter behind the closing quote, found “x”."
        #expect(content.errors == [RecordSyntaxError(offset: 7, message: message)])
    }

    @Test func pointsToWhatIsNotUTF8AndReadsOn() {
        let content = read(Array("a,b\n1,Z".utf8) + [0xFC] + Array("rich\n3,4\n".utf8))
        #expect(content.rows == [["3", "4"]])
        #expect(content.errors == [RecordSyntaxError(offset: 7, message: "Expected UTF-8 text, found the byte 0xFC.")])
    }

    @Test func refusesUTF16AndNUL() {
        #expect(read([0xFF, 0xFE, 0x49, 0, 0x64, 0]).errors.map(\.message) == ["Expected UTF-8 text, found UTF-16."])
        #expect(
            read("Id\n\u{0}\n").errors == [RecordSyntaxError(offset: 3, message: "Expected text, found a NUL byte.")])
    }
}
