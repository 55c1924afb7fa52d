import MetadataXML
import Testing

struct LimitTests {
    private func nested(_ depth: Int) -> String {
        String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }

    private func names(_ count: Int, prefix: String = "n") -> String {
        "<a>" + (0..<count).map { "<\(prefix)\($0)/>" }.joined() + "</a>"
    }

    @Test func depthEndsAtItsLimit() {
        #expect(fault(nested(64)) == nil)
        #expect(fault(nested(65)).map { [$0.kind == .tooDeep, $0.offset == 64 * 3] } == [true, true])
        #expect(fault(String(repeating: "<a>", count: 100_000))?.kind == .tooDeep)
    }

    @Test func namesEndAtTheirLimit() {
        // The root's name counts too.
        #expect(fault(names(4_999)) == nil)
        let refused = fault(names(5_000))
        #expect(refused?.kind == .tooManyNames)
        #expect(refused?.offset == 3 + (0..<4_999).reduce(0) { $0 + "<n\($1)/>".utf8.count })
    }

    @Test func namesOfFilesReadBeforeDoNotCount() throws {
        var reader = XMLReader(vocabulary: [], texts: [])
        #expect(try elements(Array(names(2_400).utf8), with: &reader).count == 2_401)
        #expect(try elements(Array(names(4_000, prefix: "m").utf8), with: &reader).count == 4_001)
        #expect(try elements(Array(names(2_000, prefix: "k").utf8), with: &reader).count == 2_001)
        #expect(throws: XMLFault.self) { try elements(Array(names(6_000, prefix: "j").utf8), with: &reader) }
        #expect(try elements(Array(names(4_000, prefix: "i").utf8), with: &reader).count == 4_001)
    }

    @Test func manyLongNamesAreReadOrSaidToBeTooMany() throws {
        var reader = XMLReader(vocabulary: [], texts: [])
        let long = String(repeating: "n", count: 400)
        for start in [0, 1_000, 2_000] {
            let source = names(1_000, prefix: "\(long)\(start)_")
            #expect(try elements(Array(source.utf8), with: &reader).count == 1_001)
        }
        let attributes = (0..<200_000).map { "<b attribute\($0)=''/>" }.joined()
        #expect(fault("<a>\(attributes)</a>")?.kind == .tooManyNames)
    }

    @Test(arguments: ["", "<!-- x -->", "<b>", "text"])
    func aStartTagEndsAtItsLimit(_ before: String) {
        let head = "<r>" + before + "<a b='"
        func source(_ length: Int) -> String {
            head + String(repeating: "x", count: length - "<a b=''>".utf8.count) + "'></a>"
                + (before == "<b>" ? "</b></r>" : "</r>")
        }
        #expect(fault(source(16 << 10)) == nil)
        let refused = fault(source(16 << 10 + 1))
        #expect(refused == nil || refused?.kind == .tagTooLong)
        let over = fault(source((16 << 10) + 1))
        #expect(over?.kind == .tagTooLong)
        #expect(over?.offset == 3 + before.utf8.count)
    }

    @Test func longTextsCommentsAndSectionsAreNoTags() {
        let long = String(repeating: "x ", count: 40_000)
        #expect(fault("<a>\(long)</a>") == nil)
        #expect(fault("<a><!-- \(long) --></a>") == nil)
        #expect(fault("<a><![CDATA[ \(long) ]]></a>") == nil)
        #expect(fault("<a><?p \(long) ?></a>") == nil)
        #expect(fault("<a>\(long)<b x='>'/>\(long)</a>") == nil)
    }

    @Test func anUnendedTagIsRefused() {
        #expect(fault("<a><b " + String(repeating: "x", count: 100_000))?.kind == .tagTooLong)
    }

    @Test func aFileOverItsLimitIsRefused() {
        var limits = XMLLimits()
        limits.fileLength = 10
        #expect(fault("<a>1234</a>", limits: limits)?.kind == .tooLarge)
        #expect(fault("<a>123</a>", limits: limits) == nil)
    }

    @Test func readerGoesOnAfterEveryFault() throws {
        var reader = XMLReader(vocabulary: ["a"], texts: [])
        let sound = WrittenDocument(.init(blockCount: 20))
        let faults = [
            "", "<a><b></a>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", nested(65), names(6_000), "<a>\0</a>", "<a>",
            "<a>&x;</a>", "<a b='1' b='2'>text<c/></a>", "<?xml version='1.0' encoding='UTF-16'?><a/>",
            "<a>" + String(repeating: "<", count: 1_000), "<a xmlns:p='u' q:x=''><p:b/></a><c/>",
        ]
        for source in faults + faults.reversed() {
            #expect(throws: XMLFault.self) { try elements(Array(source.utf8), with: &reader) }
            #expect(try elements(sound.bytes, with: &reader) == sound.elements)
        }
    }

    /// libxml2 goes on behind the first error without calling back, and gets slower with every name.
    @Test(arguments: ["", "text"])
    func aFloodBehindAnErrorIsRefusedAtTheError(_ text: String) {
        let count = 300_000
        let error = "<a></b>\(text)"
        let elementNames = error + (0..<count).map { "<n\($0)/>\(text)" }.joined() + "</a>"
        let attributeNames = error + (0..<count).map { "<b n\($0)=''/>\(text)" }.joined() + "</a>"
        let prefixes = error + (0..<count).map { "<b xmlns:n\($0)='u\($0)'/>\(text)" }.joined() + "</a>"
        for source in [elementNames, attributeNames, prefixes] {
            let found = fault(source)
            #expect(found?.kind == .notWellFormed)
            #expect((4...7).contains(found?.offset ?? 0))
        }
    }
}
