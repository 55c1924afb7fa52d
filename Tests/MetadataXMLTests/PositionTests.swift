import FoundationEssentials
import MetadataXML
import TestSupport
import Testing

struct PositionTests {
    @Test(arguments: WrittenDocument.Form.all)
    func everyElementIsAtItsFirstByte(_ form: WrittenDocument.Form) throws {
        let document = WrittenDocument(form)
        let read = try elements(document.bytes)
        #expect(read.count == document.elements.count)
        let difference = zip(read, document.elements).first { $0 != $1 }
        #expect(difference == nil, "\(String(describing: difference))")
    }

    /// libxml2's own line numbers end at 65,535.
    @Test func positionsHoldBehindLine65535() throws {
        var bytes = Array("<a>\n".utf8)
        var offsets = [0]
        for number in 0..<70_000 {
            offsets.append(bytes.count)
            bytes += Array(number.isMultiple(of: 1_000) ? "<b\nx='1'/>\n".utf8 : "<b/>\n".utf8)
        }
        bytes += Array("</a>".utf8)
        #expect(try elements(bytes).map(\.offset) == offsets)
    }

    /// libxml2 drops what it has read from its buffer as it goes on; a long text must not move what follows.
    @Test(arguments: [100, 249, 250, 251, 499, 500, 501, 4_095, 4_096, 70_000, 1_000_000])
    func positionsHoldBehindALongText(_ length: Int) throws {
        let head = "<a><b>" + String(repeating: "x", count: length) + "</b>"
        let text = head + "<c/>\n<!--" + String(repeating: "y", count: length) + "--><d   e='"
        let bytes = Array((text + String(repeating: "z", count: min(length, 16_000)) + "'/></a>").utf8)
        #expect(try elements(bytes).map(\.offset) == scannedStartTags(bytes).map(\.offset))
    }

    @Test func realFilesAreReadWhereAPlainWalkFindsTheirTags() throws {
        guard let corpus = SharedMaterial.url("corpus") else {
            print("The corpus is not there: positions are not compared on real files.")
            return
        }
        var reader = XMLReader(vocabulary: [], texts: [])
        var count = 0
        let suffixes = ["permissionset-meta.xml", "profile-meta.xml", "object-meta.xml", "settings-meta.xml"]
        for path in try FileManager.default.subpathsOfDirectory(atPath: corpus.path) {
            guard suffixes.contains(where: { path.hasSuffix($0) }),
                let data = try? Data(contentsOf: corpus.appending(path: path)), data.count < 400_000
            else { continue }
            let bytes = Array(data)
            guard let read = try? elements(bytes, with: &reader) else { continue }
            let scanned = scannedStartTags(bytes)
            #expect(read.map(\.offset) == scanned.map(\.offset) && read.map(\.name) == scanned.map(\.name), "\(path)")
            count += 1
        }
        #expect(count > 100)
    }
}
