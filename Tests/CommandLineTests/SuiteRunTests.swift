import Foundation
import TestSupport
import Testing

/// The suites that others wrote, through the built program: within one second of the processor and 256 MB for what is
/// given to one run, which are many files where these are small, and with the verdict that each file deserves.
@Suite("Suites through the program")
struct SuiteRunTests {
    /// The names of the files that are said not to be well-formed.
    private func refused(_ folder: TemporaryFolder, _ arguments: [String] = []) throws -> Set<String> {
        let outcome = try Program.run(
            ["check", "--format", "json", "--select", "input-not-well-formed", "--fail-on", "never", "--allow-empty"]
                + arguments,
            in: folder.url, through: Launcher.fence())
        #expect(!outcome.isSignal && outcome.status == 0, "status \(outcome.status): \(outcome.errors)")
        guard outcome.status == 0 else { return [] }
        let findings = try JSONReport(outcome).findings.filter { $0.rule == "input-not-well-formed" }
        return Set(findings.map(\.location.path))
    }

    /// Gives files to the program, so many at a time, under names that make them input.
    private func refused(
        _ files: [URL],
        atATime count: Int,
        name: (Int) -> String,
        _ arguments: [String] = []
    ) throws -> [Bool] {
        var found: [Bool] = []
        for start in stride(from: 0, to: files.count, by: count) {
            let folder = try TemporaryFolder()
            let batch = start..<min(start + count, files.count)
            for index in batch { try folder.write(Array(Data(contentsOf: files[index])), to: name(index)) }
            let refused = try refused(folder, arguments)
            found += batch.map { refused.contains(name($0)) }
        }
        return found
    }

    private func permissionSet(_ index: Int) -> String { "\(index).permissionset-meta.xml" }

    @Test func theConformanceSuiteOfXML() throws {
        guard let suite = try ConformanceSuite() else { return }
        let isRefused = try refused(suite.files.map(\.url), atATime: 100, name: permissionSet)
        for (file, isRefused) in zip(suite.files, isRefused) {
            switch file.verdict {
            case .read: #expect(!isRefused, "\(file.path)")
            case .refused: #expect(isRefused, "\(file.path)")
            case .either: break
            }
        }
    }

    @Test func theErrorFilesOfTheLibrary() throws {
        guard let root = SharedMaterial.url("suites/libxml2-testdata/test") else {
            print("The test files of libxml2 are not there: they are not read.")
            return
        }
        let files = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted().map {
            root.appending(path: $0)
        }.filter { (try? Data(contentsOf: $0)) != nil }
        #expect(files.count > 70)
        for (index, isRefused) in try refused(files, atATime: 20, name: permissionSet).enumerated() {
            guard try Tool.run("xmllint", ["--noout", "--nonet", "--nocatalogs", files[index].path])?.status == 1 else {
                continue
            }
            #expect(isRefused, "\(files[index].lastPathComponent) is refused by xmllint alone")
        }
    }

    /// As metadata and as an export, each alone.
    @Test(arguments: ["A.permissionset-meta.xml", "User.xml"])
    func hostileFiles(_ target: String) throws {
        guard let hostile = try HostileFiles(scale: 1) else { return }
        for name in hostile.names {
            let isRefused = try refused(
                [hostile.folder.url.appending(path: name)], atATime: 1, name: { _ in target })
            let isRead = HostileFiles.read.contains(String(name.dropLast(4)))
            // An export of no rows is empty, and a gap in a row's element is none of XML's.
            if target == "User.xml", ["empty.xml", "bom_only.xml"].contains(name) || isRead { continue }
            #expect(isRefused == [!isRead], "\(name)")
        }
    }

    /// What is sound JSON and no export is refused as well; that it is read as JSON the tests of the reader show.
    @Test func theJSONTestSuite() throws {
        guard let root = SharedMaterial.url("suites/jsontestsuite/test_parsing") else {
            print("JSONTestSuite is not there: it is not read.")
            return
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
        #expect(names.count == 318)
        let isRefused = try refused(
            names.map { root.appending(path: $0) }, atATime: 40, name: { "exports/\($0).json" },
            ["--records", "exports"])
        for (name, isRefused) in zip(names, isRefused) {
            // A blank file is an export of no rows, as the Salesforce CLI writes it.
            if ["n_single_space.json", "n_structure_no_data.json", "n_structure_UTF8_BOM_no_data.json"].contains(name) {
                continue
            }
            if name.hasPrefix("n_") { #expect(isRefused, "\(name)") }
        }
    }

    @Test func theSpectrumOfCSV() throws {
        guard let root = SharedMaterial.url("suites/csv-spectrum/csvs") else {
            print("csv-spectrum is not there: it is not read.")
            return
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().map {
            root.appending(path: $0)
        }
        #expect(files.count == 12)
        let isRefused = try refused(
            files, atATime: 12, name: { "exports/\($0).csv" }, ["--records", "exports"])
        #expect(isRefused.allSatisfy { !$0 }, "\(isRefused)")
    }

    /// What costs our own code the square of its length where it is not careful.
    @Test(arguments: [
        ("comments on one line", "", "<!--forcelint-ignore x: y-->", 20_000, ""),
        (
            "blanks before comments", String(repeating: " ", count: 1_000_000), "<!--forcelint-ignore x: y-->", 20_000,
            ""
        ),
        ("a long comment", "<!--forcelint-ignore x: ", "y ", 3_000_000, "-->"),
        ("a long comment of another", "<!-- ", "y ", 3_000_000, "-->"),
        ("blanks in a comment", "<!--", " ", 6_000_000, "forcelint-ignore x: y-->"),
        ("attributes", "", "<a b='1' c='2'/>", 100_000, ""), ("entries", "", "<label>x</label>", 100_000, ""),
    ])
    func whatIsLinearStaysLinear(_ name: String, _ head: String, _ part: String, _ count: Int, _ tail: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\(head)"
                + String(repeating: part, count: count) + tail + "</PermissionSet>",
            to: "A.permissionset-meta.xml")
        // Ten times the second of a release build, which a debug build takes.
        let outcome = try Program.run(
            ["check", "--format", "json", "--fail-on", "never"], in: folder.url,
            through: Launcher.fence(seconds: 10, megabytes: 512))
        #expect(!outcome.isSignal && outcome.status == 0, "status \(outcome.status): \(outcome.errors.prefix(200))")
    }
}
