import MetadataXML
import Testing

/// What is refused, and the place that the refusal names.
struct GuardTests {
    struct Refusal: CustomTestStringConvertible, Sendable {
        let bytes: [UInt8]
        let kind: XMLFault.Kind
        let offset: Int
        let testDescription: String

        init(_ text: String, _ kind: XMLFault.Kind, at offset: Int) {
            self.init(Array(text.utf8), kind, at: offset, text)
        }

        init(_ bytes: [UInt8], _ kind: XMLFault.Kind, at offset: Int, _ description: String) {
            self.bytes = bytes
            self.kind = kind
            self.offset = offset
            testDescription = String(description.prefix(80))
        }
    }

    private static let documentTypes = [
        Refusal("<!DOCTYPE a><a/>", .documentType, at: 0),
        Refusal("<?xml version='1.0'?>\n<!-- c --><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", .documentType, at: 32),
        Refusal("<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>", .documentType, at: 0),
        Refusal("<!DOCTYPE a PUBLIC '-//X//Y' 'http://127.0.0.1:9/'><a/>", .documentType, at: 0),
        Refusal("<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///x'>%p;]><a/>", .documentType, at: 0),
        Refusal("<!DOCTYPE a [<!ATTLIST a q CDATA 'injected'>]><a/>", .documentType, at: 0),
        Refusal("\n\n<!DOCTYPE\n\ta\n><a/>", .documentType, at: 2),
    ]

    private static let encodings = [
        Refusal("<?xml version='1.0' encoding='UTF-16'?><a/>", .foreignEncoding, at: 30),
        Refusal("<?xml version='1.0' encoding='UTF-7'?><a>+ADw-b/+AD4-</a>", .foreignEncoding, at: 30),
        Refusal("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", .foreignEncoding, at: 30),
        Refusal("<?xml version='1.0' encoding = 'Shift_JIS' ?><a/>", .foreignEncoding, at: 32),
        Refusal("<?xml version='1.0'\nencoding='windows-1252'?><a/>", .foreignEncoding, at: 30),
        Refusal(
            "<?xml version='1.0' " + String(repeating: " ", count: 5_000) + "encoding='UTF-7'?><a>+ADw-b/+AD4-</a>",
            .foreignEncoding, at: 5_030
        ),
        Refusal(
            [0xEF, 0xBB, 0xBF] + "<?xml version='1.0' encoding='cp037'?><a/>".utf8, .foreignEncoding, at: 33, "BOM"),
        Refusal([0xFF, 0xFE] + "<a/>".utf16.flatMap { [UInt8($0), 0] }, .foreignEncoding, at: 0, "UTF-16LE, BOM"),
        Refusal([0xFE, 0xFF] + "<a/>".utf16.flatMap { [0, UInt8($0)] }, .foreignEncoding, at: 0, "UTF-16BE, BOM"),
        Refusal("<a/>".utf16.flatMap { [UInt8($0), 0] }, .foreignEncoding, at: 0, "UTF-16LE"),
        Refusal("<a/>".utf16.flatMap { [0, UInt8($0)] }, .foreignEncoding, at: 0, "UTF-16BE"),
        Refusal([0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0], .foreignEncoding, at: 0, "UTF-32LE, BOM"),
        Refusal([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x3C], .foreignEncoding, at: 0, "UTF-32BE, BOM"),
        Refusal([0x4C, 0x6F, 0xA7, 0x94, 0x93, 0x40], .foreignEncoding, at: 0, "EBCDIC"),
        Refusal(
            Array("<?xml version='1.0' encoding='US-ASCII'?><a>".utf8) + [0xC3, 0xA9] + "</a>".utf8,
            .foreignEncoding, at: 44, "US-ASCII with a byte that is none"
        ),
    ]

    private static let malformed = [
        Refusal("", .empty, at: 0),
        Refusal(" \n", .notWellFormed, at: 2),
        Refusal([0xEF, 0xBB, 0xBF], .notWellFormed, at: 0, "BOM only"),
        Refusal("text", .notWellFormed, at: 0),
        Refusal("{\"a\": 1}", .notWellFormed, at: 0),
        Refusal("<a>x\0</a>", .nulByte, at: 4),
        Refusal("<a>x</a>\0<hidden/>junk", .nulByte, at: 8),
        Refusal("<a/><b/>", .notWellFormed, at: 4),
        Refusal("<a/>x", .notWellFormed, at: 4),
        Refusal("<a><b></a></b>", .notWellFormed, at: 10),
        Refusal("<a>\n  <b>\n</a>", .notWellFormed, at: 14),
        Refusal("<a>&nbsp;</a>", .notWellFormed, at: 9),
        Refusal("<a b='&nbsp;'/>", .notWellFormed, at: 12),
        Refusal("<a>x]]></a>", .notWellFormed, at: 3),
        Refusal([0x3C, 0x61, 0x3E, 0xC3, 0x28, 0x3C, 0x2F, 0x61, 0x3E], .notWellFormed, at: 3, "invalid UTF-8"),
        Refusal([0x3C, 0x61, 0x3E, 0xC0, 0xBC, 0x3C, 0x2F, 0x61, 0x3E], .notWellFormed, at: 3, "overlong UTF-8"),
        Refusal([0x3C, 0x61, 0x3E, 0xED, 0xA0, 0x80, 0x3C, 0x2F, 0x61, 0x3E], .notWellFormed, at: 3, "surrogate"),
        Refusal("<?xml version='1.1'?><a>&#1;</a>", .notWellFormed, at: 28),
        Refusal("<a>&#27;[31m</a>", .notWellFormed, at: 8),
        Refusal("<a>\u{1}</a>", .notWellFormed, at: 3),
        Refusal("<a b='1' b='2'/>", .notWellFormed, at: 14),
        Refusal("<a b='<'/>", .notWellFormed, at: 6),
        Refusal("<a b=1/>", .notWellFormed, at: 5),
        Refusal("<a><!-- -- --></a>", .notWellFormed, at: 8),
        Refusal(" <?xml version='1.0'?><a/>", .notWellFormed, at: 6),
        Refusal("<a><b>", .notWellFormed, at: 6),
    ]

    @Test(arguments: documentTypes + encodings + malformed)
    func isRefusedAtItsPlace(_ refusal: Refusal) throws {
        let found = try #require(fault(refusal.bytes))
        #expect(found.kind == refusal.kind, "\(found.message)")
        #expect(found.offset == refusal.offset, "\(found.message)")
        #expect(found.message.hasSuffix(".") && !found.message.contains("\n"), "\(found.message)")
    }

    @Test(arguments: [
        "<?xml version='1.1'?><a/>", "<?xml version='1.0' encoding='utf-8'?><a/>", "<a/>",
        "<?xml version='1.0' encoding='UTF8'?><a/>", "<?xml version='1.0' encoding='ascii'?><a/>",
        "<?xml-stylesheet href='x' encoding='UTF-16'?><a/>", "<?oasis-xml-catalog catalog='file:///none'?><a/>",
        "\u{FEFF}<?xml version='1.0' encoding='UTF-8'?><a/>", "\u{FEFF}<a/>", "\n<a/>\n",
        "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/hostname' parse='text'/></a>",
        "<p:a/>", "<a\t\n\r b = '1' />", "<a>]]</a >", "<é/>",
    ])
    func isRead(_ source: String) {
        #expect(fault(source) == nil)
    }

    @Test func nothingIsIncluded() throws {
        let source = "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/hostname' parse='text'/></a>"
        #expect(try elements(Array(source.utf8)).map(\.text) == ["", ""])
    }

    @Test func everyTruncationIsRefusedInsideTheFile() {
        let source = """
            \u{FEFF}<?xml version="1.0" encoding="UTF-8"?>
            <!-- é --><PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
                <label a='1' b="2">x &amp; <![CDATA[<y>]]>&#x41;</label><hasActivationRequired/>
            </PermissionSet>
            """
        let bytes = Array(source.utf8)
        #expect(fault(bytes) == nil)
        for length in bytes.indices {
            let found = fault(Array(bytes[..<length]))
            #expect(found != nil, "\(length) bytes")
            #expect((0...length).contains(found?.offset ?? -1), "\(length) bytes")
        }
    }

    @Test func everyChangedByteIsReadOrRefused() {
        let bytes = Array("<?xml version='1.0'?><a b='&lt;'><![CDATA[x]]>&#65;<c/>é</a>".utf8)
        for index in bytes.indices {
            for value: UInt8 in [0, 1, 0x20, 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x2F, 0x5D, 0x80, 0xC3, 0xFF] {
                var changed = bytes
                changed[index] = value
                #expect((0...bytes.count).contains(fault(changed)?.offset ?? 0))
            }
        }
    }
}
