import Foundation
import Glibc
import MetadataXML
import OrgModel
import TestSupport
import Testing

@testable import OrgReader

/// Every file of Fixtures/, cut off at every byte and with one bit of every byte turned over.
///
/// All of it runs with `FORCELINT_LONG_TESTS=1`, else every 23rd byte, from another one in each file.
@Suite("Files cut off or damaged at any byte")
struct DamagedFileTests {
    private static let step = LongTests.areWanted ? 1 : 23

    private struct Fixture {
        let path: String
        let bytes: [UInt8]

        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    }

    private static func fixtures(_ isWanted: (String) -> Bool) throws -> [Fixture] {
        let root = Checkout.root.appending(path: "Fixtures")
        return try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted().filter(isWanted).map {
            Fixture(path: $0, bytes: Array(try Data(contentsOf: root.appending(path: $0))))
        }
    }

    /// The file cut off before an offset, and with one bit of the byte there turned over.
    private func damaged(_ bytes: [UInt8], at offset: Int) -> [[UInt8]] {
        var turned = bytes
        turned[offset] ^= 1 << UInt8(offset % 8)
        return [Array(bytes[..<offset]), turned]
    }

    private func offsets(_ fixture: Fixture, _ number: Int) -> StrideTo<Int> {
        stride(from: number % Self.step, to: fixture.bytes.count, by: Self.step)
    }

    /// Every so many files are one test, so that the others run beside it.
    private static let shards = 4

    @Test(arguments: 0..<shards)
    func metadataIsReadOrRefusedAtAPlaceInIt(_ shard: Int) throws {
        let fixtures = try Self.fixtures { $0.hasSuffix("-meta.xml") }
        var count = 0
        for (number, fixture) in fixtures.enumerated() where number % Self.shards == shard {
            let folder = try OrgReaderTests.TemporaryFolder()
            // The folders that tell of what type some files are.
            let path = "force-app/" + fixture.path.split(separator: "/").suffix(4).joined(separator: "/")
            try folder.write(Array(path.utf8), contents: "")
            // Of some types the name is all that is read.
            guard let file = try folder.discover(".").files.first else { continue }
            count += 1
            let url = URL(filePath: folder.text + "/" + path)
            var decoder = FileDecoder(limits: XMLLimits())
            let root = try #require(fixture.bytes.lastIndex(of: UInt8(ascii: ">")))
            for offset in offsets(fixture, number) {
                for (form, bytes) in damaged(fixture.bytes, at: offset).enumerated() {
                    // A file that is cut and written anew at once is put on the disk by some file systems, so it goes first.
                    unlink(url.path)
                    try Data(bytes).write(to: url)
                    let decoded = decoder.decode(file, id: FileID(0))
                    let isInside = decoded.problems.allSatisfy { $0.location.offset <= bytes.count }
                    #expect(isInside, "\(fixture.path) at \(offset)")
                    guard form == 0, offset <= root else { continue }
                    let isRefused = decoded.problems.contains {
                        if case .notWellFormed = $0.kind { true } else { false }
                    }
                    #expect(isRefused, "\(fixture.path) cut off at \(offset)")
                }
            }
        }
        #expect(count > 100 / Self.shards)
    }

    @Test(arguments: 0..<shards)
    func recordsAreReadOrRefusedAtAPlaceInThem(_ shard: Int) throws {
        let fixtures = try Self.fixtures { $0.contains("org-records/") }
        #expect(fixtures.count > 25)
        for (number, fixture) in fixtures.enumerated() where number % Self.shards == shard {
            for offset in offsets(fixture, number) {
                for bytes in damaged(fixture.bytes, at: offset) {
                    let (exports, problems) = RecordFileReader.read(
                        bytes, file: FileID(0), fileName: fixture.name, syntax: nil)
                    let offsets =
                        problems.map(\.location.offset)
                        + exports.flatMap { export in export.table.rows.map(\.location.offset) }
                    #expect(offsets.allSatisfy { $0 <= bytes.count }, "\(fixture.path) at \(offset)")
                    #expect(!exports.isEmpty || !problems.isEmpty || bytes.isEmpty, "\(fixture.path) at \(offset)")
                }
            }
        }
    }

    @Test func projectsAndIgnoreFilesAreReadOrRefused() throws {
        let fixtures = try Self.fixtures { $0.hasSuffix("sfdx-project.json") || $0.hasSuffix(".forceignore") }
        #expect(fixtures.count > 3)
        for fixture in fixtures {
            let folder = try OrgReaderTests.TemporaryFolder()
            try folder.writeProject("force-app")
            try folder.write("force-app/A.profile-meta.xml")
            for offset in stride(from: 0, to: fixture.bytes.count, by: 1) {
                for bytes in damaged(fixture.bytes, at: offset) {
                    unlink(folder.text + "/" + fixture.name)
                    try Data(bytes).write(to: URL(filePath: folder.text + "/" + fixture.name))
                    // An error is one of the input's, with its place.
                    do throws(InputError) { _ = try folder.discover(".") } catch { #expect(!error.message.isEmpty) }
                }
            }
        }
    }
}
