import OrgModel
import Testing

@Suite("The days that logs cover")
struct UsageWindowTests {
    private func usage(_ days: [UsageEventType: [Int]]) -> Usage {
        var usage = Usage()
        for (type, days) in days {
            for day in days {
                let trace = UsageTrace(day: day, place: SourceLocation(file: FileID(0), offset: 0))
                usage.add(.init(type: type, trace: trace, user: nil, objects: [], kinds: [], apps: []))
            }
        }
        return usage
    }

    @Test func aMissingDayIsAGap() throws {
        let window = try #require(usage([.total: [20_000, 20_001, 20_004, 20_006]]).window)
        #expect(window.days.count == 4 && window.days.gapCount == 3 && window.missingTypes.isEmpty)
        #expect(
            window.words
                == "in the 4 days with logs between 2024-10-04 and 2024-10-10, 3 days without one in between "
                + "(2024-10-06 to 2024-10-07, 2024-10-09)")
    }

    @Test("without ApiTotalUsage a day counts that has a log of REST and of SOAP")
    func types() throws {
        let both = try #require(usage([.rest: [1, 2, 3], .soap: [2, 3, 4], .bulk2: [9]]).window)
        #expect(both.days.numbers == [2, 3] && both.missingTypes == [.bulk])
        let one = try #require(usage([.rest: [1, 2, 3]]).window)
        #expect(one.days.numbers == [1, 2, 3] && one.missingTypes == [.soap, .bulk, .bulk2])
        #expect(one.words.hasSuffix("; there is no log of API, BulkApi, BulkApi2"))
        #expect(try #require(usage([.bulk: [5]]).window).days.numbers == [5])
        #expect(usage([.apex: [1], .login: [2]]).window == nil && Usage().window == nil)
        #expect(try #require(usage([.total: [1], .rest: [1, 7], .soap: [7]]).window).days.numbers == [1, 7])
    }

    @Test func daysBeforeAUserDoNotCount() throws {
        let usage = usage([.total: [20_000, 20_001, 20_002]])
        let window = try #require(usage.window(since: Timestamp("2024-10-05T10:00:00.000Z")))
        #expect(window.days.numbers == [20_002])
        #expect(usage.window(since: Timestamp("2024-11-05")) == nil)
        #expect(usage.window(since: nil)?.days.count == 3)
    }
}
