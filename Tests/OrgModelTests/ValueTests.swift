import OrgModel
import Testing

struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1970-01-01T00:00:01Z", 1), ("2026-05-01", 1_777_593_600), ("2000-02-29", 951_782_400),
        ("2026-05-01T10:11:12.000+0000", 1_777_630_272), ("2026-05-01T10:11:12.000Z", 1_777_630_272),
        ("2026-05-01 10:11:12", 1_777_630_272), ("2026-05-01T10:11:12+00:00", 1_777_630_272),
        ("2026-05-01T12:11:12+02:00", 1_777_630_272), ("2026-05-01T04:41:12-0530", 1_777_630_272),
        ("2026-05-01T10:11", 1_777_630_260), ("1969-12-31T23:59:59Z", -1), ("1900-03-01", -2_203_891_200),
    ])
    func dates(_ text: String, _ seconds: Int64) {
        #expect(Timestamp(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "today", "2026", "2026-5-1", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32",
        "2026-+1-01",
        "2026-01-01T25:00:00Z", "2026-01-01T10:60:00Z", "2026-01-01Tx", "2026-01-01T10:11:12+2", "01/05/2026",
        "2026-01-01T-1:00:00Z", "2026-01-01T10:11:12:13Z", "12026-01-01", "2026-01-01T+1:00", "２０26-01-01",
    ])
    func others(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: ["1970-01-01", "2000-02-29", "1999-12-31", "2026-11-21", "1600-02-29", "0001-01-01", "9999-12-31"])
    func aDateIsWrittenAsItWasRead(_ text: String) throws {
        let start = try #require(Timestamp(text))
        #expect(start.date == text)
        #expect(Timestamp(seconds: start.seconds + 86_399).date == text)
    }
}

struct NameTableTests {
    private let table: NameTable = {
        let names = ["", "Account", "account", "Ärger", "ÄRGER", "ärger"]
        var bytes: [UInt8] = []
        let ends = names.map { name -> UInt32 in
            bytes += Array(name.utf8)
            return UInt32(bytes.count)
        }
        return NameTable(bytes: bytes, ends: ends)
    }()

    @Test func namesHaveTheirTexts() {
        #expect((0..<6).map { table[Name(id: $0)] } == ["", "Account", "account", "Ärger", "ÄRGER", "ärger"])
        #expect(table.count == 6)
    }

    @Test func aNameIsFoundByItsExactText() {
        #expect(table.name("Account")?.id == 1 && table.name("")?.id == 0 && table.name("Ärger")?.id == 3)
        #expect(table.name("ACCOUNT") == nil && table.name("Accoun") == nil)
    }

    @Test func caseOfASCIILettersIsFolded() {
        #expect(table.caseFoldedIDs() == [0, 1, 1, 3, 3, 5])
    }
}

struct SourceTextTests {
    private func places(_ text: String, _ part: String) -> String? {
        let bytes = Array(text.utf8)
        guard let range = bytes.firstRange(of: Array(part.utf8)) else { return nil }
        let region = SourceText(bytes: bytes).region(range)
        return "\(region.startLine):\(region.startColumn)-\(region.endLine):\(region.endColumn)"
    }

    @Test func columnsCountUnitsOfUTF16() {
        #expect(places("abc", "a") == "1:1-1:2")
        #expect(places("é🔐x", "x") == "1:4-1:5")
        #expect(places("a\n🔐🔐<b>\n", "<b>") == "2:5-2:8")
        #expect(places("e\u{301}x", "x") == "1:3-1:4")
        #expect(places("a\nb\nc", "b\nc") == "2:1-3:2")
    }

    @Test func linesEndWithLFOrCRLF() {
        #expect(places("a\r\n  b\r\nc", "b") == "2:3-2:4")
        // A lone CR ends no line.
        #expect(places("a\rb\nc", "b") == "1:3-1:4")
        let text = SourceText(bytes: Array("one\r\ntwo\n\nfour".utf8))
        #expect((1...4).map { text.line($0) } == ["one", "two", "", "four"])
        #expect(text.lineCount == 4)
        #expect(SourceText(bytes: Array("one\n".utf8)).lineCount == 1)
        #expect(SourceText(bytes: []).lineCount == 1 && SourceText(bytes: []).line(1).isEmpty)
    }

    @Test func aByteOrderMarkBelongsToNoColumn() {
        #expect(places("\u{FEFF}<a>\n<b>", "<a>") == "1:1-1:4")
        #expect(places("\u{FEFF}<a>\n<b>", "<b>") == "2:1-2:4")
        let text = SourceText(bytes: Array("\u{FEFF}<a>".utf8))
        #expect(text.line(1) == "<a>" && text.region(0..<0).startColumn == 1)
    }

    @Test(arguments: ["", "\n", "\u{FEFF}", "\u{FEFF}\n"], [1, 3_000])
    func columnsOfLongLinesAreCountedAsThoseOfShortOnes(_ head: String, _ count: Int) {
        let head = head + String(repeating: "é🔐 ", count: count) + "\n"
        let line = String(repeating: "<a>é🔐x</a>\u{301}", count: 2_000)
        let bytes = Array((head + line + "\n<b>" + line).utf8) + [0xFF, 0x80, 0x80] + Array(line.utf8)
        let text = SourceText(bytes: bytes)
        for offset in stride(from: 0, to: bytes.count, by: 97) {
            let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? mark
            let before = start < offset ? String(decoding: bytes[start..<offset], as: UTF8.self) : ""
            #expect(text.region(offset..<offset).startColumn == before.utf16.count + 1, "\(offset)")
        }
    }

    @Test func bytesThatAreNoUTF8HavePlaces() {
        let text = SourceText(bytes: [0x61, 0xFF, 0x62])
        #expect(text.region(2..<3).startColumn == 3)
        #expect(text.region(5..<9).startColumn == 4)
    }
}

struct RecordIDTests {
    @Test func theChecksumDoesNotCountAndCaseDoes() {
        #expect(RecordID("005xx0000012345") == RecordID("005xx0000012345AAA"))
        #expect(RecordID("005xx0000012345") != RecordID("005XX0000012345"))
        #expect(RecordID("short").value == "short" && RecordID("").value.isEmpty)
        #expect(RecordID("éééééééé12").value == "éééééééé12")
    }
}

struct AccessValueTests {
    @Test func aFlagThatIsSetTwiceIsTheLast() {
        var permission = ObjectPermission(object: Name(id: 9), offset: 100)
        for (flag, grants) in [(Flag.yes, true), (.no, false), (.yes, true), (.absent, false)] {
            permission.set(.modifyAllRecords, flag, offset: 40)
            #expect(permission.flag(.modifyAllRecords) == flag && permission.allows(.modifyAllRecords) == grants)
            #expect(permission.allowsAnything == grants)
        }
        #expect(permission.offset(of: .modifyAllRecords) == 40 && permission.offset(of: .allowRead) == nil)
    }

    @Test func numbersOfNamesAndFlagsShareTheirSpace() {
        let access = Access(name: Name(id: 1 << 29), flag: .yes, offset: .max, flagOffset: 7)
        #expect(access.name.id == 1 << 29 && access.flag == .yes && access.offset == .max)
        let field = FieldPermission(
            field: Name(id: 1 << 27), editable: .no, readable: .yes, offset: 50_000, editableOffset: 1,
            readableOffset: 50_020)
        #expect(field.field.id == 1 << 27 && field.editable == .no && field.readable == .yes)
        // More than 32 kB away is out of reach.
        #expect(field.editableOffset == nil && field.readableOffset == 50_020)
    }

    @Test func renumberingChangesNamesOnly() {
        var sample = SampleOrg()
        var grants = sample.grants(["P", "-Q", "Account:allowRead", "Account.X:r"])
        grants.tabSettings = [TabSetting(tab: Name(id: 1), visibility: Name(id: 2), offset: 3)]
        grants.renumber([0, 11, 12, 13, 14])
        #expect(grants.userPermissions.map(\.name.id) == [11, 12])
        #expect(grants.userPermissions.map(\.flag) == [.yes, .no])
        #expect(grants.objectPermissions.map(\.object.id) == [13] && grants.objectPermissions[0].allows(.allowRead))
        #expect(grants.fieldPermissions.map(\.field.id) == [14] && grants.fieldPermissions[0].readable == .yes)
        #expect(grants.tabSettings.map { [$0.tab.id, $0.visibility.id] } == [[11, 12]])
    }
}
