import OrgModel
import Testing

@testable import OrgReader

@Suite("Event logs")
struct EventLogTests {
    private static let id = "005000000000001"
    private static let total =
        "EVENT_TYPE,TIMESTAMP,USER_ID,API_FAMILY,API_RESOURCE,HTTP_METHOD,ENTITY_NAME,CONNECTED_APP_NAME"

    /// What a folder of logs says, and what is wrong with it.
    private func parts(_ logs: [(name: String, text: String)], jobs: Int = 1) throws -> Org.Parts {
        let folder = try TemporaryFolder()
        try folder.write("project/X.txt", contents: "")
        for log in logs { try folder.write("logs/\(log.name)", contents: log.text) }
        return try InputReader(
            paths: [folder.bytes("project")], usage: [folder.bytes("logs")], currentDirectory: folder.path, jobs: jobs
        ).read().parts
    }

    private func usage(_ lines: String...) throws -> Usage {
        let parts = try parts([("log.csv", lines.joined(separator: "\n") + "\n")])
        #expect(parts.problems.map(\.message) == [])
        return parts.usage
    }

    /// `account read 2026-11-18…2026-11-20 ×3`, by name and kind.
    private func objects(_ usage: Usage, _ user: String = id) -> [String] {
        usage.users[user]?.objects.sorted { $0.key < $1.key }.flatMap { key, object in
            object.traces.sorted { $0.key < $1.key }.map { kind, trace in
                let span = "\(UsageDays.date(trace.firstDay))…\(UsageDays.date(trace.lastDay))"
                return "\(key) \(kind) \(span) ×\(trace.count)"
            }
        } ?? []
    }

    // MARK: Types

    @Test("what a call does with records")
    func kinds() {
        #expect(EventLogCall.soap("queryAll", namesObject: true) == [.read])
        #expect(EventLogCall.soap("queryMore", namesObject: false) == [])
        #expect(EventLogCall.soap("upsert", namesObject: true) == [.create, .edit])
        #expect(EventLogCall.soap("login", namesObject: false) == [])
        #expect(EventLogCall.soap("describeGlobal", namesObject: false) == [])
        #expect(EventLogCall.soap("", namesObject: true) == [.unknown])
        #expect(EventLogCall.soap("merge", namesObject: true) == [.unknown])
        #expect(EventLogCall.bulk("hardDelete") == [.delete])
        #expect(EventLogCall.bulk("upsert") == [.create, .edit])
        #expect(EventLogCall.bulk("") == [.unknown])
        func rest(_ method: String, _ path: String, _ namesObject: Bool = true) -> [UsageKind] {
            EventLogCall.rest(method, path, namesObject: namesObject)
        }
        let record = "/services/data/v66.0/sobjects/Account/001000000000001AAA"
        #expect(rest("GET", record) == [.read] && rest("DELETE", record) == [.delete])
        #expect(rest("PATCH", record) == [.edit])
        #expect(rest("PATCH", "/v66.0/sobjects/Account/ERP__c/4711") == [.create, .edit])
        #expect(rest("POST", "/services/data/v66.0/sobjects/Account") == [.create])
        #expect(rest("POST", "/v66.0/composite/tree/Account") == [.create])
        #expect(rest("POST", "/v66.0/composite/sobjects") == [.create])
        #expect(rest("PATCH", "/v66.0/composite/sobjects") == [.edit])
        #expect(rest("POST", "/v66.0/composite/sobjects/Account") == [.unknown])
        #expect(rest("POST", "/v66.0/composite", false) == [.unknown])
        #expect(rest("GET", "/v66.0/composite/sobjects", false) == [.read])
        #expect(rest("GET", "/services/data/v66.0/limits", false) == [] && rest("GET", "/services/data", false) == [])
        #expect(rest("GET", "/services/data/v66.0/query/01g000000000001-2000", false) == [])
        #expect(rest("GET", "/services/data/v66.0/query?q=SELECT/**/Id", false) == [.read])
        #expect(rest("", record) == [.unknown])
    }

    @Test func everyTypeIsReadByItsOwnColumns() throws {
        let usage = try parts([
            (
                "a.csv",
                "EVENT_TYPE,TIMESTAMP,USER_ID,METHOD_NAME,ENTITY_NAME\nAPI,20261118070000.1,\(Self.id),query,Account\n"
            ),
            (
                "b.csv",
                "EVENT_TYPE,TIMESTAMP_DERIVED,USER_ID_DERIVED,METHOD,URI,ENTITY_NAME\n"
                    + "RestApi,2026-11-19T07:00:00.000Z,\(Self.id)AAA,POST,/services/data/v66.0/sobjects/Lead,Lead\n"
            ),
            (
                "c.csv",
                "EVENT_TYPE,TIMESTAMP,USER_ID,OPERATION_TYPE,ENTITY_TYPE\nBulkApi2,1795150800000,\(Self.id),delete,Order\n"
            ),
            (
                "d.csv",
                "EVENT_TYPE,TIMESTAMP,USER_ID,OPERATION_TYPE,ENTITY_TYPE\nBulkApi,20261120000000,\(Self.id),query,Case\n"
            ),
            ("e.csv", "EVENT_TYPE,TIMESTAMP,USER_ID,ENTRY_POINT\nApexExecution,20261120000000,\(Self.id),X.run\n"),
            (
                "f.csv",
                "EVENT_TYPE,TIMESTAMP,USER_ID\nLogin,20261120000000,\(Self.id)\nReport,20261120000000,\(Self.id)\n"
            ),
        ]).usage
        #expect(
            objects(usage) == [
                "account read 2026-11-18…2026-11-18 ×1", "case read 2026-11-20…2026-11-20 ×1",
                "lead create 2026-11-19…2026-11-19 ×1", "order delete 2026-11-20…2026-11-20 ×1",
            ])
        #expect(usage.eventCount == 7)
        // Apex and the report; a login touches no record.
        #expect(usage.users[Self.id]?.unnamed.map { "\($0) \($1.count)" } == ["unknown 2"])
        #expect(usage.days.count == 7 && usage.missingTypes == [])
    }

    @Test func severalObjectsOfOneCall() throws {
        let usage = try usage(
            Self.total,
            "ApiTotalUsage,20261118070000.1,\(Self.id),REST,/v66.0/query,GET,\"Account;Contact, Order__c\",ERP",
            "ApiTotalUsage,20261120070000.1,\(Self.id)AAA,REST,/v66.0/query,GET,ACCOUNT,ERP",
            "ApiTotalUsage,20261119070000.1,\(Self.id),SOAP,update,POST,Account,ERP",
            "ApiTotalUsage,20261119070000.1,\(Self.id),Bulk,/services/async/66.0/job,POST,Account,ERP")
        #expect(
            objects(usage) == [
                "account read 2026-11-18…2026-11-20 ×2", "account edit 2026-11-19…2026-11-19 ×1",
                "account unknown 2026-11-19…2026-11-19 ×1", "contact read 2026-11-18…2026-11-18 ×1",
                "order__c read 2026-11-18…2026-11-18 ×1",
            ])
        #expect(usage.apps["erp"]?.count == 4 && usage.callsWithoutApp == 0)
    }

    @Test("a column that is not there makes the log say less")
    func missingColumns() throws {
        let noEntity = try usage(
            "EVENT_TYPE,TIMESTAMP,USER_ID,METHOD,URI", "RestApi,20261118070000.1,\(Self.id),GET,/v66.0/query")
        #expect(objects(noEntity) == [] && noEntity.users[Self.id]?.unnamed.keys.map { $0 } == [.read])
        #expect(noEntity.callsWithoutApp == 1)
        let noMethod = try usage(
            "EVENT_TYPE,TIMESTAMP,USER_ID,ENTITY_NAME", "RestApi,20261118070000.1,\(Self.id),Account")
        #expect(objects(noMethod) == ["account unknown 2026-11-18…2026-11-18 ×1"])
        let noUser = try parts([("x.csv", "EVENT_TYPE,TIMESTAMP,ENTITY_NAME\nRestApi,20261118070000.1,Account\n")])
        #expect(noUser.problems.map(\.message) == ["The event log has no column USER_ID and can't be used."])
        #expect(noUser.usage.eventCount == 0)
    }

    // MARK: Files

    @Test("a log is known by its header and read however it is written", arguments: [",", ";", "\t", "|"])
    func delimiters(_ delimiter: String) throws {
        let lines = [Self.total, "ApiTotalUsage,20261118070000.1,\(Self.id),REST,/v66.0/query,GET,Account,ERP"]
        let text = "\u{FEFF}" + lines.map { $0.replacing(",", with: delimiter) }.joined(separator: "\r\n") + "\r\n\r\n"
        let parts = try parts([("deep/er/no-name-of-ours.CSV", text), ("notes.md", "EVENT_TYPE"), ("x.txt", text)])
        #expect(objects(parts.usage) == ["account read 2026-11-18…2026-11-18 ×1"])
        #expect(parts.inputs["EventLogFile"] == 1 && parts.problems.isEmpty)
    }

    @Test func otherExportsAreRecords() throws {
        let logins =
            "UserId,LoginTime,LoginType,Status,Application\n\(Self.id)AAA,2026-11-20T07:00:00.000Z,x,Success,ERP\n"
        let found = try parts([("LoginHistory.csv", logins), ("strange.csv", "A,B\n1,2\n")])
        #expect(found.records.loginHistory.count == 1 && found.inputs["EventLogFile"] == nil)
        #expect(found.problems.map(\.subject.name) == ["strange.csv"])
    }

    @Test func damagedRowsAreToldAndPassedOver() throws {
        let good = "ApiTotalUsage,20261118070000.1,\(Self.id),REST,/v66.0/query,GET,Account,ERP"
        let text = [
            Self.total, good, "ApiTotalUsage,20261118070000.1,\(Self.id)", good,
            "ApiTotalUsage,yesterday,\(Self.id),REST,/v66.0/query,GET,Lead,ERP", good,
            "\"ApiTotalUsage\"x,20261118070000.1,\(Self.id),REST,/v66.0/query,GET,Lead,ERP", good,
            "ApiTotalUsage,20261118070000.1,\(Self.id),REST,/v66.0/query,GET,Lead,\"never closed", good, good,
        ].joined(separator: "\n")
        let found = try parts([("log.csv", text)])
        #expect(objects(found.usage) == ["account read 2026-11-18…2026-11-18 ×6"])
        #expect(found.usage.unreadRows == 4)
        let problem = try #require(found.problems.first)
        #expect(found.problems.count == 1 && problem.related.count == 3)
        #expect(
            problem.message
                == "4 rows of the event log can't be read. Expected 8 fields as in the header, found 3 fields.")
        let starts = ([problem.location] + problem.related.map(\.location)).map { location in
            text.utf8.prefix(Int(location.offset)).count { $0 == 0x0A } + 1
        }
        #expect(starts == [3, 5, 7, 9])
    }

    @Test("rows that cross the ends of the buffer are whole")
    func largeFile() throws {
        var text = Self.total + "\n"
        let filler = String(repeating: "x", count: 997)
        for number in 0..<4_000 {
            text +=
                "ApiTotalUsage,20261118070000.1,\(Self.id),REST,\"/v66.0/query?q=\(filler),\"\"\(number)\"\"\n\",GET,Object\(number % 7)__c,ERP\n"
        }
        #expect(text.utf8.count > 4 << 20)
        let folder = try TemporaryFolder()
        try folder.write("log.csv", contents: text)
        let reader = InputReader(paths: [folder.path], usage: [folder.bytes("log.csv")], currentDirectory: folder.path)
        let parts = try reader.read().parts
        #expect(parts.usage.eventCount == 4_000 && parts.usage.unreadRows == 0)
        #expect(parts.usage.users[Self.id]?.objects.count == 7 && parts.usage.size < 12)
        // The last row that names an object, by the lines of a file of which only a part is held.
        let place = try #require(parts.usage.users[Self.id]?.objects["object3__c"]?.last?.lastPlace)
        var whole = SourceReader(files: parts.files)
        var large = SourceReader(files: parts.files)
        large.largeSize = 1
        let region = try large.region(of: place)
        #expect(try whole.region(of: place) == region && region.startLine > 7_000)
        #expect(large.texts.isEmpty)
    }

    @Test func severalThreadsSayTheSame() throws {
        let logs = (1...9).map { day in
            (
                "2026-11-0\(day)_ApiTotalUsage.csv",
                "\(Self.total)\nApiTotalUsage,2026110\(day)070000.1,\(Self.id),REST,/v66.0/query,GET,Account,ERP\n"
            )
        }
        let one = try parts(logs)
        let four = try parts(logs, jobs: 4)
        #expect(
            objects(one.usage) == ["account read 2026-11-01…2026-11-09 ×9"] && objects(four.usage) == objects(one.usage)
        )
        #expect(one.usage.users[Self.id]?.events == four.usage.users[Self.id]?.events)
    }
}
