import OrgModel
import Testing

@Suite("Forms of names")
struct NamePatternTests {
    @Test(arguments: [
        ("Integration - [System] - [Purpose]", "Integration - ERP - Orders - EU", true),
        ("Integration - [System] - [Purpose]", "  Integration - ERP - Orders ", true),
        ("Integration - [System] - [Purpose]", "Integration - ERP", false),
        ("Integration - [System] - [Purpose]", "Integration -  - Orders", false),
        ("Integration - [System] - [Purpose]", "integration - ERP - Orders", false),
        ("Integration - [System] - [Purpose]", "", false),
        ("[System] Integration", "MuleSoft Integration", true),
        ("[System] Integration", " Integration", false),
        ("[System] Integration", "MuleSoft Integration 2", false),
        ("[A][B]", "x", false), ("[A][B]", "xy", true),
        ("no brackets", "no brackets", true), ("an [open one", "an [open one", true),
        ("^INT_[A-Z]+", "INT_ERP", true), ("^INT_[A-Z]+", "INT_ERP_2", false), ("^INT_[A-Z]+", "XINT_ERP", false),
    ])
    func matchWholeNames(_ pattern: String, _ name: String, _ matches: Bool) throws {
        #expect(try NamePattern(pattern).matches(name) == matches)
    }

    @Test func refuseWhatIsNoRegularExpression() {
        #expect(throws: (any Error).self) { try NamePattern("^(") }
    }
}

@Suite("Addresses")
struct IPAddressTests {
    @Test(arguments: ["", "10.0.0", "10.0.0.256", "10.0.0.1/8", " 10.0.0.1", "10.0.0.1\u{0}", "::g", "1::2::3"])
    func refuseWhatIsNone(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func readBothVersions() {
        #expect(IPAddress("10.0.0.1")?.value == 0x0a00_0001)
        #expect(IPAddress("2001:db8::1")?.version == .v6)
        #expect(IPAddress("2001:DB8::1")?.value == UInt128(0x2001_0db8) << 96 | 1)
        #expect(IPAddress("::ffff:10.0.0.1") == IPAddress("10.0.0.1"))
    }

    @Test func measureRanges() throws {
        let sixteen = try #require(IPAddressRange(start: "10.1.0.0", end: "10.1.255.255"))
        #expect(!sixteen.isWider(thanBits: 16) && sixteen.isWider(thanBits: 15))
        let more = try #require(IPAddressRange(start: "10.1.0.0", end: "10.2.0.0"))
        #expect(more.isWider(thanBits: 16))
        let everything = try #require(
            IPAddressRange(start: "::", end: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))
        #expect(everything.isWider(thanBits: 80))
        let reversed = try #require(IPAddressRange(start: "10.0.0.2", end: "10.0.0.1"))
        #expect(reversed.isReversed && !reversed.isWider(thanBits: 0))
        #expect(IPAddressRange(start: "10.0.0.1", end: "::1") == nil)
    }

    @Test func knowWhatARangeHolds() throws {
        let range = try #require(IPAddressRange(start: "10.1.0.0", end: "10.1.0.9"))
        #expect(try range.contains(#require(IPAddress("10.1.0.0"))) && range.contains(#require(IPAddress("10.1.0.9"))))
        #expect(try !range.contains(#require(IPAddress("10.1.0.10"))) && !range.contains(#require(IPAddress("::1"))))
    }
}
