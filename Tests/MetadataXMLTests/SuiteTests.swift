import FoundationEssentials
import MetadataXML
import TestSupport
import Testing

/// Files that others wrote to break readers; they lie beside the checkout, and a test says so where they are absent.
struct SuiteTests {
    private func bytes(_ url: URL) throws -> [UInt8] {
        Array(try Data(contentsOf: url))
    }

    @Test func theConformanceSuiteIsReadOrRefused() throws {
        guard let suite = try ConformanceSuite() else { return }
        #expect(suite.files.count == 2_586)
        for file in suite.files {
            let found = fault(try bytes(file.url))
            let outcome = found?.message ?? "read"
            switch file.verdict {
            case .read: #expect(found == nil, "\(file.path): \(outcome)")
            case .refused: #expect(found != nil, "\(file.path)")
            case .either where file.type == "error": break
            case .either: #expect(found == nil || found?.kind == .foreignEncoding, "\(file.path): \(outcome)")
            }
            // What stands before the declaration may be refused first.
            if file.hasDocumentType, file.type == "valid" || file.type == "invalid" {
                #expect(found?.kind == .documentType || found?.kind == .foreignEncoding, "\(file.path): \(outcome)")
            }
        }
    }

    /// xmllint, on the same library, reads document types and every encoding that iconv knows, and takes an error of
    /// namespaces for none; in all else it is of our opinion.
    @Test func xmllintDiffersOnlyWhereItTakesMore() throws {
        guard let suite = try ConformanceSuite() else { return }
        var refused: Set<String> = []
        for start in stride(from: 0, to: suite.files.count, by: 200) {
            let paths = suite.files[start..<min(start + 200, suite.files.count)].map(\.url.path)
            guard let outcome = try Tool.run("xmllint", ["--noout", "--nonet", "--nocatalogs"] + paths) else {
                print("xmllint is absent: nothing is compared with it.")
                return
            }
            for line in outcome.errors.split(separator: "\n") where line.contains(" error : ") {
                refused.insert(String(line.prefix { $0 != ":" }))
            }
        }
        #expect(refused.count > 1_000)
        var counts: [String: Int] = [:]
        for file in suite.files {
            let found = fault(try bytes(file.url))
            if refused.contains(file.url.path) {
                #expect(found != nil, "\(file.path) is refused by xmllint alone")
            } else if let found {
                counts["\(found.kind)", default: 0] += 1
                #expect([.documentType, .foreignEncoding].contains(found.kind), "\(file.path): \(found.message)")
            }
        }
        #expect(counts.keys.sorted() == ["documentType", "foreignEncoding"], "\(counts)")
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
        guard let hostile = try HostileFiles(scale: 0.2) else { return }
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
        #expect(hostile.names.map { String($0.dropLast(4)) } == expected.keys.sorted())
        #expect(Set(expected.filter { $0.value == nil }.keys) == HostileFiles.read)
        for name in hostile.names {
            let found = fault(try bytes(hostile.folder.url.appending(path: name)))
            if let kind = expected[String(name.dropLast(4))] {
                #expect(found?.kind == kind, "\(name): \(found?.message ?? "read")")
            }
        }
    }
}
