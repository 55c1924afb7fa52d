import FoundationEssentials
import Glibc
import MetadataXML
import TestSupport
import Testing

/// Files that others wrote to break readers; they lie beside the checkout, and a test says so where they are absent.
struct SuiteTests {
    /// Not well-formed by XML 1.1 only, of which libxml2 knows the character references and nothing else.
    private func isUnsoundByXML11Only(_ path: String) -> Bool {
        if ["eduni/xml-1.1/016.xml", "eduni/xml-1.1/019.xml"].contains(path) { return true }
        guard path.hasPrefix("ibm/xml-1.1/not-wf/P02/ibm02n"), let number = Int(path.suffix(6).prefix(2)) else {
            return false
        }
        return (32...63).contains(number) && number != 58
    }

    /// The word stands in a comment, processing instruction or CDATA section.
    private static let filesWithoutDocumentType: Set = [
        "oasis/p15pass1.xml", "oasis/p16pass1.xml", "oasis/p18pass1.xml",
    ]
    /// Names with colons, but no namespaces.
    private static let filesWithoutNamespaces: Set = ["oasis/p04pass1.xml", "oasis/p05pass1.xml"]

    private func bytes(_ url: URL) throws -> [UInt8] {
        Array(try Data(contentsOf: url))
    }

    @Test func theConformanceSuiteIsReadOrRefused() throws {
        guard let root = SharedMaterial.url("suites/xmlconf/xmlconf"),
            let manifest = SharedMaterial.url("suites/xmlconf_manifest.tsv")
        else {
            print("The W3C conformance suite is not there: it is not run.")
            return
        }
        var counts: [String: Int] = [:]
        for row in String(decoding: try bytes(manifest), as: UTF8.self).split(separator: "\n").dropFirst() {
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let (path, type, hasDocumentType) = (columns[0], columns[2], columns[7] == "1")
            let found = fault(try bytes(root.appending(path: path)))
            let outcome = found.map { "\($0.kind)" } ?? "read"
            counts["\(type) \(hasDocumentType) \(outcome)", default: 0] += 1
            if Self.filesWithoutDocumentType.contains(path) {
                #expect(found == nil, "\(path): \(outcome)")
            } else if hasDocumentType {
                // What stands before the declaration may be refused first.
                #expect(found != nil, "\(path)")
                if type == "valid" || type == "invalid" {
                    #expect(found?.kind == .documentType || found?.kind == .foreignEncoding, "\(path): \(outcome)")
                }
            } else if type == "not-wf" {
                #expect((found == nil) == isUnsoundByXML11Only(path), "\(path): \(outcome)")
            } else if type == "invalid", found?.kind != .foreignEncoding {
                #expect((found == nil) != Self.filesWithoutNamespaces.contains(path), "\(path): \(outcome)")
            }
        }
        #expect(counts.values.reduce(0, +) == 2_586, "\(counts)")
    }

    @Test func libraryTestFilesAreReadOrRefused() throws {
        guard let root = SharedMaterial.url("suites/libxml2-testdata/test") else {
            print("The test files of libxml2 are not there: they are not read.")
            return
        }
        var reader = XMLReader(vocabulary: [], texts: [])
        var count = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted() {
            guard let data = try? Data(contentsOf: root.appending(path: path)) else { continue }
            let bytes = Array(data)
            let first = fault(bytes)
            #expect((0...bytes.count).contains(first?.offset ?? 0), "\(path)")
            let again = try? elements(bytes, with: &reader)
            #expect((again == nil) == (first != nil), "\(path)")
            count += 1
        }
        #expect(count > 70)
    }

    @Test func hostileFilesAreReadOrRefused() throws {
        guard let generator = SharedMaterial.url("tools/xml_dos_gen.py") else {
            print("The generator of hostile files is not there: they are not read.")
            return
        }
        let folder = try TemporaryFolder()
        guard system("python3 '\(generator.path)' '\(folder.url.path)' 0.2 > /dev/null 2>&1") == 0 else {
            print("python3 does not run: hostile files are not read.")
            return
        }
        let expected: [String: XMLFault.Kind?] = [
            "amp": .notWellFormed, "attrs": .tagTooLong, "bad_utf8": .notWellFormed, "bidi": nil,
            "bigattr": .tagTooLong, "bigcomment": nil, "bigname": .tagTooLong, "bigtext": nil,
            "bom_only": .notWellFormed,
            "cdata": nil, "charrefs": nil, "cr_only_lines": nil, "cyclic": .documentType, "dashes": .notWellFormed,
            "deep": .tooDeep, "deepest": .tooDeep, "default_attr": .documentType, "ebcdic": .foreignEncoding,
            "empty": .empty, "esc_ref": .notWellFormed, "gzip_bomb": .nulByte, "gzip_named_xml": .nulByte,
            "line_70000": .notWellFormed, "lol": .documentType, "lt": .notWellFormed, "names": .tooManyNames,
            "nsdecl": .tagTooLong, "nul_mid": .nulByte, "nul_tail": .nulByte, "overlong": .notWellFormed,
            "param": .documentType, "quadratic": .documentType, "shiftjis": .foreignEncoding, "stylesheet_pi": nil,
            "surrogate": .notWellFormed, "two_roots": .notWellFormed, "utf16_label_utf8": .foreignEncoding,
            "utf16le_bom": .foreignEncoding, "utf32": .foreignEncoding, "utf7": .foreignEncoding, "xinclude": nil,
            "xml11": .notWellFormed, "xxe_dtd": .documentType, "xxe_file": .documentType, "xxe_http": .documentType,
        ]
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        #expect(names.map { String($0.dropLast(4)) } == expected.keys.sorted())
        for name in names {
            let found = fault(try bytes(folder.url.appending(path: name)))
            if let kind = expected[String(name.dropLast(4))] {
                #expect(found?.kind == kind, "\(name): \(found?.message ?? "read")")
            }
        }
    }
}
