import FoundationEssentials
import MetadataXML
import TestSupport
import Testing

/// What the reader makes of a file while memory fails libxml2 at one allocation after another.
@Suite("Memory that fails libxml2")
struct AllocationFailureTests {
    private enum Outcome: Equatable {
        case read([ReadElement])
        case refused(XMLFault.Kind)
    }

    private func outcome(_ bytes: [UInt8], _ reader: inout XMLReader) -> Outcome {
        do throws(XMLFault) {
            return .read(try elements(bytes, with: &reader))
        } catch {
            return .refused(error.kind)
        }
    }

    private func prepare() throws {
        _ = XMLReader(vocabulary: [], texts: [])
        try #require(AllocationFailure.isPossible)
    }

    private static let sources = [
        "<a/>", "<a b='1' c='&amp;2'>x &lt; &#65; <!-- note --> y</a>",
        "<?xml version='1.0' encoding='UTF-8'?>\n<a xmlns='u' xmlns:p='v'><p:b p:c='d'/><![CDATA[<]]></a>\n<!-- end -->\n",
        "<a><?p x?><b></a>", "<a>&x;</a>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<a/><b/>",
        "<a>" + (0..<300).map { "<name\($0)>text \($0)</name\($0)>" }.joined() + "</a>",
        "<a>" + String(repeating: "long text ", count: 2_000) + "</a><!-- " + String(repeating: "x ", count: 4_000)
            + "-->",
    ]

    /// A file is read as it is, refused as it deserves, or said not to have been read; and the reader goes on.
    ///
    /// - Parameter namespace: nil for reading by SAX2 alone.
    @Test(arguments: sources.flatMap { source in [nil, "u"].map { (source, $0) } }, AllocationFailure.Extent.allCases)
    func neverMakesAnotherResult(
        _ file: (source: String, namespace: String?), _ extent: AllocationFailure.Extent
    ) throws {
        let (source, namespace) = file
        try prepare()
        let bytes = Array(source.utf8)
        var sound = XMLReader(vocabulary: [], texts: [])
        let expected = outcome(bytes, &sound)
        var number = 1
        var failureCount = 0
        while true {
            let (outcomes, count) = AllocationFailure.at(number, extent) {
                var reader = XMLReader(vocabulary: [], texts: [], commentMark: "note", namespace: namespace)
                return [outcome(bytes, &reader), outcome(bytes, &reader)]
            }
            for found in outcomes where found != expected {
                #expect(found == .refused(.outOfMemory), "allocation \(number): \(found)")
                failureCount += 1
            }
            if extent == .one {
                #expect(outcomes.contains(expected), "allocation \(number)")
            }
            guard count >= number else { break }
            number += 1
        }
        #expect(number > 10 && failureCount > number / 2, "\(number) allocations, \(failureCount) failures")
    }
}
