import CacheStore
import Foundation
import Glibc
import MetadataXML
import OrgModel
import TestSupport
import Testing

@testable import OrgReader

/// What is read with kept files is what is read without, whatever became of the files and of what was kept.
@Suite("Parsed files that are kept")
struct ParsedFilesTests {
    private let org: OrgReaderTests.TemporaryFolder
    private let store: TestSupport.TemporaryFolder

    init() throws {
        org = try OrgReaderTests.TemporaryFolder()
        store = try TestSupport.TemporaryFolder()
        for number in 0..<6 { try write(number, flag: "true") }
        try org.write("Broken.permissionset", contents: "<PermissionSet><label>")
        try org.write(
            "Marked.permissionset",
            contents: xml("PermissionSet", "<!-- forcelint-ignore x: y -->\n<label>Marked</label>"))
        try org.write(
            "Other.permissionset", contents: xml("Profile", "<custom>true</custom><unknown a='b'>x</unknown>"))
        try org.write("User.csv", contents: "Id,Username\n005000000000001AAA,a@b.example\n")
    }

    private func write(_ number: Int, flag: String) throws {
        let fields = (0..<(10 + number)).map { field in
            "<fieldPermissions><editable>\(flag)</editable><field>O\(number).F\(field)</field><readable>true</readable></fieldPermissions>"
        }
        let objects = "<objectPermissions><allowRead>maybe</allowRead><object>O\(number)</object></objectPermissions>"
        try org.write(
            "S\(number).permissionset",
            contents: xml("PermissionSet", "<label>S\(number)</label>" + fields.joined() + objects))
    }

    private func folder(_ identity: String = "this program") -> CacheFolder {
        CacheFolder(Array(store.url.path.utf8), identity: Array(identity.utf8))
    }

    /// - Parameter moment: when the run is said to have begun: at 0 no file has been at rest, at the end of time each.
    private func read(_ cache: CacheFolder?, jobs: Int = 1, at moment: Int64? = nil) throws -> String {
        try Self.read(org.path, cache, jobs: jobs, at: moment)
    }

    private static func read(
        _ path: [UInt8], _ cache: CacheFolder?, jobs: Int = 1, at moment: Int64? = nil
    ) throws -> String {
        var reader = InputReader(paths: [path], currentDirectory: path, jobs: jobs, cache: cache)
        reader.beginning = moment
        reader.sizeThatPaysForCache = 0
        reader.sizeThatPaysForThreads = 0
        let parts = try reader.read().parts
        return "\(grants(parts)) \(parts.problems) \(parts.inlineExceptions) \(parts.files.map(\.path)) "
            + "\(parts.inputs.sorted { $0.key < $1.key }) \(parts.metadata.permissionSets.map(\.label)) "
            + "\(parts.metadata.permissionSets.flatMap(\.parts).flatMap { $0.fieldPermissions.map(\.offset) })"
    }

    private var file: URL {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: store.url.path)
            return store.url.appending(path: try #require(names.first { $0.hasPrefix("files-") }))
        }
    }

    /// How each permission set is come by, and whether it was opened: `kept`, `kept, opened` or `parsed`.
    private func ways(_ cache: CacheFolder) throws -> [String: String] {
        let kept = ParsedFiles(of: SystemPath(cleaning: org.path), in: cache)
        var decoder = FileDecoder(limits: XMLLimits(), kept: kept)
        for (index, file) in try org.discover(".").files.enumerated() { _ = decoder.decode(file, id: FileID(index)) }
        return Dictionary(
            decoder.parsedFiles.map { file in
                let name = String(decoding: file.path.lastComponent, as: UTF8.self)
                if case .parsed = file.source { return (name, "parsed") }
                return (name, file.wasRead ? "kept, opened" : "kept")
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Waits until stamps of files that were just written stand for their contents.
    private func settle() {
        usleep(2_100_000)
    }

    @Test(arguments: [1, 4])
    func isReadAsIfNothingWasKept(_ jobs: Int) throws {
        let expected = try read(nil)
        #expect(expected.contains("O5.F14") && expected.contains("Broken"))
        for _ in 0..<3 { #expect(try read(folder(), jobs: jobs, at: 0) == expected) }
        #expect(try ways(folder()).values.allSatisfy { $0 == "kept, opened" })
        // Now their stamps are worth keeping, and from then on none is opened.
        #expect(try read(folder(), jobs: jobs, at: .max) == expected)
        let ways = try ways(folder())
        #expect(ways.values.allSatisfy { $0 == "kept" })
        // What is broken, and what has exceptions in comments, is parsed anew.
        #expect(ways.keys.sorted() == ["Other.permissionset"] + (0..<6).map { "S\($0).permissionset" })
        #expect(try read(folder(), jobs: jobs) == expected)
    }

    @Test func everyOrgOfTheFixturesAndTheCorpusIsReadAsIfNothingWasKept() throws {
        var folders = ["acme-org", "clean-org", "troubled-org"].map { Checkout.root.appending(path: "Fixtures/\($0)") }
        folders += [SharedMaterial.url("corpus")].compactMap(\.self)
        for folder in folders {
            let path = Array(folder.path.utf8)
            var reader = InputReader(paths: [path], currentDirectory: path, jobs: 3)
            reader.sizeThatPaysForThreads = 0
            reader.sizeThatPaysForCache = 0
            func description() throws -> [String] {
                let parts = try reader.read().parts
                return grants(parts) + parts.problems.map { "\($0)" } + parts.inlineExceptions.map { "\($0)" }
                    + parts.metadata.connectedApps.map { "\($0)" } + parts.metadata.namedCredentials.map { "\($0)" }
                    + parts.metadata.profiles.map { "\($0.loginIpRanges) \(String(describing: $0.custom))" }
                    + parts.metadata.externalClientApplications.map { "\($0)" }
                    + parts.files.map(\.path)
            }
            let expected = try description()
            reader.cache = self.folder()
            for _ in 0..<2 { #expect(try description() == expected, "\(folder.path)") }
        }
    }

    @Test func aChangedFileIsParsedAloneAndABranchFindsItsFilesAgain() throws {
        _ = try read(folder(), at: .max)
        try write(3, flag: "false")
        var ways = try ways(folder())
        #expect(ways["S3.permissionset"] == "parsed" && ways["S2.permissionset"] == "kept")
        let changed = try read(nil)
        #expect(try read(folder()) == changed)
        // As it was before, with another stamp: known by what it holds.
        try write(3, flag: "true")
        ways = try self.ways(folder())
        #expect(ways["S3.permissionset"] == "kept, opened")
        #expect(try read(folder()) == read(nil))
        // Under another name too.
        #expect(rename(org.text + "/S3.permissionset", org.text + "/T.permissionset") == 0)
        #expect(try self.ways(folder())["T.permissionset"] == "kept, opened")
        #expect(try read(folder()) == read(nil))
    }

    /// Same size and same time of modification: the stamp of a file that was not at rest is worth nothing, and that of one
    /// that was says when the system last saw a change.
    @Test(arguments: [false, true])
    func aFileOfTheSameSizeAndTimeIsReadAnew(_ isSettled: Bool) throws {
        let path = org.text + "/S1.permissionset"
        let then = timespec(tv_sec: 1_700_000_000, tv_nsec: 5)
        try write(1, flag: "true ")
        #expect(utimensat(AT_FDCWD, path, [then, then], 0) == 0)
        _ = try read(folder())
        if isSettled {
            settle()
            _ = try read(folder())
            #expect(try ways(folder())["S1.permissionset"] == "kept")
        }
        let before = try read(folder())
        try write(1, flag: "false")
        #expect(utimensat(AT_FDCWD, path, [then, then], 0) == 0)
        let after = try read(nil)
        #expect(before != after)
        #expect(try read(folder()) == after)
    }

    @Test func anotherProgramOrKeyUsesNothing() throws {
        let expected = try read(folder(), at: 0)
        #expect(try ways(folder())["S1.permissionset"] == "kept, opened")
        #expect(try ways(folder("another program"))["S1.permissionset"] == "parsed")
        #expect(try read(folder("another program")) == expected)
        try Data((0..<16).map { _ in 7 }).write(to: store.url.appending(path: "key"))
        #expect(try ways(folder())["S1.permissionset"] == "parsed")
        #expect(try read(folder()) == expected)
    }

    @Test func whatIsCutOffOrDamagedIsNotUsed() throws {
        let expected = try read(folder())
        let file = try file
        let bytes = Array(try Data(contentsOf: file))
        let name = file.lastPathComponent
        for offset in stride(from: 0, to: bytes.count, by: 97) {
            try store.write(Array(bytes[..<offset]), to: name)
            #expect(try read(folder()) == expected, "cut off at \(offset)")
            var turned = bytes
            turned[offset] ^= 1 << UInt8(offset % 8)
            try store.write(turned, to: name)
            #expect(try read(folder()) == expected, "damaged at \(offset)")
        }
        try store.write(bytes + bytes, to: name)
        #expect(try read(folder()) == expected)
    }

    @Test(arguments: ["link", "folder", "fifo", "text", "empty"])
    func whatLiesInItsPlaceIsNotUsed(_ kind: String) throws {
        let expected = try read(folder())
        let file = try file
        let other = store.url.appending(path: "elsewhere")
        try FileManager.default.moveItem(at: file, to: other)
        switch kind {
        case "link": #expect(symlink(other.path, file.path) == 0)
        case "folder": #expect(mkdir(file.path, 0o700) == 0)
        case "fifo": #expect(mkfifo(file.path, 0o600) == 0)
        case "text": try store.write(String(repeating: "no such file\n", count: 99), to: file.lastPathComponent)
        default: try store.write("", to: file.lastPathComponent)
        }
        #expect(try ways(folder())["S1.permissionset"] == "parsed")
        #expect(try read(folder()) == expected)
    }

    /// The next run of a small part does not drop what the others need.
    @Test func whatAnotherRunReadStays() throws {
        _ = try read(folder(), at: 0)
        var reader = InputReader(paths: [org.path], currentDirectory: org.path, cache: folder())
        reader.sizeThatPaysForCache = 0
        reader.beginning = 0
        let all = try ways(folder()).count
        for number in 1..<6 { #expect(unlink(org.text + "/S\(number).permissionset") == 0) }
        try write(0, flag: "false")
        _ = try reader.read()
        #expect(ParsedFiles(of: SystemPath(cleaning: org.path), in: folder()).documents.count == all + 1)
        for number in 0..<6 { try write(number, flag: "true") }
        #expect(try ways(folder()).values.allSatisfy { $0 == "kept, opened" })
    }

    @Test func severalAtOnceDoNotDisturbOneAnother() async throws {
        let expected = try read(nil)
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                let (path, cache) = (org.path, folder(number.isMultiple(of: 2) ? "one" : "two"))
                group.addTask { (try? Self.read(path, cache)) == expected }
            }
            for await isSame in group { #expect(isSame) }
        }
        #expect(try read(folder("one")) == expected)
    }
}
