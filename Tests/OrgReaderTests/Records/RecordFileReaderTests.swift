import OrgModel
import OrgReader
import Testing

struct RecordFileReaderTests {
    private func read(
        _ text: String,
        _ fileName: String,
        _ syntax: SourceFile.Syntax? = nil
    ) -> (exports: [RecordExport], problems: [InputProblem]) {
        RecordFileReader.read(Array(text.utf8), file: FileID(4), fileName: fileName, syntax: syntax)
    }

    @Test(arguments: [
        ("\u{FEFF} [{\"Username\":\"a\",\"IsActive\":true}]", "User.txt"), ("Username,IsActive\na,true\n", "User.txt"),
        ("\n<queryResult><records><type>User</type><Username>a</Username></records></queryResult>", "x.txt"),
    ])
    func theFirstByteTellsTheShape(_ text: String, _ fileName: String) {
        let (exports, problems) = read(text, fileName)
        #expect(problems.isEmpty, "\(problems)")
        #expect(exports.map(\.object) == [.user])
        #expect(exports.map(\.table.rows.count) == [1])
    }

    @Test(arguments: [
        ("{\"records\":[{]}", "User.json", SourceFile.Syntax.json, 13), ("Username\na,b\n", "User.csv", .csv, 9),
        ("<QueryResult><records></QueryResult>", "User.xml", .xml, 36),
    ])
    func aSyntaxErrorLeavesNoRows(_ text: String, _ fileName: String, _ syntax: SourceFile.Syntax, _ offset: Int) throws
    {
        let (exports, problems) = read(text, fileName, syntax)
        #expect(exports.isEmpty)
        let problem = try #require(problems.first)
        guard case .notWellFormed = problem.kind else { return #expect(Bool(false), "\(problem.kind)") }
        #expect(problem.subject == ComponentID(type: "File", name: fileName))
        #expect(problem.location == SourceLocation(file: FileID(4), offset: UInt32(offset)))
    }

    @Test func oneBadRowSpoilsTheFileAndAllAreNamed() throws {
        let (exports, problems) = read("Username,IsActive\na,true\nb\nc,true,x\n", "User.csv")
        #expect(exports.isEmpty)
        #expect(problems.count == 1)
        #expect(try #require(problems.first).message == "Expected 2 fields as in the header, found 1 field.")
        #expect(problems.first?.related.map(\.value) == ["Expected 2 fields as in the header, found 3 fields."])
    }

    @Test func recordsOfUnknownObjectsAreNamed() throws {
        for (text, fileName, found) in [
            ("A,B\n1,2\n", "things.csv", "does not tell of which object its records are"),
            (#"[{"attributes":{"type":"Account"},"Name":"A"}]"#, "User.json", "holds records of 'Account'"),
        ] {
            let (exports, problems) = read(text, fileName)
            #expect(exports.isEmpty)
            let problem = try #require(problems.first)
            guard case .rootMismatch = problem.kind else { return #expect(Bool(false), "\(problem.kind)") }
            #expect(problem.message.hasPrefix("The file \(found); what is read is User, UserLogin,"))
        }
    }

    @Test func theObjectsOfACompositeAreReadAndOthersPassedOver() {
        let (exports, problems) = read(
            """
            {"compositeResponse":[
            {"body":{"totalSize":1,"done":true,"records":[{"attributes":{"type":"User"},"Id":"005a"}]}},
            {"body":{"totalSize":1,"done":true,"records":[{"attributes":{"type":"Account"},"Id":"001a"}]}}]}
            """,
            "all.json"
        )
        #expect(exports.map(\.object) == [.user])
        #expect(problems.isEmpty)
    }

    @Test func anEmptyFileNeedsAName() {
        #expect(read("", "LoginHistory.csv").exports.map(\.object) == [.loginHistory])
        #expect(read(" \r\n", "LoginHistory.csv").problems.isEmpty)
        #expect(read("", "something.csv").exports.isEmpty)
        #expect(read("", "something.csv").problems.count == 1)
    }

    @Test func thePlanOfATreeExportHoldsNothing() {
        let (exports, problems) = read(RecordSample.treePlan.text, "User-plan.json")
        #expect(exports.isEmpty)
        #expect(problems.isEmpty)
    }
}
